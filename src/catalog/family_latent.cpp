// SPDX-License-Identifier: Apache-2.0
// Models with multi-head latent attention and their successors: DeepSeek V2 to V4, Kimi K2,
// GLM 4.7 Flash and 5, Mistral Large 3. Weights as in github.com/huggingface/transformers,
// src/transformers/models/{deepseek_v3, deepseek_v32, deepseek_v4, glm_moe_dsa}.
#include "catalog/config_reading.hpp"

namespace rackrate::catalog {
namespace {

SparseIndexer read_indexer(io::Fields& config) {
  return {config.integer("index_n_heads", 1, most_heads),
          config.integer("index_head_dim", 1, widest_head),
          Tokens::count(static_cast<double>(config.integer("index_topk", 1, longest_context)))};
}

MoeFfn read_deepseek_experts(io::Fields& config, bool correction_bias) {
  MoeFfn moe = read_experts(config, "moe_intermediate_size");
  moe.shared_intermediate =
      moe.intermediate * read_first(config, {"n_shared_experts", "num_shared_experts"}, 0, 64);
  moe.correction_bias = correction_bias;
  return moe;
}

// GLM 5.2 lets runs of layers share the indexer of the layer before them.
std::vector<bool> indexer_layers(io::Fields& config, std::int64_t layers) {
  std::vector<bool> own(static_cast<std::size_t>(layers), true);
  const std::vector<std::string> types = read_layer_types(config, "indexer_types", layers);
  for (std::size_t layer = 0; layer < types.size(); ++layer) {
    own[layer] = types[layer] != "shared";
  }
  return own;
}

void read_deepseek(io::Fields& config, Model& model) {
  Mla attention = read_latent(config);
  attention.sparse = config.has("index_head_dim");
  const std::optional<SparseIndexer> indexer =
      attention.sparse ? std::optional(read_indexer(config)) : std::nullopt;
  const MoeFfn moe = read_deepseek_experts(config, model.family != "deepseek_v2");
  const DenseFfn dense{read_ffn_width(config, "intermediate_size")};
  const std::int64_t first_sparse = config.integer("first_k_dense_replace", 0, most_layers);
  const std::int64_t layers = read_layer_count(config);
  const std::vector<bool> own_indexer = indexer_layers(config, layers);
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    attention.indexer = own_indexer[static_cast<std::size_t>(layer)] ? indexer : std::nullopt;
    add_layer(model, attention, layer < first_sparse ? Ffn(dense) : Ffn(moe), 2 * model.hidden);
  }
  model.other_small_parameters = model.hidden;
}

CompressedAttention read_compressed(io::Fields& config) {
  CompressedAttention a;
  a.heads = config.integer("num_attention_heads", 1, most_heads);
  a.head_dim = config.integer("head_dim", 1, widest_head);
  a.rope_head_dim = config.integer("qk_rope_head_dim", 0, widest_head);
  a.q_lora_rank = config.integer("q_lora_rank", 1, widest_hidden);
  a.o_lora_rank = config.integer("o_lora_rank", 1, widest_hidden);
  a.o_groups = config.integer("o_groups", 1, most_heads);
  a.window =
      Tokens::count(static_cast<double>(config.integer("sliding_window", 1, longest_context)));
  return a;
}

// Weights of the hyper-connections that mix `streams` residual streams around one sublayer.
std::int64_t hyper_connection(std::int64_t streams, std::int64_t hidden) {
  const std::int64_t mixes = (2 + streams) * streams;
  return mixes * streams * hidden + mixes + 3;
}

// Compression 4 pools overlapping stretches and picks entries by an indexer, 128 pools plain
// ones, 0 keeps the window alone. The first layers route by token id and need no bias.
void read_deepseek_v4(io::Fields& config, Model& model) {
  const CompressedAttention base = read_compressed(config);
  const SparseIndexer indexer = read_indexer(config);
  const std::int64_t streams = config.integer("hc_mult", 1, 64);
  const MoeFfn moe = read_deepseek_experts(config, true);
  const std::int64_t hash_layers =
      config.maybe_integer("num_hash_layers", 0, most_layers).value_or(0);
  const std::int64_t layers = read_layer_count(config);
  const auto ratios = read_layer_numbers(config, "compress_ratios", layers)
                          .value_or(std::vector<std::int64_t>(static_cast<std::size_t>(layers), 0));
  const std::int64_t norms = 2 * model.hidden + 2 * hyper_connection(streams, model.hidden);
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    CompressedAttention attention = base;
    attention.compression = ratios[static_cast<std::size_t>(layer)];
    if (attention.compression == 4) {
      attention.overlapping = true;
      attention.indexer = indexer;
    }
    MoeFfn here = moe;
    here.correction_bias = layer >= hash_layers;
    add_layer(model, attention, here, norms);
  }
  model.other_small_parameters = model.hidden + streams * streams * model.hidden + streams + 1;
}

constexpr Family families[] = {
    {"deepseek_ref", read_deepseek_v4}, {"deepseek_v2", read_deepseek},
    {"deepseek_v3", read_deepseek},     {"deepseek_v32", read_deepseek},
    {"deepseek_v4", read_deepseek_v4},  {"glm4_moe_lite", read_deepseek},
    {"glm_moe_dsa", read_deepseek},     {"kimi_k2", read_deepseek},
};

}  // namespace

std::span<const Family> latent_families() { return families; }

}  // namespace rackrate::catalog
