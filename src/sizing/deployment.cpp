// SPDX-License-Identifier: Apache-2.0
#include "sizing/deployment.hpp"

namespace rackrate::sizing {

std::string_view name(KvFormat format) { return format == KvFormat::fp8 ? "fp8" : "bf16"; }

// vLLM subtracts an estimate of its CUDA graphs from the KV cache since 0.21: 0.3 to 2 GiB with
// the number of captured sizes (vllm/v1/worker/gpu_worker.py, 2026-08). 1 GiB is an assumption.
EngineSettings default_settings(const catalog::Engine& engine, const catalog::Accelerator& gpu) {
  const catalog::BatchLimits limits = engine.default_limits(gpu);
  EngineSettings settings;
  settings.memory_utilisation_fraction = engine.memory_utilisation_fraction.value_or(1);
  settings.max_num_seqs = limits.max_num_seqs;
  settings.max_num_batched_tokens = static_cast<int>(limits.max_num_batched_tokens.as_count());
  settings.block_tokens = engine.kv_block_tokens;
  settings.graph_reserve = engine.id == "vllm" ? Bytes::gib(1) : Bytes::zero();
  return settings;
}

}  // namespace rackrate::sizing
