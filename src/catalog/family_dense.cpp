// SPDX-License-Identifier: Apache-2.0
// Dense transformers: Llama, Mistral, Qwen 2 and 3, Phi, GLM 4, Gemma. Weights and defaults as in
// github.com/huggingface/transformers, src/transformers/models/<model_type>.
#include "catalog/config_reading.hpp"

#include <utility>

namespace rackrate::catalog {
namespace {

// Qwen and Mistral: the window is on if the model says so, and then from max_window_layers on.
std::vector<std::int64_t> windows(io::Fields& config, const Model& model, std::int64_t layers) {
  const std::int64_t window =
      config.maybe_integer("sliding_window", 1, longest_context).value_or(0);
  const bool on = config.flag("use_sliding_window", true);
  const std::int64_t from = config.maybe_integer("max_window_layers", 0, most_layers).value_or(0);
  const std::vector<std::string> types = read_layer_types(config, "layer_types", layers);
  const bool shorter = static_cast<double>(window) < model.context.as_count();
  std::vector<std::int64_t> out;
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    const bool here = types.empty() ? on && layer >= from
                                    : types[static_cast<std::size_t>(layer)] != "full_attention";
    out.push_back(here && shorter ? window : 0);
  }
  return out;
}

void add_layers(io::Fields& config, Model& model, const FullAttention& heads, const Ffn& ffn,
                std::int64_t norm_parameters) {
  const std::int64_t layers = read_layer_count(config);
  for (const std::int64_t window : windows(config, model, layers)) {
    add_layer(model, windowed(heads, window), ffn, norm_parameters);
  }
  model.other_small_parameters = model.hidden;
}

void read_llama(io::Fields& config, Model& model) {
  FullAttention heads = read_heads(config, model);
  heads.qkv_bias = heads.output_bias = config.flag("attention_bias", false);
  const DenseFfn ffn{read_ffn_width(config, "intermediate_size"), true,
                     config.flag("mlp_bias", false)};
  add_layers(config, model, heads, ffn, 2 * model.hidden);
}

void read_qwen2(io::Fields& config, Model& model) {
  FullAttention heads = read_heads(config, model);
  heads.qkv_bias = config.flag("attention_bias", true);
  add_layers(config, model, heads, DenseFfn{read_ffn_width(config, "intermediate_size")},
             2 * model.hidden);
}

void read_qwen3(io::Fields& config, Model& model) {
  FullAttention heads = read_heads(config, model);
  heads.qkv_bias = heads.output_bias = config.flag("attention_bias", false);
  heads.qk_norm = QkNorm::per_head;
  add_layers(config, model, heads, DenseFfn{read_ffn_width(config, "intermediate_size")},
             2 * model.hidden);
}

void read_glm(io::Fields& config, Model& model) {
  FullAttention heads = read_heads(config, model);
  heads.qkv_bias = config.flag("attention_bias", true);
  const bool four_norms = model.family == "glm4";
  add_layers(config, model, heads, DenseFfn{read_ffn_width(config, "intermediate_size")},
             (four_norms ? 4 : 2) * model.hidden);
}

// Phi-2: biases everywhere, one LayerNorm (weight and bias) per layer.
void read_phi(io::Fields& config, Model& model) {
  FullAttention heads = read_heads(config, model);
  heads.qkv_bias = heads.output_bias = true;
  const DenseFfn ffn{read_ffn_width(config, "intermediate_size"), false, true};
  add_layers(config, model, heads, ffn, 2 * model.hidden);
  model.other_small_parameters = model.vocab + 2 * model.hidden;
}

void read_gemma2(io::Fields& config, Model& model) {
  const FullAttention heads = read_heads(config, model);
  const DenseFfn ffn{read_ffn_width(config, "intermediate_size")};
  const std::int64_t window = config.integer("sliding_window", 1, longest_context);
  const std::int64_t layers = read_layer_count(config);
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    add_layer(model, windowed(heads, layer % 2 == 0 ? window : 0), ffn, 4 * model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

// Published Gemma 3 configs leave out what equals the defaults of Gemma3TextConfig.
FullAttention read_gemma3_heads(io::Fields& config) {
  FullAttention heads;
  heads.heads = config.maybe_integer("num_attention_heads", 1, most_heads).value_or(8);
  heads.kv_heads = config.maybe_integer("num_key_value_heads", 1, most_heads).value_or(4);
  heads.head_dim = config.maybe_integer("head_dim", 1, widest_head).value_or(256);
  heads.v_head_dim = heads.head_dim;
  heads.qk_norm = QkNorm::per_head;
  return heads;
}

// Which layers attend to everything: as listed, or every sixth.
std::vector<bool> read_gemma_full_layers(io::Fields& config) {
  const std::int64_t every =
      config.maybe_integer("sliding_window_pattern", 1, most_layers).value_or(6);
  const std::int64_t layers = read_layer_count(config);
  const std::vector<std::string> types = read_layer_types(config, "layer_types", layers);
  std::vector<bool> full;
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    full.push_back(types.empty() ? (layer + 1) % every == 0
                                 : types[static_cast<std::size_t>(layer)] == "full_attention");
  }
  return full;
}

void read_gemma3(io::Fields& config, Model& model) {
  const FullAttention heads = read_gemma3_heads(config);
  const DenseFfn ffn{read_ffn_width(config, "intermediate_size")};
  const std::int64_t window =
      config.maybe_integer("sliding_window", 1, longest_context).value_or(4096);
  for (const bool full : read_gemma_full_layers(config)) {
    add_layer(model, windowed(heads, full ? 0 : window), ffn, 4 * model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

// The feed-forward part of a Gemma 4 layer: dense, or dense beside experts with three more norms.
std::pair<Ffn, std::int64_t> read_gemma4_ffn(io::Fields& config, const Model& model) {
  const std::int64_t dense = read_ffn_width(config, "intermediate_size");
  if (!config.flag("enable_moe_block", false)) {
    return {DenseFfn{dense}, 4 * model.hidden};
  }
  MoeFfn moe = read_experts(config, "moe_intermediate_size");
  moe.shared_intermediate = dense;
  moe.scales = model.hidden + moe.experts;
  return {moe, 7 * model.hidden};
}

void read_gemma4(io::Fields& config, Model& model) {
  FullAttention local = read_heads(config, model);
  local.qk_norm = QkNorm::per_head;
  FullAttention global = local;
  global.head_dim =
      config.maybe_integer("global_head_dim", 1, widest_head).value_or(local.head_dim);
  global.v_head_dim = global.head_dim;
  global.kv_heads =
      config.maybe_integer("num_global_key_value_heads", 1, most_heads).value_or(local.kv_heads);
  global.value_projection = !config.flag("attention_k_eq_v", false);
  for (const std::string_view key : {"hidden_size_per_layer_input", "num_kv_shared_layers"}) {
    if (config.maybe_integer(key).value_or(0) != 0) {
      config.fault(key, "0: Gemma 4 models with per-layer inputs or shared caches are not read yet",
                   "another number", "unsupported-model",
                   "name a GGUF file of the model, or a catalog model near it");
    }
  }
  const auto [ffn, norms] = read_gemma4_ffn(config, model);
  const std::int64_t window = config.integer("sliding_window", 1, longest_context);
  for (const bool full : read_gemma_full_layers(config)) {
    add_layer(model, full ? Attention(global) : windowed(local, window), ffn, norms);
  }
  model.other_small_parameters = model.hidden;
}

constexpr Family families[] = {
    {"gemma2", read_gemma2},    {"gemma3", read_gemma3},       {"gemma3_text", read_gemma3},
    {"gemma4", read_gemma4},    {"gemma4_text", read_gemma4},  {"glm", read_glm},
    {"glm4", read_glm},         {"llama", read_llama},         {"mimo", read_qwen2},
    {"ministral3", read_llama}, {"mistral", read_llama},       {"phi", read_phi},
    {"phi3", read_llama},       {"qwen2", read_qwen2},         {"qwen3", read_qwen3},
    {"qwen3_vl", read_qwen3},   {"qwen3_vl_text", read_qwen3}, {"yi", read_llama},
};

}  // namespace

std::span<const Family> dense_families() { return families; }

}  // namespace rackrate::catalog
