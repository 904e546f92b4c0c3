// SPDX-License-Identifier: Apache-2.0
#include "catalog/quantization_config.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

namespace rackrate::catalog {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// What a module name or pattern in an ignore list stands for. Names of things that no format
// quantises anyway (norms, routers, indexer norms) stand for nothing.
std::optional<Part> part_of(std::string_view module) {
  for (const std::string_view never : {"norm", "gate", "indexer", "router", "bias", "conv1d"}) {
    const bool feed_forward = never == "gate" && contains(module, "gate_proj");
    const bool pattern = never == "gate" && contains(module, "gate|up");
    if (contains(module, never) && !feed_forward && !pattern) {
      return std::nullopt;
    }
  }
  if (contains(module, "lm_head") || module == "head") {
    return Part::lm_head;
  }
  if (contains(module, "embed_tokens")) {
    return Part::embedding;
  }
  if (contains(module, "visual") || contains(module, "vision") ||
      contains(module, "mm_projector")) {
    return Part::vision;
  }
  if (contains(module, "linear_attn") || contains(module, "mixer.in_proj") ||
      contains(module, "mixer.out_proj")) {
    return Part::linear_attention;
  }
  if (contains(module, "attn")) {
    return Part::attention;
  }
  if (contains(module, "shared_expert")) {
    return Part::shared_experts;
  }
  if (contains(module, "experts")) {
    return Part::routed_experts;
  }
  return contains(module, "mlp") ? std::optional(Part::dense_ffn) : std::nullopt;
}

bool names_one_layer(std::string_view module) {
  const std::size_t at = module.find("layers.");
  return at != std::string_view::npos && at + 7 < module.size() &&
         std::isdigit(static_cast<unsigned char>(module[at + 7])) != 0;
}

// "model.layers.0*": everything in one layer.
bool names_whole_layer(std::string_view module) {
  const std::size_t at = module.find("layers.");
  return names_one_layer(module) &&
         module.find_first_not_of("0123456789.*", at + 7) == std::string_view::npos;
}

bool is_routed(const LayerGroup& group) { return std::holds_alternative<MoeFfn>(group.ffn); }

// Layers that have the part at all.
int layers_with(const Model& model, Part part) {
  int count = 0;
  for (const LayerGroup& group : model.layers) {
    const bool linear = std::holds_alternative<LinearState>(group.attention);
    const bool none = std::holds_alternative<NoAttention>(group.attention);
    const bool has = part == Part::linear_attention ? linear
                     : part == Part::attention      ? !linear && !none
                     : part == Part::dense_ffn      ? std::holds_alternative<DenseFfn>(group.ffn)
                                                    : is_routed(group);
    count += has ? group.count : 0;
  }
  return count;
}

// A part stays at 16 bit if a pattern without a layer number names it, or if names of single
// layers cover most layers that have it.
void keep_ignored(const std::vector<std::string>& ignored, Model& model) {
  PerPart<int> single_layers(0);
  for (const std::string& module : ignored) {
    if (names_whole_layer(module)) {
      ++single_layers[Part::attention];
      ++single_layers[Part::dense_ffn];  // the first layers are the dense ones
      continue;
    }
    const std::optional<Part> part = part_of(module);
    if (!part) {
      continue;
    }
    if (names_one_layer(module)) {
      ++single_layers[*part];
    } else {
      model.native_parts[*part] = WeightFormat::bf16;
    }
  }
  for (const Part part : {Part::attention, Part::linear_attention, Part::dense_ffn,
                          Part::routed_experts, Part::shared_experts}) {
    if (single_layers[part] > 0 && 2 * single_layers[part] >= layers_with(model, part)) {
      model.native_parts[part] = WeightFormat::bf16;
    }
  }
}

void set_native(Model& model, WeightFormat format) {
  model.native_format = format;
  model.native_parts = usual_parts(format);
  // Kernels exist for all matrices but the ignore list decides: start from everything.
  if (format != WeightFormat::mxfp4 && format != WeightFormat::bf16) {
    model.native_parts[Part::linear_attention] = format;
  }
}

std::optional<WeightFormat> integer_format(std::int64_t bits, std::int64_t group, bool symmetric) {
  if (bits == 8) {
    return WeightFormat::int8;
  }
  if (bits != 4) {
    return std::nullopt;
  }
  if (group == 32) {
    return symmetric ? WeightFormat::int4_g32_sym : WeightFormat::int4_g32;
  }
  return group == 64 ? WeightFormat::int4_g64 : WeightFormat::int4_g128;
}

// compressed-tensors and modelopt describe weights by groups; the first group covers `Linear`.
std::optional<WeightFormat> read_group_format(io::Fields& quantization) {
  auto groups = quantization.object("config_groups");
  auto group = groups ? groups->object("group_0") : std::nullopt;
  auto weights = group ? group->object("weights") : std::nullopt;
  if (!weights) {
    return std::nullopt;
  }
  const std::int64_t bits = weights->maybe_integer("num_bits").value_or(0);
  const std::int64_t size = weights->maybe_integer("group_size").value_or(0);
  const bool symmetric = weights->flag("symmetric", true);
  if (weights->maybe_text("type").value_or("int") != "float") {
    return integer_format(bits, size, symmetric);
  }
  if (bits == 8) {
    return weights->has("block_structure") ? WeightFormat::fp8_block : WeightFormat::fp8;
  }
  if (bits != 4) {
    return std::nullopt;
  }
  return size == 32 ? WeightFormat::mxfp4 : WeightFormat::nvfp4;
}

std::optional<WeightFormat> modelopt_format(std::string_view algorithm) {
  if (algorithm == "NVFP4" || algorithm == "W4A16_NVFP4" || algorithm == "MIXED_PRECISION") {
    return WeightFormat::nvfp4;
  }
  if (algorithm == "W4A16_AWQ" || algorithm == "W4A8_AWQ") {
    return WeightFormat::int4_g128;
  }
  if (algorithm == "FP8" || algorithm == "FP8_PER_CHANNEL_PER_TOKEN") {
    return WeightFormat::fp8;
  }
  return algorithm == "FP8_PB_WO" ? std::optional(WeightFormat::fp8_block) : std::nullopt;
}

std::optional<WeightFormat> read_format(io::Fields& quantization) {
  const std::string method = quantization.maybe_text("quant_method").value_or("");
  const std::string algorithm = quantization.maybe_text("quant_algo").value_or("");
  const bool blocks = quantization.has("weight_block_size");
  if (blocks) {
    quantization.node("weight_block_size");
  }
  if (method == "modelopt" || !algorithm.empty()) {
    return modelopt_format(algorithm);
  }
  if (method == "fp8") {
    return blocks ? WeightFormat::fp8_block : WeightFormat::fp8;
  }
  if (method == "mxfp4") {
    return WeightFormat::mxfp4;
  }
  if (method == "awq" || method == "gptq") {
    const std::int64_t bits = quantization.maybe_integer("bits").value_or(4);
    return integer_format(bits, quantization.maybe_integer("group_size", -1).value_or(128), false);
  }
  if (method == "bitsandbytes") {
    return quantization.flag("load_in_8bit", false) ? WeightFormat::int8 : WeightFormat::nf4;
  }
  return method == "compressed-tensors" ? read_group_format(quantization) : std::nullopt;
}

// A model whose layers are quantised by a list of their own: the format of each kind of module.
void read_layer_list(io::Fields& quantization, Model& model) {
  auto layers = quantization.object("quantized_layers");
  if (!layers || layers->self().object() == nullptr) {
    return;
  }
  PerPart<WeightFormat> parts(WeightFormat::bf16);
  for (const io::Member& member : *layers->self().object()) {
    const std::optional<Part> part = part_of(member.key);
    const io::Node* algorithm = member.value.find("quant_algo");
    if (part && algorithm != nullptr && algorithm->text() != nullptr) {
      parts[*part] = modelopt_format(*algorithm->text()).value_or(WeightFormat::bf16);
    }
  }
  model.native_parts = parts;
}

}  // namespace

