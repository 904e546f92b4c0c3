// SPDX-License-Identifier: Apache-2.0
#include "catalog/model_config.hpp"

#include "catalog/config_reading.hpp"
#include "catalog/parameters.hpp"
#include "catalog/quantization_config.hpp"
#include "core/spelling.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace rackrate::catalog {
namespace {

const Family* find_family(std::string_view model_type) {
  for (const auto& families :
       {dense_families(), moe_families(), latent_families(), hybrid_families()}) {
    for (const Family& family : families) {
      if (family.model_type == model_type) {
        return &family;
      }
    }
  }
  return nullptr;
}

// For a message: without the names of the text parts inside multimodal models.
std::string shown_model_types() {
  std::string out;
  for (const std::string& name : supported_model_types()) {
    if (name.find("_text") == std::string::npos) {
      out += out.empty() ? name : ", " + name;
    }
  }
  return out;
}

bool tied_by_default(std::string_view family) { return family.substr(0, 5) == "gemma"; }

// A multimodal wrapper may say so, or its text part, or neither.
bool read_tied(io::Fields& outer, io::Fields& text, std::string_view family) {
  const bool by_default = outer.flag("tie_word_embeddings", tied_by_default(family));
  return text.flag("tie_word_embeddings", by_default);
}

// Gemma 3 configs leave out the vocabulary and context that equal the defaults of their class.
void read_frame(io::Fields& text, Model& model) {
  model.hidden = text.integer("hidden_size", 1, widest_hidden);
  constexpr std::int64_t widest_vocab = std::int64_t{1} << 24;
  const bool gemma3 = model.family.substr(0, 6) == "gemma3";
  model.vocab = gemma3 ? text.maybe_integer("vocab_size", 1, widest_vocab).value_or(262208)
                       : text.integer("vocab_size", 1, widest_vocab);
  const std::int64_t context =
      gemma3 ? text.maybe_integer("max_position_embeddings", 1, longest_context).value_or(131072)
             : text.integer("max_position_embeddings", 1, longest_context);
  model.context = Tokens::count(static_cast<double>(context));
}

void read_prediction_layers(io::Fields& text, Model& model) {
  std::int64_t layers = 0;
  for (const std::string_view key :
       {"num_nextn_predict_layers", "mtp_num_hidden_layers", "num_mtp_modules"}) {
    layers = std::max(layers, text.maybe_integer(key, 0, most_layers).value_or(0));
  }
  if (layers > 0) {
    model.mtp = Mtp{static_cast<int>(layers)};
  }
}

void read_precision(io::Fields& outer, io::Fields& text, Model& model) {
  for (io::Fields* fields : {&outer, &text}) {
    if (auto quantization = fields->object("quantization_config")) {
      read_quantization(*quantization, model);
    }
  }
  // DeepSeek V4 stores experts at 4 bit under an FP8 scheme for the rest.
  if (text.maybe_text("expert_dtype").value_or("") == "fp4" &&
      model.native_parts[Part::routed_experts] == WeightFormat::fp8_block) {
    model.native_parts[Part::routed_experts] = WeightFormat::mxfp4;
  }
  const std::string precision =
      text.maybe_text("torch_dtype").value_or(outer.maybe_text("torch_dtype").value_or(""));
  if (precision == "float32" && model.native_format == WeightFormat::bf16) {
    model.native_format = WeightFormat::fp32;
    model.native_parts = usual_parts(WeightFormat::fp32);
  }
}

void add_notes(const io::Fields& outer, Model& model) {
  model.multimodal = model.multimodal || outer.has("vision_config") || outer.has("audio_config");
  if (model.multimodal && !model.vision_parameters) {
    model.notes.push_back(
        "image and audio towers are not counted: they add to the weights (often 0.4 to 1 B "
        "parameters at 16 bit)");
  }
  for (const LayerGroup& group : model.layers) {
    if (std::holds_alternative<CompressedAttention>(group.attention)) {
      model.notes.push_back(
          "compressed attention: the cache is counted as the published architecture keeps it; "
          "engines add padding and alignment of their own");
      return;
    }
  }
}

}  // namespace

std::vector<std::string> supported_model_types() {
  std::vector<std::string> types;
  for (const auto& families :
       {dense_families(), moe_families(), latent_families(), hybrid_families()}) {
    for (const Family& family : families) {
      types.emplace_back(family.model_type);
    }
  }
  std::sort(types.begin(), types.end());
  return types;
}

void read_model_config(io::Fields config, Model& model) {
  std::optional<io::Fields> inner = config.object("text_config");
  io::Fields& text = inner ? *inner : config;
  if (inner) {
    config.maybe_text("model_type");  // the wrapper; the text part has its own
  }
  model.family = text.text("model_type");
  const Family* family = find_family(model.family);
  if (family == nullptr) {
    if (!model.family.empty()) {
      const std::string near = did_you_mean(model.family, supported_model_types());
      text.fault("model_type", "one of " + shown_model_types(), rackrate::quoted(model.family),
                 "unknown-architecture",
                 (near.empty() ? "" : near + " otherwise ") +
                     "name a GGUF file of this model, or a catalog model of the same size");
    }
    return;
  }
  model.tied_embeddings = read_tied(config, text, model.family);
  read_frame(text, model);
  family->read(text, model);
  read_prediction_layers(text, model);
  read_precision(config, text, model);
  add_notes(config, model);
}

Model model_from_config(const io::Document& config) {
  Diagnostics sink;
  io::Fields fields(config, config.root, "config", sink);
  Model model;
  const std::filesystem::path path(config.source.name());
  const std::string stem = path.stem().string();
  const bool named_by_folder = stem == "config" && path.has_parent_path();
  model.id = named_by_folder ? path.parent_path().filename().string() : stem;
  model.name = model.id;
  model.read_from = config.source.name();
  read_model_config(std::move(fields), model);
  sink.throw_if_errors(ExitCode::usage);
  return model;
}

}  // namespace rackrate::catalog
