// SPDX-License-Identifier: Apache-2.0
// What renting a GPU costs. Providers quote per GPU or per instance; the two are different types
// and the price per GPU is always derived, so that one is never taken for the other.
#pragma once

#include "catalog/accelerator.hpp"
#include "core/provenance.hpp"
#include "core/units.hpp"
#include "io/source.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rackrate::catalog {

enum class GpuTerm { on_demand, spot, committed_6mo, reserved_12mo, reserved_36mo };

/// A price quoted for one GPU, sold `sold_in` at a time.
struct PerGpuPrice {
  UsdPerHour price = UsdPerHour::zero();
  int sold_in = 1;
};

/// A price quoted for a whole instance.
struct InstancePrice {
  UsdPerHour price = UsdPerHour::zero();
  int gpus = 1;
};

struct GpuPrice {
  std::string gpu;  ///< accelerator id
  std::string provider;
  std::string instance;  ///< as the provider calls it; may be empty
  std::string region;
  GpuTerm term = GpuTerm::on_demand;
  std::variant<PerGpuPrice, InstancePrice> quoted;
  /// False: the GPU component alone, the host is billed on top. Not comparable with the others.
  bool host_included = true;
  Provenance provenance;

  UsdPerHour per_gpu() const;
  /// GPUs are bought in multiples of this.
  int sold_in() const;
};

/// Which prices to look at. Empty text means any.
struct GpuPriceFilter {
  std::string gpu;
  std::optional<GpuTerm> term;
  std::string provider;
  std::string region;
  bool host_missing_too = false;
};

/// The prices that pass, cheapest per GPU first; ties in file order.
std::vector<const GpuPrice*> select(const std::vector<GpuPrice>& prices,
                                    const GpuPriceFilter& filter);

/// Cheapest, median and dearest of the providers, each with its cheapest price that passes.
struct GpuPriceSpread {
  const GpuPrice* cheapest = nullptr;
  UsdPerHour median = UsdPerHour::zero();
  const GpuPrice* dearest = nullptr;
  int providers = 0;
};
/// Nothing if no price passes.
std::optional<GpuPriceSpread> spread(const std::vector<GpuPrice>& prices,
                                     const GpuPriceFilter& filter);

std::string_view name(GpuTerm term);
std::optional<GpuTerm> parse_gpu_term(std::string_view text);

/// The gpu column may hold any name of an accelerator. Throws InputError (stale_prices) with
/// everything that is wrong in the file.
std::vector<GpuPrice> load_gpu_prices(const io::Source& source,
                                      const std::vector<Accelerator>& accelerators);

}  // namespace rackrate::catalog
