// SPDX-License-Identifier: Apache-2.0
#include "sizing/reserves.hpp"

#include <algorithm>
#include <variant>

namespace rackrate::sizing {
namespace {

// Measured peak over max_num_seqs * vocab * 4 bytes is 9.6 to 10.0 on six models of vLLM 0.11 with
// 1,024 sequences on H100 (github.com/llm-d-incubation/llm-d-planner e50305a,
// docs/empirical-vllm-memory-results.md, 2026-04). The sampler's warm-up run sets it
// (vllm/v1/worker/gpu_model_runner.py, _dummy_sampler_run).
constexpr double logits_copies = 9.7;

// Activations are 16-bit whatever the weights.
constexpr double activation_bytes = 2;

double widest_ffn(const catalog::Model& model) {
  double widest = 0;
  for (const catalog::LayerGroup& group : model.layers) {
    if (const auto* dense = std::get_if<catalog::DenseFfn>(&group.ffn)) {
      widest = std::max(widest, static_cast<double>(dense->intermediate));
    } else if (const auto* moe = std::get_if<catalog::MoeFfn>(&group.ffn)) {
      widest = std::max(widest,
                        static_cast<double>(std::max(moe->intermediate, moe->shared_intermediate)));
    }
  }
  return widest;
}

// vLLM: activations or sampler, whichever peaks higher, then driver and graphs. Within 4 % of ten
// published starts of vLLM 0.11 to 0.19 (tests/validation/memory_test.cpp).
Budget share_of_total(const Deployment& deployment) {
  const Bytes usable =
      deployment.accelerator->memory_visible * deployment.settings.memory_utilisation_fraction;
  return {usable, std::max(sampler_peak(deployment), activation_peak(deployment)) +
                      non_torch(deployment.tensor_parallel) + deployment.settings.graph_reserve};
}

// TensorRT-LLM gives the KV cache a share of what is free after loading and a warm-up pass; TGI is
// taken alike.
// The two factors of TensorRT-LLM are those of aiconfigurator's model of it
// (github.com/ai-dynamo/aiconfigurator 095f58a): 1.5 % and 2 % kept back.
Budget share_of_free(const Deployment& deployment, Bytes weights) {
  const Bytes usable = deployment.accelerator->memory_visible;
  const Bytes busy = activation_peak(deployment) + non_torch(deployment.tensor_parallel);
  const double share = deployment.settings.memory_utilisation_fraction * 0.985 * 0.98;
  const Bytes free = std::max(Bytes::zero(), usable - weights - busy);
  return {usable, busy + free * (1 - share)};
}

// Largest CUDA graph batch by GPU memory (github.com/sgl-project/sglang,
// python/sglang/srt/server_args.py, 2026-08).
double sglang_graph_batch(Bytes visible, int tensor_parallel) {
  const bool wide = tensor_parallel >= 4;
  if (visible < Bytes::gib(20)) {
    return 8;
  }
  if (visible < Bytes::gib(35)) {
    return wide ? 80 : 24;
  }
  if (visible < Bytes::gib(60)) {
    return wide ? 160 : 32;
  }
  return wide ? 512 : 256;
}

// SGLang (same file): 512 MB, 1.5 MB a token of chunked prefill, 2 MB a sequence of the largest
// graph, 1 GiB for every 8 GPUs of the replica, at least 10 GiB above 60 GiB.
Budget reserve_by_size(const Deployment& deployment) {
  const Bytes usable = deployment.accelerator->memory_visible;
  const double mib = 512 + 1.5 * deployment.settings.max_num_batched_tokens +
                     2 * sglang_graph_batch(usable, deployment.tensor_parallel) +
                     1024.0 * deployment.gpus() / 8;
  const Bytes reserve = Bytes::mib(mib);
  return {usable, usable > Bytes::gib(60) ? std::max(reserve, Bytes::gib(10)) : reserve};
}

// llama.cpp: a compute buffer for 512 tokens of 32-bit logits and activations (258.5 MiB for
// Llama-3-8B as it logs it) and the driver's context. Ollama keeps 457 MiB back on top (its
// llm/memory.go until 0.11).
Budget fixed_context(const Deployment& deployment) {
  const catalog::Model& model = *deployment.model;
  const double batch = std::min(512, deployment.settings.max_num_batched_tokens);
  const Bytes compute = Bytes::bytes(batch * 4 * static_cast<double>(model.vocab + model.hidden));
  const Bytes kept_back = deployment.engine->id == "ollama" ? Bytes::mib(457) : Bytes::zero();
  return {deployment.accelerator->memory_visible, compute + Bytes::gib(0.4) + kept_back};
}

}  // namespace

// Gate, up and their product, with inputs, outputs and residual of the layer. Fitted with the
// driver constants below to starts of vLLM 0.15 with 128 sequences (inference-sim test data,
// github.com/inference-sim/inference-sim f90a1e3, 2026-08).
Bytes activation_peak(const Deployment& deployment) {
  const catalog::Model& model = *deployment.model;
  const double tokens = deployment.settings.max_num_batched_tokens;
  const double width =
      3 * widest_ffn(model) / deployment.tensor_parallel + 4 * static_cast<double>(model.hidden);
  return Bytes::bytes(tokens * width * activation_bytes);
}

Bytes sampler_peak(const Deployment& deployment) {
  const double logits = static_cast<double>(deployment.settings.max_num_seqs) *
                        static_cast<double>(deployment.model->vocab) * 4;
  return Bytes::bytes(logits_copies * logits);
}

// Same sources as the sampler's peak: 0.13 GiB on one GPU, 0.55 on two, 0.6 from four on.
Bytes non_torch(int tensor_parallel) {
  if (tensor_parallel == 1) {
    return Bytes::gib(0.13);
  }
  return tensor_parallel == 2 ? Bytes::gib(0.55) : Bytes::gib(0.60);
}

Budget budget(const Deployment& deployment, Bytes weights) {
  switch (deployment.engine->memory_model) {
    case catalog::MemoryModel::share_of_total: return share_of_total(deployment);
    case catalog::MemoryModel::share_of_free: return share_of_free(deployment, weights);
    case catalog::MemoryModel::reserve: return reserve_by_size(deployment);
    case catalog::MemoryModel::fixed_context: return fixed_context(deployment);
  }
  return share_of_total(deployment);
}

}  // namespace rackrate::sizing