void read_quantization(io::Fields& quantization, Model& model) {
  const std::optional<WeightFormat> format = read_format(quantization);
  if (!format) {
    quantization.fault(
        "",
        "a known scheme: fp8, mxfp4, awq, gptq, bitsandbytes, "
        "compressed-tensors or modelopt",
        rackrate::quoted(quantization.maybe_text("quant_method").value_or("nothing")),
        "unknown-quantization", "choose the weight format yourself and remove quantization_config");
    return;
  }
  set_native(model, *format);
  read_layer_list(quantization, model);
  for (const std::string_view key : {"modules_to_not_convert", "ignore", "ignored_layers"}) {
    keep_ignored(quantization.texts(key), model);
  }
}

void read_modelopt_quantization(io::Fields& quantization, Model& model) {
  const std::string algorithm = quantization.text("quant_algo");
  const std::optional<WeightFormat> format = modelopt_format(algorithm);
  if (!format) {
    quantization.fault("quant_algo", "NVFP4, FP8, W4A16_AWQ or another modelopt scheme",
                       rackrate::quoted(algorithm), "unknown-quantization");
    return;
  }
  set_native(model, *format);
  read_layer_list(quantization, model);
  keep_ignored(quantization.texts("exclude_modules"), model);
}

}  // namespace rackrate::catalog
