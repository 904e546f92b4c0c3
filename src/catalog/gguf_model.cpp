// SPDX-License-Identifier: Apache-2.0
// Metadata keys: github.com/ggml-org/llama.cpp, gguf-py/gguf/constants.py.
#include "catalog/gguf_model.hpp"

#include "catalog/model_config.hpp"
#include "catalog/parameters.hpp"
#include "core/spelling.hpp"
#include "core/units_format.hpp"
#include "io/fields.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <utility>

namespace rackrate::catalog {
namespace {

/// Builds the object of a config.json from the metadata of one architecture.
class ConfigFromMetadata {
 public:
  explicit ConfigFromMetadata(const GgufHeader& header)
      : header_(header), prefix_(header.text("general.architecture") + ".") {}

  std::optional<std::int64_t> integer(std::string_view key) const {
    const std::string full = prefix_ + std::string(key);
    if (const auto value = header_.integer(full)) {
      return value;
    }
    // Per-layer lists that say the same for every layer.
    const auto list = header_.lists.find(full);
    if (list == header_.lists.end() || list->second.empty()) {
      return std::nullopt;
    }
    const std::vector<std::int64_t>& values = list->second;
    const bool same = std::all_of(values.begin(), values.end(),
                                  [&](std::int64_t value) { return value == values.front(); });
    return same ? std::optional(values.front()) : std::nullopt;
  }

  void set(std::string key, std::optional<std::int64_t> value) {
    if (value) {
      object_.push_back({std::move(key), 0, io::Node{*value, 0}});
    }
  }
  void set(std::string key, bool value) {
    object_.push_back({std::move(key), 0, io::Node{value, 0}});
  }
  void set(std::string key, const std::string& value) {
    object_.push_back({std::move(key), 0, io::Node{value, 0}});
  }
  void copy(std::string key, std::string_view from) { set(std::move(key), integer(from)); }

  const GgufHeader& header() const { return header_; }
  io::Node take() { return io::Node{std::move(object_), 0}; }

