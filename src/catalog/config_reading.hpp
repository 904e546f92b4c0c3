// SPDX-License-Identifier: Apache-2.0
// Shared by the readers of Hugging Face config.json families; not for use outside them.
#pragma once

#include "catalog/model.hpp"
#include "io/fields.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

// Bounds that real models stay far below and that keep every parameter count inside 64 bits.
inline constexpr std::int64_t most_layers = 512;
inline constexpr std::int64_t widest_hidden = std::int64_t{1} << 18;
inline constexpr std::int64_t widest_ffn = std::int64_t{1} << 19;
inline constexpr std::int64_t most_experts = std::int64_t{1} << 14;
inline constexpr std::int64_t most_heads = 4096;
inline constexpr std::int64_t widest_head = std::int64_t{1} << 14;
inline constexpr std::int64_t longest_context = std::int64_t{1} << 40;

/// One family: fills the architecture of `model` from `config`. Hidden width, vocabulary and
/// context are there already.
using FamilyReader = void (*)(io::Fields& config, Model& model);

struct Family {
  std::string_view model_type;
  FamilyReader read;
};
std::span<const Family> dense_families();
std::span<const Family> moe_families();
std::span<const Family> latent_families();
std::span<const Family> hybrid_families();

/// Adds one layer, merging it into the group of its shape.
void add_layer(Model& model, const Attention& attention, const Ffn& ffn,
               std::int64_t norm_parameters);

/// num_hidden_layers, at least 1.
std::int64_t read_layer_count(io::Fields& config);
std::int64_t read_ffn_width(io::Fields& config, std::string_view key);
/// The first of `keys` that is present; a fault at the first key if none is.
std::int64_t read_first(io::Fields& config, std::initializer_list<std::string_view> keys,
                        std::int64_t low, std::int64_t high);

/// Heads, KV heads (absent: as many) and head width (absent: hidden / heads) of plain attention.
FullAttention read_heads(io::Fields& config, const Model& model);

/// The ranks and widths of multi-head latent attention, without an indexer.
Mla read_latent(io::Fields& config);

/// One entry per layer of a list such as layer_types; empty if absent; a fault if its
/// length is not `layers`.
std::vector<std::string> read_layer_types(io::Fields& config, std::string_view key,
                                          std::int64_t layers);
/// The same for a list of whole numbers; nothing if absent. A single number stands for all.
std::optional<std::vector<std::int64_t>> read_layer_numbers(io::Fields& config,
                                                            std::string_view key,
                                                            std::int64_t layers);

/// Expert counts under any of their names, and their width under `width_key`.
MoeFfn read_experts(io::Fields& config, std::string_view width_key);

/// Attention over the whole context, or over `window` tokens.
Attention windowed(const FullAttention& heads, std::int64_t window);

}  // namespace rackrate::catalog
