// SPDX-License-Identifier: Apache-2.0
// A language model as plain values: the shape of its layers, how its weights are published, and
// where the facts come from. Sizing and serving read these without knowing model families.
#pragma once

#include "catalog/weight_format.hpp"
#include "core/provenance.hpp"
#include "core/units.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rackrate::catalog {

/// How queries and keys are normalised before attention; it only decides a few weights.
enum class QkNorm {
  none,
  per_head,   ///< one vector of head_dim for queries, one for keys
  all_heads,  ///< one vector over all query heads, one over all key heads
};

/// Softmax attention over every earlier token: MHA, GQA (kv_heads < heads) and MQA (kv_heads = 1).
/// Keys and values of every token are cached.
struct FullAttention {
  std::int64_t heads = 0;
  std::int64_t kv_heads = 0;
  std::int64_t head_dim = 0;    ///< width of a query and key head
  std::int64_t v_head_dim = 0;  ///< width of a value head
  bool qkv_bias = false;
  bool output_bias = false;
  bool output_gate = false;      ///< a second projection as wide as the queries
  bool value_projection = true;  ///< false: values are computed from the key projection
  bool own_kv = true;            ///< false: reads the cache of an earlier layer, stores none
  bool sinks = false;            ///< one learned logit per head
  QkNorm qk_norm = QkNorm::none;

  friend bool operator==(const FullAttention&, const FullAttention&) = default;
};

/// The same over the last `window` tokens only. An engine that uses the window caches no more
/// than that per sequence; one that ignores it caches every token as FullAttention does.
struct WindowAttention {
  FullAttention heads;
  Tokens window = Tokens::zero();
  bool chunked = false;  ///< fixed chunks of `window` tokens (Llama 4) instead of a sliding window

  friend bool operator==(const WindowAttention&, const WindowAttention&) = default;
};

/// The lightning indexer of DeepSeek sparse attention: a small key per token, scored to pick the
/// `top` tokens that attention reads.
struct SparseIndexer {
  std::int64_t heads = 0;
  std::int64_t head_dim = 0;
  Tokens top = Tokens::zero();

  friend bool operator==(const SparseIndexer&, const SparseIndexer&) = default;
};

/// Multi-head latent attention: one latent of kv_lora_rank + qk_rope_head_dim values per token,
/// whatever the number of heads.
struct Mla {
  std::int64_t heads = 0;
  std::optional<std::int64_t> q_lora_rank;
  std::int64_t kv_lora_rank = 0;
  std::int64_t qk_nope_head_dim = 0;
  std::int64_t qk_rope_head_dim = 0;
  std::int64_t v_head_dim = 0;
  std::optional<SparseIndexer> indexer;  ///< of this layer; layers may share one and have none
  bool sparse = false;  ///< reads only indexed tokens, with its own or an earlier layer's indexer

  friend bool operator==(const Mla&, const Mla&) = default;
};

/// DeepSeek-V4 attention: one shared key = value head of `head_dim`. Each layer caches the last
/// `window` tokens, and one compressed entry per `compression` tokens if that is not 0. Where
/// there is an indexer it caches one key of its own per compressed entry.
struct CompressedAttention {
  std::int64_t heads = 0;
  std::int64_t head_dim = 0;
  std::int64_t rope_head_dim = 0;
  std::int64_t q_lora_rank = 0;
  std::int64_t o_lora_rank = 0;
  std::int64_t o_groups = 0;
  Tokens window = Tokens::zero();
  std::int64_t compression = 0;
  bool overlapping = false;  ///< compressed from overlapping stretches: projections twice as wide
  std::optional<SparseIndexer> indexer;

  friend bool operator==(const CompressedAttention&, const CompressedAttention&) = default;
};

enum class LinearKind { mamba2, gated_delta_net, kimi_delta };

/// A layer that keeps a constant state per sequence instead of a growing cache.
/// Mamba-2 in these terms: value heads = heads, key heads = groups, key_dim = state size.
struct LinearState {
  LinearKind kind = LinearKind::mamba2;
  std::int64_t value_heads = 0;
  std::int64_t value_dim = 0;
  std::int64_t key_heads = 0;
  std::int64_t key_dim = 0;
  std::int64_t conv_kernel = 0;
  std::int64_t state_bits = 32;  ///< precision the state is kept in

