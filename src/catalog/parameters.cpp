// SPDX-License-Identifier: Apache-2.0
// Counts follow the reference implementations in github.com/huggingface/transformers and are
// checked in the tests against published totals.
#include "catalog/parameters.hpp"

#include <numeric>

namespace rackrate::catalog {
namespace {

template <class... Visitors>
struct Overload : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
Overload(Visitors...) -> Overload<Visitors...>;

void add(ParameterBreakdown& sum, const FullAttention& a, std::int64_t hidden) {
  const std::int64_t queries = a.heads * a.head_dim;
  const std::int64_t keys = a.own_kv ? a.kv_heads * a.head_dim : 0;
  const std::int64_t values = a.own_kv && a.value_projection ? a.kv_heads * a.v_head_dim : 0;
  const std::int64_t output = a.heads * a.v_head_dim;
  sum[Part::attention] +=
      hidden * (queries * (a.output_gate ? 2 : 1) + keys + values) + output * hidden;
  std::int64_t small = a.sinks ? a.heads : 0;
  small += a.qkv_bias ? queries + keys + values : 0;
  small += a.output_bias ? hidden : 0;
  if (a.qk_norm == QkNorm::per_head) {
    small += a.head_dim * (a.own_kv ? 2 : 1);
  } else if (a.qk_norm == QkNorm::all_heads) {
    small += queries + keys;
  }
  sum[Part::small] += small;
}

// `query_width` is what the indexer's queries are projected from.
void add(ParameterBreakdown& sum, const SparseIndexer& indexer, std::int64_t query_width,
         std::int64_t hidden) {
  sum[Part::attention] += query_width * indexer.heads * indexer.head_dim +
                          hidden * indexer.head_dim + hidden * indexer.heads;
  sum[Part::small] += 2 * indexer.head_dim;
}

// DeepSeek-V2, arXiv 2405.04434, section 2.1; the indexer: DeepSeek-V3.2 report, 2025.
void add(ParameterBreakdown& sum, const Mla& a, std::int64_t hidden) {
  const std::int64_t query_dim = a.qk_nope_head_dim + a.qk_rope_head_dim;
  const std::int64_t query_width = a.q_lora_rank.value_or(hidden);
  sum[Part::attention] += query_width * a.heads * query_dim;
  if (a.q_lora_rank) {
    sum[Part::attention] += hidden * *a.q_lora_rank;
    sum[Part::small] += *a.q_lora_rank;
  }
  sum[Part::attention] += hidden * (a.kv_lora_rank + a.qk_rope_head_dim) +
                          a.kv_lora_rank * a.heads * (a.qk_nope_head_dim + a.v_head_dim) +
                          a.heads * a.v_head_dim * hidden;
  sum[Part::small] += a.kv_lora_rank;
  if (a.indexer) {
    add(sum, *a.indexer, query_width, hidden);
  }
}

// A compressor projects tokens to entries of `width` and to their pooling weights.
void add_compressor(ParameterBreakdown& sum, const CompressedAttention& a, std::int64_t width,
                    std::int64_t hidden) {
  const std::int64_t channels = width * (a.overlapping ? 2 : 1);
  sum[Part::attention] += 2 * hidden * channels;
  sum[Part::small] += a.compression * channels + width;
}

// transformers, models/deepseek_v4 (2026-04).
void add(ParameterBreakdown& sum, const CompressedAttention& a, std::int64_t hidden) {
  const std::int64_t width = a.heads * a.head_dim;
  sum[Part::attention] += hidden * a.q_lora_rank + a.q_lora_rank * width + hidden * a.head_dim +
                          width * a.o_lora_rank + a.o_groups * a.o_lora_rank * hidden;
  sum[Part::small] += a.q_lora_rank + a.head_dim + a.heads;
  if (a.compression == 0) {
    return;
  }
  add_compressor(sum, a, a.head_dim, hidden);
  if (a.indexer) {
    add_compressor(sum, a, a.indexer->head_dim, hidden);
    sum[Part::attention] +=
        a.q_lora_rank * a.indexer->heads * a.indexer->head_dim + hidden * a.indexer->heads;
  }
}

// transformers, models/{mamba2, qwen3_next, kimi_linear}.
void add(ParameterBreakdown& sum, const LinearState& s, std::int64_t hidden) {
  const std::int64_t values = s.value_heads * s.value_dim;
  const std::int64_t keys = s.key_heads * s.key_dim;
  const std::int64_t conv = s.conv_kernel * s.conv_channels();
  const std::int64_t output = values * hidden;
  switch (s.kind) {
    case LinearKind::mamba2:
      sum[Part::linear_attention] += hidden * (2 * values + 2 * keys + s.value_heads) + output;
      sum[Part::small] += conv + s.conv_channels() + 3 * s.value_heads + values;
      break;
    case LinearKind::gated_delta_net:
      sum[Part::linear_attention] +=
          hidden * (2 * keys + 2 * values) + 2 * hidden * s.value_heads + output;
      sum[Part::small] += conv + 2 * s.value_heads + s.value_dim;
      break;
    case LinearKind::kimi_delta: {
      const std::int64_t low_rank = hidden * s.value_dim + s.value_dim * values;
      sum[Part::linear_attention] +=
          hidden * (2 * keys + values) + 2 * low_rank + hidden * s.value_heads + output;
      sum[Part::small] += conv + s.value_heads + values + s.value_dim;
      break;
    }
  }
}

void add(ParameterBreakdown& sum, const DenseFfn& f, std::int64_t hidden) {
  sum[Part::dense_ffn] += (f.gated ? 3 : 2) * hidden * f.intermediate;
  sum[Part::small] += f.bias ? (f.gated ? 2 : 1) * f.intermediate + hidden : 0;
}

std::int64_t one_expert(const MoeFfn& f, std::int64_t hidden) {
  const std::int64_t width = f.latent > 0 ? f.latent : hidden;
  return (f.gated ? 3 : 2) * width * f.intermediate;
}

std::int64_t bias_of_one_expert(const MoeFfn& f, std::int64_t hidden) {
  return f.expert_bias ? (f.gated ? 2 : 1) * f.intermediate + hidden : 0;
}

void add(ParameterBreakdown& sum, const MoeFfn& f, std::int64_t hidden) {
  sum[Part::routed_experts] += f.experts * one_expert(f, hidden);
  sum[Part::shared_experts] +=
      (f.gated ? 3 : 2) * hidden * f.shared_intermediate + 2 * hidden * f.latent;
  sum[Part::router] += f.experts * hidden;
  sum[Part::small] += f.experts * bias_of_one_expert(f, hidden) + f.scales;
  sum[Part::small] += (f.router_bias ? f.experts : 0) + (f.correction_bias ? f.experts : 0);
  sum[Part::small] += f.shared_gate ? hidden : 0;
}

}  // namespace

std::string_view name(ModelClass value) {
  switch (value) {
    case ModelClass::small: return "small";
    case ModelClass::medium: return "medium";
    case ModelClass::large: return "large";
    case ModelClass::reasoning: return "reasoning";
  }
  return "medium";
}

int layer_count(const Model& model) {
  return std::accumulate(model.layers.begin(), model.layers.end(), 0,
                         [](int sum, const LayerGroup& group) { return sum + group.count; });
}

std::int64_t total(const ParameterBreakdown& parameters) {
  std::int64_t sum = 0;
  for (const Part part : all_parts) {
    sum += parameters[part];
  }
  return sum;
}

ParameterBreakdown layer_parameters(const LayerGroup& group, std::int64_t hidden) {
  ParameterBreakdown sum;
  std::visit(Overload{[&](const WindowAttention& a) { add(sum, a.heads, hidden); },
                      [](const NoAttention&) {}, [&](const auto& a) { add(sum, a, hidden); }},
             group.attention);
  std::visit(Overload{[](const NoFfn&) {}, [&](const auto& f) { add(sum, f, hidden); }}, group.ffn);
  sum[Part::small] += group.norm_parameters;
  return sum;
}

ParameterBreakdown parameters(const Model& model) {
  ParameterBreakdown sum;
  for (const LayerGroup& group : model.layers) {
    const ParameterBreakdown one = layer_parameters(group, model.hidden);
    for (const Part part : all_parts) {
      sum[part] += group.count * one[part];
    }
  }
  sum[Part::embedding] = model.tied_embeddings ? 0 : model.vocab * model.hidden;
  sum[Part::lm_head] = model.vocab * model.hidden;
  sum[Part::small] += model.other_small_parameters;
  sum[Part::vision] = model.vision_parameters.value_or(0);
  return sum;
}

ParameterBreakdown active_parameters(const Model& model) {
  ParameterBreakdown sum = parameters(model);
  for (const LayerGroup& group : model.layers) {
    if (const auto* moe = std::get_if<MoeFfn>(&group.ffn)) {
      const std::int64_t idle = group.count * (moe->experts - moe->experts_per_token);
      sum[Part::routed_experts] -= idle * one_expert(*moe, model.hidden);
      sum[Part::small] -= idle * bias_of_one_expert(*moe, model.hidden);
    }
  }
  sum[Part::embedding] = 0;
  sum[Part::vision] = 0;
  return sum;
}

std::int64_t parameter_count(const Model& model) {
  ParameterBreakdown sum = parameters(model);
  sum[Part::vision] = 0;
  return total(sum);
}

std::int64_t active_parameter_count(const Model& model) { return total(active_parameters(model)); }

Bytes stored_size(const ParameterBreakdown& parameters, const PerPart<WeightFormat>& formats) {
  Bytes sum = Bytes::zero();
  for (const Part part : all_parts) {
    sum += stored_size(formats[part], part, parameters[part]);
  }
  return sum;
}

}  // namespace rackrate::catalog
