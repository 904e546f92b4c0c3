// SPDX-License-Identifier: Apache-2.0
#include "catalog/config_reading.hpp"

#include <algorithm>
#include <utility>

namespace rackrate::catalog {

void add_layer(Model& model, const Attention& attention, const Ffn& ffn,
               std::int64_t norm_parameters) {
  for (LayerGroup& group : model.layers) {
    if (group.attention == attention && group.ffn == ffn &&
        group.norm_parameters == norm_parameters) {
      ++group.count;
      return;
    }
  }
  model.layers.push_back({1, attention, ffn, norm_parameters});
}

std::int64_t read_layer_count(io::Fields& config) {
  return config.integer("num_hidden_layers", 1, most_layers);
}

std::int64_t read_ffn_width(io::Fields& config, std::string_view key) {
  return config.integer(key, 1, widest_ffn);
}

std::int64_t read_first(io::Fields& config, std::initializer_list<std::string_view> keys,
                        std::int64_t low, std::int64_t high) {
  for (const std::string_view key : keys) {
    if (config.has(key)) {
      return config.integer(key, low, high);
    }
  }
  return config.integer(*keys.begin(), low, high);
}

FullAttention read_heads(io::Fields& config, const Model& model) {
  FullAttention a;
  a.heads = config.integer("num_attention_heads", 1, most_heads);
  a.kv_heads = config.maybe_integer("num_key_value_heads", 1, most_heads).value_or(a.heads);
  if (const auto dim = config.maybe_integer("head_dim", 1, widest_head)) {
    a.head_dim = *dim;
  } else if (a.heads > 0 && model.hidden % a.heads == 0) {
    a.head_dim = model.hidden / a.heads;
  } else if (a.heads > 0) {
    config.fault(
        "num_attention_heads",
        "a divisor of hidden_size " + std::to_string(model.hidden) + ", or head_dim beside it",
        std::to_string(a.heads), "bad-model-config");
  }
  a.v_head_dim = a.head_dim;
  return a;
}

std::vector<std::string> read_layer_types(io::Fields& config, std::string_view key,
                                          std::int64_t layers) {
  std::vector<std::string> types = config.texts(key);
  if (!types.empty() && std::cmp_not_equal(types.size(), layers)) {
    config.fault(key, "one entry for each of " + std::to_string(layers) + " layers",
                 std::to_string(types.size()) + " entries", "bad-model-config");
    types.resize(static_cast<std::size_t>(std::max<std::int64_t>(layers, 0)));
  }
  return types;
}

std::optional<std::vector<std::int64_t>> read_layer_numbers(io::Fields& config,
                                                            std::string_view key,
                                                            std::int64_t layers) {
  const io::Node* node = config.has(key) ? config.node(key) : nullptr;
  if (node == nullptr) {
    return std::nullopt;
  }
  const auto wanted = static_cast<std::size_t>(std::max<std::int64_t>(layers, 0));
  if (const std::int64_t* all = node->integer()) {
    return std::vector<std::int64_t>(wanted, *all);
  }
  std::vector<std::int64_t> numbers;
  if (const io::Node::Array* items = node->array()) {
    for (const io::Node& item : *items) {
      if (const std::int64_t* number = item.integer()) {
        numbers.push_back(*number);
      }
    }
    // Lists may go on with the prediction layers.
    if (numbers.size() == items->size() && numbers.size() >= wanted) {
      numbers.resize(wanted);
      return numbers;
    }
  }
  config.fault(key, "one whole number for each of " + std::to_string(layers) + " layers",
               io::shown(*node), "bad-model-config");
  return std::vector<std::int64_t>(wanted, 0);
}

Mla read_latent(io::Fields& config) {
  Mla a;
  a.heads = config.integer("num_attention_heads", 1, most_heads);
  a.q_lora_rank = config.maybe_integer("q_lora_rank", 1, widest_hidden);
  a.kv_lora_rank = config.integer("kv_lora_rank", 1, widest_hidden);
  a.qk_nope_head_dim = config.integer("qk_nope_head_dim", 1, widest_head);
  a.qk_rope_head_dim = config.integer("qk_rope_head_dim", 0, widest_head);
  a.v_head_dim = config.integer("v_head_dim", 1, widest_head);
  return a;
}

MoeFfn read_experts(io::Fields& config, std::string_view width_key) {
  MoeFfn moe;
  moe.experts =
      read_first(config, {"num_experts", "num_local_experts", "n_routed_experts"}, 1, most_experts);
  moe.experts_per_token = read_first(config,
                                     {"num_experts_per_tok", "experts_per_token",
                                      "num_experts_per_token", "top_k_experts", "moe_k"},
                                     1, std::max<std::int64_t>(moe.experts, 1));
  moe.intermediate = read_ffn_width(config, width_key);
  return moe;
}

Attention windowed(const FullAttention& heads, std::int64_t window) {
  if (window <= 0) {
    return heads;
  }
  return WindowAttention{heads, Tokens::count(static_cast<double>(window)), false};
}

}  // namespace rackrate::catalog
