// SPDX-License-Identifier: Apache-2.0
// How weights are stored: the formats engines load, and how many bits a parameter takes in each
// part of a model. Quantised checkpoints quantise the large matrices and leave the rest at 16 bit.
#pragma once

#include "core/units.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

enum class WeightFormat {
  fp32,
  bf16,       ///< any 16-bit float: bf16 and fp16 are the same size and speed
  fp8,        ///< 8-bit float, one scale per tensor or channel
  fp8_block,  ///< 8-bit float, one scale per 128 x 128 block
  int8,
  int4_g128,  ///< AWQ, GPTQ: 4 bit with a 16-bit scale and a 4-bit zero per 128 weights
  int4_g64,
  int4_g32,      ///< with zeros, as above
  int4_g32_sym,  ///< no zeros: compressed-tensors pack-quantized, as Kimi K2.5 ships
  nvfp4,         ///< 4-bit float, an 8-bit scale per 16
  mxfp4,         ///< 4-bit float, an 8-bit scale per 32
  nf4,           ///< bitsandbytes
  q8_0,          ///< from here on GGUF files of llama.cpp
  q6_k,
  q5_k_m,
  q4_k_m,
  q4_k_s,
  q4_0,
  q3_k_m,
  q2_k,
};

/// The parts of a model that formats treat differently.
enum class Part {
  embedding,
  lm_head,
  attention,         ///< projections of softmax attention
  linear_attention,  ///< projections of state-space and delta-rule layers
  dense_ffn,
  routed_experts,
  shared_experts,
  router,
  small,   ///< norms, biases, convolutions, sinks
  vision,  ///< image and audio towers
};

inline constexpr std::array all_parts{
    Part::embedding, Part::lm_head,        Part::attention,      Part::linear_attention,
    Part::dense_ffn, Part::routed_experts, Part::shared_experts, Part::router,
    Part::small,     Part::vision};

std::string_view name(Part part);

/// One value per part of a model.
template <class T>
class PerPart {
 public:
  constexpr PerPart() = default;
  constexpr explicit PerPart(const T& everywhere) { values_.fill(everywhere); }

  constexpr T& operator[](Part part) { return values_[static_cast<std::size_t>(part)]; }
  constexpr const T& operator[](Part part) const { return values_[static_cast<std::size_t>(part)]; }
  friend constexpr bool operator==(const PerPart&, const PerPart&) = default;

 private:
  std::array<T, all_parts.size()> values_{};
};

/// The spelling used in every file and message: "bf16", "int4_g128", "q4_k_m".
std::string_view name(WeightFormat format);
/// What it is, for people: "8-bit float, one scale per 128 x 128 block".
std::string_view describe(WeightFormat format);
/// Where its rate comes from.
std::string_view source_of(WeightFormat format);

/// Understands the names above in any case and the usual other spellings: "fp16", "half", "awq",
/// "gptq-int4", "w8a8", "mx-fp4", "Q4_K_M".
std::optional<WeightFormat> parse_weight_format(std::string_view text);
std::vector<std::string> weight_format_names();
const std::vector<WeightFormat>& all_weight_formats();

bool is_gguf(WeightFormat format);

/// Bits a parameter of `part` takes when that part is stored as `format`, scales included.
/// GGUF files mix block types by part and keep routers and norms at 32 bit.
double bits_per_parameter(WeightFormat format, Part part);

/// `parameters` of `part` stored as `format`.
Bytes stored_size(WeightFormat format, Part part, std::int64_t parameters);

/// The format of each part in a checkpoint quantised to `format` the usual way: embeddings, head,
/// router, norms and vision towers stay at 16 bit; below 8 bit so do linear-attention layers, and
/// MXFP4 is for routed experts alone. GGUF and the unquantised formats cover everything.
PerPart<WeightFormat> usual_parts(WeightFormat format);

}  // namespace rackrate::catalog
