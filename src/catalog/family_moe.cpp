// SPDX-License-Identifier: Apache-2.0
// Mixtures of experts with plain attention: Mixtral, Qwen 3 MoE, Phi-3.5-MoE, gpt-oss, GLM 4.5,
// MiniMax M2, Llama 4, MiMo V2. Weights as in github.com/huggingface/transformers,
// src/transformers/models/<model_type>.
#include "catalog/config_reading.hpp"

#include <algorithm>

namespace rackrate::catalog {
namespace {

void read_mixtral(io::Fields& config, Model& model) {
  const FullAttention heads = read_heads(config, model);
  const MoeFfn moe = read_experts(config, "intermediate_size");
  const std::int64_t window =
      config.maybe_integer("sliding_window", 1, longest_context).value_or(0);
  const std::int64_t layers = read_layer_count(config);
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    add_layer(model, windowed(heads, window), moe, 2 * model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

// Phi-3.5-MoE: LayerNorms with bias, and a bias on the head.
void read_phimoe(io::Fields& config, Model& model) {
  FullAttention heads = read_heads(config, model);
  heads.qkv_bias = heads.output_bias = config.flag("attention_bias", true);
  const MoeFfn moe = read_experts(config, "intermediate_size");
  const std::int64_t window =
      config.maybe_integer("sliding_window", 1, longest_context).value_or(0);
  const bool shorter = static_cast<double>(window) < model.context.as_count();
  const std::int64_t layers = read_layer_count(config);
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    add_layer(model, windowed(heads, shorter ? window : 0), moe, 4 * model.hidden);
  }
  model.other_small_parameters =
      2 * model.hidden + (config.flag("lm_head_bias", true) ? model.vocab : 0);
}

// Layers are sparse every decoder_sparse_step, except those listed in mlp_only_layers.
bool is_sparse(const std::vector<std::int64_t>& dense_layers, std::int64_t step,
               std::int64_t layer) {
  const bool listed =
      std::find(dense_layers.begin(), dense_layers.end(), layer) != dense_layers.end();
  return !listed && (layer + 1) % step == 0;
}

std::vector<std::int64_t> read_dense_layers(io::Fields& config) {
  std::vector<std::int64_t> layers;
  const io::Node* node = config.has("mlp_only_layers") ? config.node("mlp_only_layers") : nullptr;
  if (node != nullptr && node->array() != nullptr) {
    for (const io::Node& item : *node->array()) {
      if (const std::int64_t* layer = item.integer()) {
        layers.push_back(*layer);
      }
    }
  }
  return layers;
}

void read_qwen3_moe(io::Fields& config, Model& model) {
  FullAttention heads = read_heads(config, model);
  heads.qkv_bias = heads.output_bias = config.flag("attention_bias", false);
  heads.qk_norm = QkNorm::per_head;
  const MoeFfn moe = read_experts(config, "moe_intermediate_size");
  const std::int64_t step = config.maybe_integer("decoder_sparse_step", 1, most_layers).value_or(1);
  const std::vector<std::int64_t> dense_layers = read_dense_layers(config);
  const std::int64_t layers = read_layer_count(config);
  const bool any_dense = step > 1 || !dense_layers.empty();
  const DenseFfn dense{any_dense ? read_ffn_width(config, "intermediate_size") : 0};
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    const bool sparse = is_sparse(dense_layers, step, layer);
    add_layer(model, heads, sparse ? Ffn(moe) : Ffn(dense), 2 * model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

void read_gpt_oss(io::Fields& config, Model& model) {
  FullAttention heads = read_heads(config, model);
  heads.qkv_bias = heads.output_bias = config.flag("attention_bias", true);
  heads.sinks = true;
  MoeFfn moe = read_experts(config, "intermediate_size");
  moe.expert_bias = moe.router_bias = true;
  const std::int64_t window = config.integer("sliding_window", 1, longest_context);
  const std::int64_t layers = read_layer_count(config);
  const std::vector<std::string> types = read_layer_types(config, "layer_types", layers);
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    const bool full =
        types.empty() ? layer % 2 == 1 : types[static_cast<std::size_t>(layer)] == "full_attention";
    add_layer(model, windowed(heads, full ? 0 : window), moe, 2 * model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

void read_glm4_moe(io::Fields& config, Model& model) {
  FullAttention heads = read_heads(config, model);
  heads.qkv_bias = config.flag("attention_bias", true);
  heads.qk_norm = config.flag("use_qk_norm", false) ? QkNorm::per_head : QkNorm::none;
  MoeFfn moe = read_experts(config, "moe_intermediate_size");
  moe.shared_intermediate = moe.intermediate * config.integer("n_shared_experts", 0, 64);
  moe.correction_bias = true;
  const DenseFfn dense{read_ffn_width(config, "intermediate_size")};
  const std::int64_t first_sparse = config.integer("first_k_dense_replace", 0, most_layers);
  const std::int64_t layers = read_layer_count(config);
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    add_layer(model, heads, layer < first_sparse ? Ffn(dense) : Ffn(moe), 2 * model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

void read_minimax_m2(io::Fields& config, Model& model) {
  FullAttention heads = read_heads(config, model);
  heads.qk_norm = config.flag("use_qk_norm", true) ? QkNorm::all_heads : QkNorm::none;
  MoeFfn moe = read_experts(config, "intermediate_size");
  moe.correction_bias = config.flag("use_routing_bias", true);
  moe.shared_intermediate =
      config.maybe_integer("shared_intermediate_size", 0, widest_ffn).value_or(0);
  const std::int64_t layers = read_layer_count(config);
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    add_layer(model, heads, moe, 2 * model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

// Every 4th layer attends to everything and has no rotary embedding, the others in chunks.
void read_llama4(io::Fields& config, Model& model) {
  const FullAttention heads = read_heads(config, model);
  MoeFfn moe = read_experts(config, "intermediate_size");
  moe.shared_intermediate = moe.intermediate;
  const DenseFfn dense{read_ffn_width(config, "intermediate_size_mlp")};
  const std::int64_t step =
      config.maybe_integer("interleave_moe_layer_step", 1, most_layers).value_or(1);
  const std::int64_t chunk =
      config.maybe_integer("attention_chunk_size", 1, longest_context).value_or(0);
  const std::int64_t layers = read_layer_count(config);
  const auto rope = read_layer_numbers(config, "no_rope_layers", layers);
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    const bool listed = rope && !rope->empty();
    const bool full =
        listed ? rope->at(static_cast<std::size_t>(layer)) == 0 : (layer + 1) % 4 == 0;
    Attention attention = heads;
    if (!full && chunk > 0) {
      attention = WindowAttention{heads, Tokens::count(static_cast<double>(chunk)), true};
    }
    const bool sparse = (layer + 1) % step == 0;
    add_layer(model, attention, sparse ? Ffn(moe) : Ffn(dense), 2 * model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

// Window layers have head counts and widths of their own.
FullAttention read_mimo_window_heads(io::Fields& config, const FullAttention& full) {
  FullAttention heads = full;
  heads.heads = config.maybe_integer("swa_num_attention_heads", 1, most_heads).value_or(full.heads);
  heads.kv_heads =
      config.maybe_integer("swa_num_key_value_heads", 1, most_heads).value_or(full.kv_heads);
  heads.head_dim = config.maybe_integer("swa_head_dim", 1, widest_head).value_or(full.head_dim);
  heads.v_head_dim =
      config.maybe_integer("swa_v_head_dim", 1, widest_head).value_or(full.v_head_dim);
  heads.sinks = config.flag("add_swa_attention_sink_bias", false);
  return heads;
}

void read_mimo_v2(io::Fields& config, Model& model) {
  FullAttention full = read_heads(config, model);
  full.v_head_dim = config.maybe_integer("v_head_dim", 1, widest_head).value_or(full.head_dim);
  full.qkv_bias = full.output_bias = config.flag("attention_bias", false);
  full.sinks = config.flag("add_full_attention_sink_bias", false);
  const FullAttention local = read_mimo_window_heads(config, full);
  MoeFfn moe = read_experts(config, "moe_intermediate_size");
  moe.shared_intermediate =
      moe.intermediate * config.maybe_integer("n_shared_experts", 0, 64).value_or(0);
  moe.correction_bias = true;
  const DenseFfn dense{read_ffn_width(config, "intermediate_size")};
  const std::int64_t window = config.integer("sliding_window", 1, longest_context);
  const std::int64_t layers = read_layer_count(config);
  const auto count = static_cast<std::size_t>(layers);
  const std::vector<std::int64_t> none(count, 0);
  const auto is_window = read_layer_numbers(config, "hybrid_layer_pattern", layers).value_or(none);
  const auto sparse = read_layer_numbers(config, "moe_layer_freq", layers)
                          .value_or(std::vector<std::int64_t>(count, 1));
  for (std::size_t layer = 0; layer < count; ++layer) {
    add_layer(model, is_window[layer] == 1 ? windowed(local, window) : Attention(full),
              sparse[layer] == 1 ? Ffn(moe) : Ffn(dense), 2 * model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

constexpr Family families[] = {
    {"glm4_moe", read_glm4_moe},
    {"gpt_oss", read_gpt_oss},
    {"llama4", read_llama4},
    {"llama4_text", read_llama4},
    {"mimo_v2_flash", read_mimo_v2},
    {"minimax_m2", read_minimax_m2},
    {"mixtral", read_mixtral},
    {"phimoe", read_phimoe},
    {"qwen3_moe", read_qwen3_moe},
    {"qwen3_vl_moe", read_qwen3_moe},
    {"qwen3_vl_moe_text", read_qwen3_moe},
};

}  // namespace

std::span<const Family> moe_families() { return families; }

}  // namespace rackrate::catalog
