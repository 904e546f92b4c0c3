// SPDX-License-Identifier: Apache-2.0
// Rules as vLLM applies them: column- and row-parallel matrices, replicated KV heads beyond their
// number, replicated low-rank projections of latent attention, routers and norms
// (github.com/vllm-project/vllm, model_executor/layers/linear.py and models/deepseek_v2.py).
#include "sizing/split.hpp"

#include "catalog/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

namespace rackrate::sizing {
namespace {

using catalog::Part;

// Attention parameters that every GPU keeps whole, and how often the rest is divided less than
// `tensor_parallel` times, as a number of parameters on one GPU beyond an even share.
struct Uneven {
  double whole = 0;
  double extra = 0;
};

Uneven uneven(const catalog::FullAttention& a, std::int64_t hidden, int tensor_parallel) {
  if (!a.own_kv) {
    return {};
  }
  const double width = static_cast<double>(a.head_dim + (a.value_projection ? a.v_head_dim : 0));
  const double even = static_cast<double>(a.kv_heads) / tensor_parallel;
  return {0, static_cast<double>(hidden) * width *
                 (kv_heads_per_gpu(a.kv_heads, tensor_parallel) - even)};
}

Uneven uneven(const catalog::WindowAttention& a, std::int64_t hidden, int tensor_parallel) {
  return uneven(a.heads, hidden, tensor_parallel);
}

Uneven uneven(const catalog::Mla& a, std::int64_t hidden, int) {
  std::int64_t whole = hidden * (a.q_lora_rank.value_or(0) + a.kv_lora_rank + a.qk_rope_head_dim);
  if (a.indexer) {
    const std::int64_t query_width = a.q_lora_rank.value_or(hidden);
    whole += query_width * a.indexer->heads * a.indexer->head_dim +
             hidden * (a.indexer->head_dim + a.indexer->heads);
  }
  return {static_cast<double>(whole), 0};
}

Uneven uneven(const catalog::CompressedAttention& a, std::int64_t hidden, int) {
  return {static_cast<double>(hidden * (a.q_lora_rank + a.head_dim)), 0};
}

Uneven uneven(const catalog::LinearState&, std::int64_t, int) { return {}; }
Uneven uneven(const catalog::NoAttention&, std::int64_t, int) { return {}; }

std::int64_t query_heads(const catalog::Attention& attention) {
  if (const auto* full = std::get_if<catalog::FullAttention>(&attention)) {
    return full->heads;
  }
  if (const auto* window = std::get_if<catalog::WindowAttention>(&attention)) {
    return window->heads.heads;
  }
  if (const auto* mla = std::get_if<catalog::Mla>(&attention)) {
    return mla->heads;
  }
  if (const auto* compressed = std::get_if<catalog::CompressedAttention>(&attention)) {
    return compressed->heads;
  }
  if (const auto* linear = std::get_if<catalog::LinearState>(&attention)) {
    return linear->value_heads;
  }
  return 0;
}

std::int64_t kv_heads(const catalog::Attention& attention) {
  if (const auto* full = std::get_if<catalog::FullAttention>(&attention)) {
    return full->kv_heads;
  }
  if (const auto* window = std::get_if<catalog::WindowAttention>(&attention)) {
    return window->heads.kv_heads;
  }
  return 0;
}

}  // namespace

double kv_heads_per_gpu(std::int64_t kv_heads, int tensor_parallel) {
  return std::ceil(static_cast<double>(kv_heads) / tensor_parallel);
}

ParameterShare layer_share(const catalog::LayerGroup& group, std::int64_t hidden,
                           int tensor_parallel) {
  const catalog::ParameterBreakdown layer = catalog::layer_parameters(group, hidden);
  ParameterShare share;
  for (const Part part : catalog::all_parts) {
    const bool replicated = part == Part::router || part == Part::small;
    share[part] = static_cast<double>(layer[part]) / (replicated ? 1 : tensor_parallel);
  }
  const Uneven kept = std::visit([&](const auto& a) { return uneven(a, hidden, tensor_parallel); },
                                 group.attention);
  share[Part::attention] += kept.whole * (1 - 1.0 / tensor_parallel) + kept.extra;
  return share;
}

std::optional<std::string> split_obstacle(const catalog::Model& model, int tensor_parallel) {
  for (const catalog::LayerGroup& group : model.layers) {
    const std::int64_t heads = query_heads(group.attention);
    if (heads % tensor_parallel != 0) {
      return fmt::format("{} attention heads", heads);
    }
    const std::int64_t kv = kv_heads(group.attention);
    if (kv > 0 && kv % tensor_parallel != 0 && tensor_parallel % kv != 0) {
      return fmt::format("{} KV heads", kv);
    }
  }
  return std::nullopt;
}

}  // namespace rackrate::sizing
