// SPDX-License-Identifier: Apache-2.0
// Models that mix attention with constant-state layers, and pruned models whose layers differ:
// Qwen3-Next and 3.5 (Gated DeltaNet), Nemotron-H (Mamba-2), Kimi Linear (KDA), Nemotron Super.
// Weights as in github.com/huggingface/transformers, src/transformers/models/<model_type>, and the
// modelling code beside the published weights.
#include "catalog/config_reading.hpp"
#include "core/diagnostic.hpp"

#include <algorithm>

namespace rackrate::catalog {
namespace {

LinearState read_delta_net(io::Fields& config) {
  LinearState s;
  s.kind = LinearKind::gated_delta_net;
  s.value_heads = config.integer("linear_num_value_heads", 1, most_heads);
  s.value_dim = config.integer("linear_value_head_dim", 1, widest_head);
  s.key_heads = config.integer("linear_num_key_heads", 1, most_heads);
  s.key_dim = config.integer("linear_key_head_dim", 1, widest_head);
  s.conv_kernel = config.integer("linear_conv_kernel_dim", 1, 64);
  s.state_bits = config.maybe_text("mamba_ssm_dtype").value_or("float32") == "float32" ? 32 : 16;
  return s;
}

Ffn read_qwen_next_ffn(io::Fields& config) {
  if (!config.has("num_experts")) {
    return DenseFfn{read_ffn_width(config, "intermediate_size")};
  }
  MoeFfn moe = read_experts(config, "moe_intermediate_size");
  moe.shared_intermediate = config.integer("shared_expert_intermediate_size", 0, widest_ffn);
  moe.shared_gate = moe.shared_intermediate > 0;
  return moe;
}

void read_qwen_next(io::Fields& config, Model& model) {
  FullAttention heads = read_heads(config, model);
  heads.qk_norm = QkNorm::per_head;
  heads.output_gate = config.flag("attn_output_gate", true);
  heads.qkv_bias = heads.output_bias = config.flag("attention_bias", false);
  const LinearState linear = read_delta_net(config);
  const Ffn ffn = read_qwen_next_ffn(config);
  const std::int64_t every =
      config.maybe_integer("full_attention_interval", 1, most_layers).value_or(4);
  const std::int64_t layers = read_layer_count(config);
  const std::vector<std::string> types = read_layer_types(config, "layer_types", layers);
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    const bool full = types.empty() ? (layer + 1) % every == 0
                                    : types[static_cast<std::size_t>(layer)] == "full_attention";
    add_layer(model, full ? Attention(heads) : Attention(linear), ffn, 2 * model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

LinearState read_mamba2(io::Fields& config) {
  LinearState s;
  s.kind = LinearKind::mamba2;
  s.value_heads = config.integer("mamba_num_heads", 1, most_heads);
  s.value_dim = config.integer("mamba_head_dim", 1, widest_head);
  s.key_heads = config.integer("n_groups", 1, most_heads);
  s.key_dim = config.integer("ssm_state_size", 1, widest_head);
  s.conv_kernel = config.integer("conv_kernel", 1, 64);
  s.state_bits =
      config.maybe_text("mamba_ssm_cache_dtype").value_or("float32") == "float32" ? 32 : 16;
  return s;
}

MoeFfn read_nemotron_experts(io::Fields& config) {
  MoeFfn moe = read_experts(config, "moe_intermediate_size");
  moe.gated = false;
  moe.correction_bias = false;  // stored as a buffer, not counted as a parameter
  moe.shared_intermediate = config.integer("moe_shared_expert_intermediate_size", 0, widest_ffn) *
                            config.maybe_integer("n_shared_experts", 0, 64).value_or(1);
  moe.latent = config.maybe_integer("moe_latent_size", 0, widest_hidden).value_or(0);
  return moe;
}

// One letter per block: M Mamba, * attention, - MLP, E experts.
std::string read_block_letters(io::Fields& config) {
  if (const auto letters = config.maybe_text("hybrid_override_pattern")) {
    return *letters;
  }
  std::string letters;
  for (const std::string& block : config.texts("layers_block_type")) {
    letters += block == "mamba"       ? 'M'
               : block == "attention" ? '*'
               : block == "mlp"       ? '-'
               : block == "moe"       ? 'E'
                                      : '?';
  }
  return letters;
}

void read_nemotron_h(io::Fields& config, Model& model) {
  const std::string letters = read_block_letters(config);
  if (letters.empty() || letters.size() > static_cast<std::size_t>(most_layers) ||
      letters.find_first_not_of("M*-E") != std::string::npos) {
    config.fault("hybrid_override_pattern", "one of M * - E for each block, e.g. \"M-M*-\"",
                 letters.empty() ? "nothing" : rackrate::quoted(letters), "bad-model-config");
    return;
  }
  FullAttention heads = read_heads(config, model);
  if (const auto dim = config.maybe_integer("attention_head_dim", 1, widest_head)) {
    heads.head_dim = heads.v_head_dim = *dim;
  }
  const LinearState mamba = read_mamba2(config);
  const bool sparse = letters.find('E') != std::string::npos;
  const Ffn experts = sparse ? Ffn(read_nemotron_experts(config)) : Ffn(NoFfn{});
  const bool dense = letters.find('-') != std::string::npos;
  const DenseFfn mlp{dense ? read_ffn_width(config, "intermediate_size") : 0, false};
  for (const char letter : letters) {
    const Attention attention = letter == 'M'   ? Attention(mamba)
                                : letter == '*' ? Attention(heads)
                                                : Attention(NoAttention{});
    const Ffn ffn = letter == '-' ? Ffn(mlp) : letter == 'E' ? experts : Ffn(NoFfn{});
    add_layer(model, attention, ffn, model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

// Layers are numbered from 1 in linear_attn_config.
std::vector<bool> read_full_layers(io::Fields& linear, std::int64_t layers) {
  std::vector<bool> full(static_cast<std::size_t>(layers), false);
  const io::Node* list = linear.node("full_attn_layers");
  if (list == nullptr || list->array() == nullptr) {
    linear.fault("full_attn_layers", "the numbers of the full attention layers, from 1",
                 list == nullptr ? "nothing" : io::shown(*list), "bad-model-config");
    return full;
  }
  for (const io::Node& item : *list->array()) {
    const std::int64_t* number = item.integer();
    if (number == nullptr || *number < 1 || *number > layers) {
      linear.fault("full_attn_layers", "numbers from 1 to " + std::to_string(layers),
                   io::shown(item), "bad-model-config");
      return full;
    }
    full[static_cast<std::size_t>(*number - 1)] = true;
  }
  return full;
}

LinearState read_kimi_delta(io::Fields& linear) {
  LinearState s;
  s.kind = LinearKind::kimi_delta;
  s.value_heads = s.key_heads = linear.integer("num_heads", 1, most_heads);
  s.value_dim = s.key_dim = linear.integer("head_dim", 1, widest_head);
  s.conv_kernel = linear.integer("short_conv_kernel_size", 1, 64);
  return s;
}

void read_kimi_linear(io::Fields& config, Model& model) {
  for (const std::string_view key : {"routed_expert_hidden_size", "attn_res_block_size"}) {
    if (config.has(key)) {
      config.fault(key, "a Kimi Linear model without latent experts or attention residuals",
                   io::shown(*config.node(key)), "unsupported-model",
                   "Kimi K3 cannot be sized from its config; name a model near it");
      return;
    }
  }
  const std::int64_t layers = read_layer_count(config);
  auto linear = config.object("linear_attn_config");
  if (!linear) {
    config.fault("linear_attn_config", "an object with the linear attention layers", "nothing",
                 "bad-model-config");
    return;
  }
  const std::vector<bool> full = read_full_layers(*linear, layers);
  const LinearState delta = read_kimi_delta(*linear);
  const Mla latent = read_latent(config);
  MoeFfn moe = read_experts(config, "moe_intermediate_size");
  moe.shared_intermediate = moe.intermediate * config.integer("num_shared_experts", 0, 64);
  moe.correction_bias = true;
  const DenseFfn dense{read_ffn_width(config, "intermediate_size")};
  const std::int64_t first_sparse = config.integer("first_k_dense_replace", 0, most_layers);
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    add_layer(model, full[static_cast<std::size_t>(layer)] ? Attention(latent) : Attention(delta),
              layer < first_sparse ? Ffn(dense) : Ffn(moe), 2 * model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

// A factor of the hidden width, as DeciLM rounds it: int(2 * factor * hidden / 3) up to 256.
std::int64_t pruned_width(double factor, std::int64_t hidden) {
  const auto exact = static_cast<std::int64_t>(2 * factor * static_cast<double>(hidden) / 3);
  return (exact + 255) / 256 * 256;
}

void read_pruned_block(io::Fields& block, Model& model, std::int64_t heads) {
  auto attention = block.object("attention");
  auto ffn = block.object("ffn");
  Attention kept = NoAttention{};
  std::int64_t norms = 0;
  if (attention && !attention->flag("no_op", false)) {
    FullAttention a;
    a.heads = heads;
    a.kv_heads =
        heads / std::max<std::int64_t>(1, attention->integer("n_heads_in_group", 1, most_heads));
    a.head_dim = a.v_head_dim = heads > 0 ? model.hidden / heads : 0;
    kept = a;
    norms += model.hidden;
  }
  Ffn width = NoFfn{};
  if (ffn && !ffn->flag("no_op", false)) {
    width = DenseFfn{pruned_width(ffn->number("ffn_mult", 0, 64), model.hidden)};
    norms += model.hidden;
  }
  add_layer(model, kept, width, norms);
}

void read_nemotron_nas(io::Fields& config, Model& model) {
  const std::int64_t heads = config.integer("num_attention_heads", 1, most_heads);
  std::vector<io::Fields> blocks = config.objects("block_configs");
  if (blocks.empty() || blocks.size() > static_cast<std::size_t>(most_layers)) {
    config.fault("block_configs", "one entry for each layer", std::to_string(blocks.size()),
                 "bad-model-config");
    return;
  }
  for (io::Fields& block : blocks) {
    read_pruned_block(block, model, heads);
  }
  model.other_small_parameters = model.hidden;
}

constexpr Family families[] = {
    {"kimi_linear", read_kimi_linear}, {"nemotron-nas", read_nemotron_nas},
    {"nemotron_h", read_nemotron_h},   {"qwen3_5", read_qwen_next},
    {"qwen3_5_moe", read_qwen_next},   {"qwen3_5_moe_text", read_qwen_next},
    {"qwen3_5_text", read_qwen_next},  {"qwen3_next", read_qwen_next},
};

}  // namespace

std::span<const Family> hybrid_families() { return families; }

}  // namespace rackrate::catalog
