// SPDX-License-Identifier: Apache-2.0
// Measured constants of the serving model, by accelerator: fixed time per kernel and the share of
// peak bandwidth or compute that kernels reach. Facts, from data/kernels.toml.
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

/// Dense matrix multiplication in one precision: time = fixed + bytes / (bandwidth * memory_eff)
/// or FLOPs / (peak * compute_eff), whichever is longer.
struct GemmConstants {
  Seconds fixed = Seconds::zero();
  double memory_fraction = 0;   ///< of peak bandwidth
  double compute_fraction = 0;  ///< of peak compute of the precision
};

/// All constants of one accelerator.
struct KernelConstants {
  std::string accelerator;                           ///< id
  std::map<std::string, GemmConstants> gemm;         ///< "bf16", "fp8", "nvfp4"
  std::map<std::string, GemmConstants> moe;          ///< per expert format
  Seconds decode_attention_fixed = Seconds::zero();  ///< per layer
  double decode_attention_fraction = 0;              ///< of bandwidth, bf16 KV
  double decode_attention_fp8_fraction = 0;          ///< of bandwidth, fp8 KV
  double prefill_attention_fraction = 0;             ///< of bf16 peak
  std::map<int, Seconds> all_reduce_latency;         ///< by tensor-parallel size
  std::map<int, BytesPerSecond> all_reduce_bandwidth;
  Provenance provenance;
};

/// Host-side time of an engine.
struct EngineConstants {
  std::string engine;
  Seconds host_per_step = Seconds::zero();
  Seconds host_per_sequence = Seconds::zero();
  Seconds front_end = Seconds::zero();  ///< HTTP, tokeniser, scheduler; part of TTFT
  double step_factor = 1;               ///< multiplies the step where an engine is known slower
  Provenance provenance;
};

struct KernelTable {
  std::vector<KernelConstants> accelerators;
  std::vector<EngineConstants> engines;
  /// Unmeasured accelerators borrow the constants of a measured one: id -> id.
  std::map<std::string, std::string, std::less<>> borrowed;
};

KernelTable load_kernels(const io::Source& source);

}  // namespace rackrate::catalog
