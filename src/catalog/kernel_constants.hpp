// SPDX-License-Identifier: Apache-2.0
// Measured constants of the serving model: fixed time per kernel and the share of peak bandwidth
// or compute that kernels reach, by accelerator, and what engines add. From data/kernels.toml.
#pragma once

#include "catalog/accelerator.hpp"
#include "core/provenance.hpp"
#include "core/units.hpp"
#include "io/source.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

/// Matrix multiplication in one precision: time = fixed + bytes / (bandwidth * memory_fraction)
/// or FLOPs / (peak * compute_fraction), whichever is longer.
struct GemmConstants {
  Seconds fixed = Seconds::zero();          ///< steps of few tokens
  Seconds fixed_prefill = Seconds::zero();  ///< steps of many tokens
  double memory_fraction = 0;               ///< of peak bandwidth
  double compute_fraction = 0;              ///< of peak compute of the precision; 0: not measured
};

/// All constants of one accelerator.
struct KernelConstants {
  std::string accelerator;                                 ///< id
  std::map<std::string, GemmConstants, std::less<>> gemm;  ///< "bf16", "fp8", "nvfp4"
  /// "bf16", "fp8", "fp8_block", "int4", "mxfp4", "nvfp4"
  std::map<std::string, GemmConstants, std::less<>> moe;
  Seconds decode_attention_fixed = Seconds::zero();  ///< per layer
  double decode_attention_fraction = 0;              ///< of bandwidth, bf16 KV
  double decode_attention_fp8_fraction = 0;          ///< of bandwidth, fp8 KV
  Seconds prefill_attention_fixed = Seconds::zero();
  double prefill_attention_fraction = 0;       ///< of the 16-bit peak
  Seconds mla_decode_fixed = Seconds::zero();  ///< latent attention, per layer
  double mla_decode_fraction = 0;              ///< of bandwidth
  std::map<int, Seconds> all_reduce_latency;   ///< by tensor-parallel size
  std::map<int, BytesPerSecond> all_reduce_bandwidth;
  Provenance provenance;
};

/// What a whole pass over the model reaches, for engines whose kernels are not modelled one by one.
/// The first row whose conditions hold is in force.
struct WholeModelConstants {
  std::optional<AcceleratorClass> kind;
  BytesPerSecond bandwidth_from = BytesPerSecond::zero();
  double decode_16bit_fraction = 0;      ///< of bandwidth, weights of 16 bit or more
  double decode_quantised_fraction = 0;  ///< of bandwidth, narrower weights
  double compute_fraction = 0;           ///< of the 16-bit peak, prefill
};

/// Host-side time of an engine, and how it queues.
struct EngineConstants {
  std::string engine;
  Seconds host_per_step = Seconds::zero();
  Seconds host_per_sequence = Seconds::zero();
  Seconds per_layer = Seconds::zero();  ///< norms, rotary embedding, activation: small kernels
  Seconds front_end = Seconds::zero();  ///< HTTP, tokeniser, scheduler; part of TTFT
  double step_factor = 1;               ///< multiplies the step where an engine is known slower
  double queue_factor = 1;  ///< of prefill x busy / (1 - busy): waiting at random arrivals
  double burst_factor = 0;  ///< share of the others' prefills in front, closed loop
  /// Share of a step's time that each sequence after the first adds: engines with fixed slots.
  /// Nothing: sequences share the step as the kernels allow.
  std::optional<double> serial_fraction;
  std::vector<WholeModelConstants> whole_model;  ///< empty: kernel constants apply
  double tpot_error_factor = 1.3;                ///< 80 % interval on measured kernels
  double ttft_error_factor = 1.7;
  Provenance provenance;
};

/// Whose constants an accelerator without measured kernels uses.
struct Borrowed {
  std::string kernels;  ///< id of a measured accelerator
  std::string links;    ///< id of the one whose all-reduce is scaled by link rate
  BytesPerSecond link_rate = BytesPerSecond::zero();  ///< nominal, of that one; one direction
  double error_factor = 1;                            ///< widens the interval of every prediction
  std::string why;
};

struct KernelTable {
  std::vector<KernelConstants> accelerators;
  std::vector<EngineConstants> engines;
  /// By accelerator id, or by architecture for those without a row of their own.
  std::map<std::string, Borrowed, std::less<>> borrowed;
};

/// Throws InputError with everything that is wrong in the file.
KernelTable load_kernels(const io::Source& source);

const KernelConstants* find_kernels(const KernelTable& table, std::string_view accelerator);
const EngineConstants* find_engine_constants(const KernelTable& table, std::string_view engine);
/// The row by id, else by architecture; null if neither is there.
const Borrowed* find_borrowed(const KernelTable& table, const Accelerator& accelerator);

}  // namespace rackrate::catalog