 private:
  const GgufHeader& header_;
  std::string prefix_;
  io::Node::Object object_;
};

std::optional<std::int64_t> vocabulary(const ConfigFromMetadata& config) {
  for (const GgufTensor& tensor : config.header().tensors) {
    if (tensor.name == "token_embd.weight" && tensor.shape.size() == 2) {
      return tensor.shape[1];
    }
  }
  const auto tokens = config.header().list_lengths.find("tokenizer.ggml.tokens");
  return tokens == config.header().list_lengths.end() ? config.integer("vocab_size")
                                                      : std::optional(tokens->second);
}

// Prediction layers are appended to the others in the file.
void set_common(ConfigFromMetadata& config) {
  const std::int64_t prediction = config.integer("nextn_predict_layers").value_or(0);
  if (const auto blocks = config.integer("block_count")) {
    config.set("num_hidden_layers", std::optional(*blocks - prediction));
  }
  config.copy("num_nextn_predict_layers", "nextn_predict_layers");
  config.copy("hidden_size", "embedding_length");
  config.copy("max_position_embeddings", "context_length");
  config.set("vocab_size", vocabulary(config));
  config.copy("num_attention_heads", "attention.head_count");
  config.copy("num_key_value_heads", "attention.head_count_kv");
  config.copy("sliding_window", "attention.sliding_window");
  if (!config.header().tensors.empty()) {
    config.set("tie_word_embeddings", !config.header().has_tensor("output.weight"));
  }
}

void set_dense(ConfigFromMetadata& config) {
  config.copy("head_dim", "attention.key_length");
  config.copy("intermediate_size", "feed_forward_length");
  config.set("attention_bias", config.header().has_tensor("blk.0.attn_q.bias"));
}

void set_experts(ConfigFromMetadata& config, const std::string& width_key) {
  config.copy("num_experts", "expert_count");
  config.copy("num_experts_per_tok", "expert_used_count");
  const auto width = config.integer("expert_feed_forward_length");
  config.set(width_key, width ? width : config.integer("feed_forward_length"));
}

void set_latent(ConfigFromMetadata& config) {
  config.copy("q_lora_rank", "attention.q_lora_rank");
  config.copy("kv_lora_rank", "attention.kv_lora_rank");
  const auto rope = config.integer("rope.dimension_count");
  const auto key = config.integer("attention.key_length_mla");
  const auto width = key ? key : config.integer("attention.key_length");
  config.set("qk_rope_head_dim", rope);
  if (rope && width) {
    config.set("qk_nope_head_dim", std::optional(*width - *rope));
  }
  const auto value = config.integer("attention.value_length_mla");
  config.set("v_head_dim", value ? value : config.integer("attention.value_length"));
  config.copy("intermediate_size", "feed_forward_length");
  config.copy("first_k_dense_replace", "leading_dense_block_count");
  config.set("n_shared_experts", config.integer("expert_shared_count").value_or(0));
  set_experts(config, "moe_intermediate_size");
}

std::string set_llama(ConfigFromMetadata& config) {
  if (config.integer("expert_count").value_or(0) > 0) {
    config.copy("head_dim", "attention.key_length");
    set_experts(config, "intermediate_size");
    return "mixtral";
  }
  set_dense(config);
  return "llama";
}

std::string set_deepseek2(ConfigFromMetadata& config) {
  set_latent(config);
  for (const GgufTensor& tensor : config.header().tensors) {
    if (tensor.name.find("exp_probs_b") != std::string::npos) {
      return "deepseek_v3";
    }
  }
  return "deepseek_v2";
}

std::string set_glm4_moe(ConfigFromMetadata& config) {
  set_dense(config);
  set_experts(config, "moe_intermediate_size");
  config.copy("first_k_dense_replace", "leading_dense_block_count");
  config.set("n_shared_experts", config.integer("expert_shared_count").value_or(0));
  config.set("use_qk_norm", config.header().has_tensor("blk.0.attn_q_norm.weight"));
  return "glm4_moe";
}

std::string set_llama4(ConfigFromMetadata& config) {
  config.copy("head_dim", "attention.key_length");
  set_experts(config, "intermediate_size");
  config.copy("intermediate_size_mlp", "feed_forward_length");
  config.copy("interleave_moe_layer_step", "interleave_moe_layer_step");
  config.set("attention_chunk_size", config.integer("attention.chunk_size").value_or(8192));
  return "llama4_text";
}

template <class Set>
std::string with(ConfigFromMetadata& config, Set set, std::string family) {
  set(config);
  return family;
}

struct Architecture {
  std::string_view name;
  std::string (*set)(ConfigFromMetadata&);  // fills the config and gives its model_type
};

constexpr Architecture architectures[] = {
    {"deepseek2", set_deepseek2},
    {"gemma2", [](ConfigFromMetadata& c) { return with(c, set_dense, "gemma2"); }},
    {"gemma3", [](ConfigFromMetadata& c) { return with(c, set_dense, "gemma3_text"); }},
    {"glm4", [](ConfigFromMetadata& c) { return with(c, set_dense, "glm4"); }},
    {"glm4moe", set_glm4_moe},
    {"gpt-oss",
     [](ConfigFromMetadata& c) {
       c.copy("head_dim", "attention.key_length");
       set_experts(c, "intermediate_size");
       return std::string("gpt_oss");
     }},
    {"llama", set_llama},
    {"llama4", set_llama4},
    {"minimax-m2",
     [](ConfigFromMetadata& c) {
       c.copy("head_dim", "attention.key_length");
       set_experts(c, "intermediate_size");
       return std::string("minimax_m2");
     }},
    {"mistral3", [](ConfigFromMetadata& c) { return with(c, set_dense, "mistral"); }},
    {"phi3", [](ConfigFromMetadata& c) { return with(c, set_dense, "phi3"); }},
    {"qwen2", [](ConfigFromMetadata& c) { return with(c, set_dense, "qwen2"); }},
    {"qwen3", [](ConfigFromMetadata& c) { return with(c, set_dense, "qwen3"); }},
    {"qwen3moe",
     [](ConfigFromMetadata& c) {
       c.copy("head_dim", "attention.key_length");
       set_experts(c, "moe_intermediate_size");
       return std::string("qwen3_moe");
     }},
};

[[noreturn]] void refuse_architecture(const std::string& got, const std::string& name) {
  const std::vector<std::string> known = supported_gguf_architectures();
  Diagnostic d;
  d.where.file = name;
  d.field = "general.architecture";
  d.expected = fmt::format("one of {}", fmt::join(known, ", "));
  d.got = got.empty() ? "nothing" : rackrate::quoted(got);
  d.code = "unknown-architecture";
  d.hint = did_you_mean(got, known);
  if (d.hint.empty()) {
    d.hint = "name the config.json of the model, or a catalog model of the same size";
  }
  throw InputError(ExitCode::usage, std::move(d));
}

io::Node to_config(const GgufHeader& header, const std::string& name) {
  const std::string wanted = header.text("general.architecture");
  for (const Architecture& architecture : architectures) {
    if (architecture.name == wanted) {
      ConfigFromMetadata config(header);
      set_common(config);
      config.set("model_type", architecture.set(config));
      return config.take();
    }
  }
  refuse_architecture(wanted, name);
}

// The format whose mean rate over this model is nearest to what the file takes.
WeightFormat nearest_format(const Model& model, Bytes total) {
  const ParameterBreakdown counts = parameters(model);
  WeightFormat best = WeightFormat::bf16;
  double least = std::numeric_limits<double>::max();
  for (const WeightFormat format : all_weight_formats()) {
    if (!is_gguf(format) && format != WeightFormat::bf16 && format != WeightFormat::fp32 &&
        format != WeightFormat::mxfp4) {
      continue;
    }
    const double off = std::abs(std::log(stored_size(counts, usual_parts(format)) / total));
    if (off < least) {
      least = off;
      best = format;
    }
  }
  return best;
}

void take_tensors(const GgufHeader& header, const std::string& name, Model& model) {
  if (header.integer("split.count").value_or(1) > 1) {
    model.notes.push_back(
        "this is one part of a split GGUF: its weights are computed, not read from the header");
    return;
  }
  if (header.tensors.empty()) {
    return;
  }
  model.exact_weights = ExactWeights{header.tensor_bytes(), name};
  model.published_parameters = header.elements();
  model.native_format = nearest_format(model, header.tensor_bytes());
  model.native_parts = usual_parts(model.native_format);
  const auto formula = static_cast<double>(parameter_count(model));
  const auto held = static_cast<double>(header.elements());
  constexpr double tolerated = 0.01;
  if (std::abs(formula / held - 1) > tolerated) {
    model.notes.push_back(fmt::format(
        "the file holds {} parameters, its metadata describes {}: sizes in other formats are off "
        "by that much",
        format_count(held), format_count(formula)));
  }
}

}  // namespace

std::vector<std::string> supported_gguf_architectures() {
  std::vector<std::string> names;
  for (const Architecture& architecture : architectures) {
    names.emplace_back(architecture.name);
  }
  return names;
}

Model model_from_gguf(const GgufHeader& header, const std::string& name) {
  const io::Document document{io::Source::from_text(name, ""), to_config(header, name)};
  Diagnostics sink;
  Model model;
  model.id = std::filesystem::path(name).stem().string();
  const std::string title = header.text("general.name");
  model.name = title.empty() ? model.id : title;
  model.read_from = name;
  read_model_config(io::Fields(document, document.root, "metadata", sink), model);
  sink.throw_if_errors(ExitCode::usage);
  take_tensors(header, name, model);
  return model;
}

}  // namespace rackrate::catalog
