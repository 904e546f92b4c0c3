// SPDX-License-Identifier: Apache-2.0
// GPUs and other accelerators: what the engine can use of them (memory, bandwidth, dense peaks,
// links, power). Facts, from data/accelerators.toml.
#pragma once

#include "core/provenance.hpp"
#include "core/units.hpp"
#include "io/source.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

/// Number formats with a matrix peak of their own. 16-bit work takes `bf16` where the hardware has
/// it and `fp16` elsewhere (T4, older Apple GPUs).
enum class Precision { bf16, fp16, fp8, fp4, int8 };

enum class AcceleratorClass { datacenter, workstation, consumer, unified };

/// How accelerators of one node talk to each other.
enum class Link {
  nvlink,
  nvlink_bridge,
  nvlink_c2c,
  infinity_fabric,
  ethernet,
  pcie,
  unified,
};

/// How the visible memory is known: read from a runtime or log, commonly reported, or assumed.
enum class VisibleMemory { measured, typical, assumed };

struct Accelerator {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;
  std::string vendor;        ///< "nvidia", "amd", "apple", "intel"
  std::string architecture;  ///< "hopper", "ada", "cdna3" ...
  AcceleratorClass kind = AcceleratorClass::datacenter;
  Bytes memory_nominal = Bytes::zero();  ///< as sold
  Bytes memory_visible = Bytes::zero();  ///< as the engine sees it: use this
  VisibleMemory memory_basis = VisibleMemory::assumed;
  BytesPerSecond bandwidth = BytesPerSecond::zero();
  std::map<Precision, FlopsPerSecond> peaks;  ///< dense, never sparse
  bool peaks_derived = false;                 ///< from cores and clock, not from a data sheet
  Link link = Link::pcie;
  BytesPerSecond link_bandwidth = BytesPerSecond::zero();  ///< per accelerator, one direction
  int max_per_node = 1;                   ///< largest tensor-parallel group without a network
  Kilowatts power = Kilowatts::zero();    ///< of the board; of the whole machine for Apple
  std::optional<Kilowatts> node_power;    ///< IT power of a whole node, per accelerator
  std::optional<Kilowatts> all_in_power;  ///< at the meter: cooling and distribution included
  bool measured = false;                  ///< kernel constants are measured, not borrowed
  Provenance provenance;

  /// Nothing if the hardware has no path for that precision.
  std::optional<FlopsPerSecond> peak(Precision precision) const;
  /// The peak of 16-bit work. Every accelerator has one.
  FlopsPerSecond peak_16bit() const;
};

std::string_view name(Precision precision);
std::string_view name(Link link);
std::string_view name(AcceleratorClass kind);
std::string_view name(VisibleMemory basis);

/// Throws InputError with everything that is wrong in the file.
std::vector<Accelerator> load_accelerators(const io::Source& source);

/// By id, alias or name; case and separators do not matter ("H100_SXM", "h100 sxm"). Null if none.
const Accelerator* find_accelerator(const std::vector<Accelerator>& all, std::string_view text);

/// The same for text the user gave in `field`; throws InputError `unknown-gpu` with a suggestion.
const Accelerator& require_accelerator(const std::vector<Accelerator>& all, std::string_view text,
                                       std::string_view field = "--gpu");

/// "did you mean ...", or the first known ids if nothing is near.
std::string suggest_accelerator(const std::vector<Accelerator>& all, std::string_view text);

}  // namespace rackrate::catalog