  /// Channels of the short convolution; its last conv_kernel - 1 inputs are kept at 16 bit.
  constexpr std::int64_t conv_channels() const {
    return value_heads * value_dim + 2 * key_heads * key_dim;
  }
  constexpr std::int64_t state_elements() const { return value_heads * value_dim * key_dim; }
  /// Constant per sequence and layer. Formula: Mamba-2 (Dao, Gu 2024, arXiv 2405.21060), Gated
  /// DeltaNet (Yang et al. 2024, arXiv 2412.06464), as vLLM lays them out.
  constexpr Bytes state_per_sequence() const {
    return Bytes::bytes(static_cast<double>((conv_kernel - 1) * conv_channels() * 2) +
                        static_cast<double>(state_elements() * state_bits) / 8);
  }
  friend bool operator==(const LinearState&, const LinearState&) = default;
};

struct NoAttention {
  friend bool operator==(const NoAttention&, const NoAttention&) = default;
};

using Attention = std::variant<FullAttention, WindowAttention, Mla, CompressedAttention,
                               LinearState, NoAttention>;

struct DenseFfn {
  std::int64_t intermediate = 0;
  bool gated = true;  ///< three matrices instead of two
  bool bias = false;

  friend bool operator==(const DenseFfn&, const DenseFfn&) = default;
};

struct MoeFfn {
  std::int64_t experts = 0;
  std::int64_t experts_per_token = 0;
  std::int64_t intermediate = 0;         ///< of one routed expert
  std::int64_t shared_intermediate = 0;  ///< of the always active part; 0: none
  bool gated = true;
  bool expert_bias = false;
  bool router_bias = false;
  bool correction_bias = false;  ///< load-balancing bias per expert (DeepSeek-V3)
  bool shared_gate = false;      ///< a learned scalar gate on the shared part (Qwen)
  /// Experts work in this width, with a projection down and up; 0: in the hidden width.
  std::int64_t latent = 0;
  std::int64_t scales = 0;  ///< further vectors of the router (Gemma 4)

  friend bool operator==(const MoeFfn&, const MoeFfn&) = default;
};

struct NoFfn {
  friend bool operator==(const NoFfn&, const NoFfn&) = default;
};

using Ffn = std::variant<DenseFfn, MoeFfn, NoFfn>;

/// `count` layers of one shape. The order of layers in the model is not kept.
struct LayerGroup {
  int count = 0;
  Attention attention;
  Ffn ffn;
  std::int64_t norm_parameters = 0;  ///< per layer: norms and residual mixing
};

/// Multi-token prediction layers. Engines load them only for speculative decoding.
struct Mtp {
  int layers = 0;
};

/// Weights measured rather than computed: the sum of the tensors in a file header.
struct ExactWeights {
  Bytes total = Bytes::zero();
  std::string from;  ///< the file it was read from
};

/// Stand-in suggestions and defaults go by this.
enum class ModelClass { small, medium, large, reasoning };
std::string_view name(ModelClass value);

struct Model {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;
  std::string hugging_face;  ///< repository of the published weights
  std::string licence;       ///< id in the licence catalog; empty: unknown
  std::string released;      ///< YYYY-MM; empty: unknown
  std::optional<ModelClass> model_class;

  std::string family;  ///< `model_type` of its config
  Tokens context = Tokens::zero();
  std::int64_t hidden = 0;
  std::int64_t vocab = 0;
  bool tied_embeddings = false;  ///< the head is the embedding matrix
  std::vector<LayerGroup> layers;
  std::int64_t other_small_parameters = 0;  ///< final norm, head bias and the like
  bool multimodal = false;
  std::optional<std::int64_t> vision_parameters;  ///< towers, where published
  std::optional<Mtp> mtp;

  WeightFormat native_format = WeightFormat::bf16;  ///< of most weights as published
  PerPart<WeightFormat> native_parts{WeightFormat::bf16};
  std::optional<ExactWeights> exact_weights;

  std::optional<std::int64_t> published_parameters;
  std::optional<std::int64_t> published_active_parameters;
  std::vector<std::string> notes;        ///< what the numbers of this model leave out, for the user
  std::optional<Provenance> provenance;  ///< of a catalog row
  std::string read_from;                 ///< the user's own file; empty for a catalog row
};

int layer_count(const Model& model);

}  // namespace rackrate::catalog
