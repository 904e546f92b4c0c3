// SPDX-License-Identifier: Apache-2.0
#include "catalog/model_catalog.hpp"

#include "catalog/model_config.hpp"
#include "core/spelling.hpp"
#include "io/fields.hpp"
#include "io/toml.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>

namespace rackrate::catalog {
namespace {

constexpr std::array classes{ModelClass::small, ModelClass::medium, ModelClass::large,
                             ModelClass::reasoning};
constexpr std::array confidences{Confidence::high, Confidence::medium, Confidence::low};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

template <class Choices>
auto read_choice(io::Fields& row, std::string_view key, const Choices& choices,
                 const std::string& expected) {
  const std::string text = row.text(key);
  for (const auto choice : choices) {
    if (text == name(choice)) {
      return choice;
    }
  }
  if (!text.empty()) {
    row.fault(key, expected, rackrate::quoted(text), "bad-value");
  }
  return choices.front();
}

std::string read_month(io::Fields& row) {
  const std::string month = row.text("released");
  if (!month.empty() && !parse_date(month + "-01")) {
    row.fault("released", "a month, e.g. \"2025-08\"", rackrate::quoted(month), "bad-date");
  }
  return month;
}

// Keys that the family did not ask for would be dead facts.
void read_architecture(io::Fields& row, Model& model) {
  auto config = row.object("config");
  if (!config) {
    row.fault("config", "an object with the keys of config.json", "nothing", "missing-key",
              "add [model.config] below the row");
    return;
  }
  read_model_config(*config, model);
}

Model read_model(io::Fields& row) {
  Model model;
  model.id = row.text("id");
  model.name = row.text("name");
  model.aliases = row.texts("aliases");
  model.hugging_face = row.text("hugging_face");
  model.licence = row.text("licence");
  model.released = read_month(row);
  model.model_class = read_choice(row, "class", classes, "small, medium, large or reasoning");
  constexpr std::int64_t most = std::int64_t{1} << 50;
  model.published_parameters = row.maybe_integer("parameters", 1, most);
  model.published_active_parameters = row.maybe_integer("active_parameters", 1, most);
  model.multimodal = row.flag("multimodal", false);
  model.vision_parameters = row.maybe_integer("vision_parameters", 1, most);
  model.notes = row.texts("notes");
  model.provenance = Provenance{row.text("source"), row.date("as_of"),
                                read_choice(row, "confidence", confidences, "high, medium or low")};
  read_architecture(row, model);
  row.refuse_unknown();
  return model;
}

// Every name of a model in lower case. The same name twice would make look-ups depend on order.
void refuse_shared_names(io::Fields& row, const Model& model,
                         std::map<std::string, std::string>& owners) {
  std::vector<std::string> names = model.aliases;
  names.push_back(model.id);
  names.push_back(model.hugging_face);
  for (const std::string& each : names) {
    const auto [owner, fresh] = owners.emplace(lower(each), model.id);
    if (!fresh && (owner->second != model.id || each == model.id)) {
      row.fault("aliases", "names that no other model has",
                rackrate::quoted(each) + ", which is " + rackrate::quoted(owner->second),
                "duplicate-id");
    }
  }
}

// Words that say how a model is served or tuned, not which model it is.
constexpr std::array<std::string_view, 27> dressing{
    "instruct", "it",   "chat",    "hf",    "fp8",  "fp16",      "bf16",      "fp4",   "nvfp4",
    "mxfp4",    "int4", "int8",    "awq",   "gptq", "gguf",      "turbo",     "tput",  "maas",
    "instant",  "free", "dynamic", "basic", "tee",  "versatile", "quantized", "w4a16", "w8a8"};

bool is_dressing(std::string_view word) {
  return std::find(dressing.begin(), dressing.end(), word) != dressing.end();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Hosts that may not use a dot write v3p1 for 3.1.
std::string with_dots(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool between =
        i > 0 && i + 1 < word.size() && is_digit(word[i - 1]) && is_digit(word[i + 1]);
    out += word[i] == 'p' && between ? '.' : word[i];
  }
  const bool version = out.size() > 1 && out[0] == 'v' && is_digit(out[1]);
  return version ? out.substr(1) : out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == '-' || c == '_' || c == ' ' || c == ':') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

// All names of all models under their bare form, and the models they stand for.
std::multimap<std::string, const Model*> bare_names(const std::vector<Model>& models) {
  std::multimap<std::string, const Model*> names;
  for (const Model& model : models) {
    names.emplace(bare_model_name(model.id), &model);
    names.emplace(bare_model_name(model.hugging_face), &model);
    for (const std::string& alias : model.aliases) {
      names.emplace(bare_model_name(alias), &model);
    }
  }
  return names;
}

const Model* find_exact(const std::vector<Model>& models, std::string_view text) {
  const std::string wanted = lower(text);
  for (const Model& model : models) {
    const bool alias = std::any_of(model.aliases.begin(), model.aliases.end(),
                                   [&](const std::string& each) { return lower(each) == wanted; });
    if (alias || lower(model.id) == wanted || lower(model.hugging_face) == wanted ||
        lower(model.name) == wanted) {
      return &model;
    }
  }
  return nullptr;
}

}  // namespace

std::string bare_model_name(std::string_view text) {
  const std::string wanted = lower(text);
  const std::size_t slash = wanted.find_last_of('/');
  std::string out;
  for (const std::string& word :
       words_of(std::string_view(wanted).substr(slash == std::string::npos ? 0 : slash + 1))) {
    const std::string plain = with_dots(word);
    const bool publisher = out.empty() && plain == "meta";
    if (!plain.empty() && !publisher && !is_dressing(plain)) {
      out += (out.empty() ? "" : "-") + plain;
    }
  }
  return out;
}

std::vector<Model> load_models(const io::Source& source) {
  const io::Document document = io::parse_toml(source);
  Diagnostics sink;
  io::Fields root(document, document.root, "", sink);
  std::vector<Model> models;
  std::map<std::string, std::string> owners;
  for (io::Fields& row : root.objects("model")) {
    models.push_back(read_model(row));
    refuse_shared_names(row, models.back(), owners);
  }
  root.refuse_unknown();
  sink.throw_if_errors(ExitCode::usage);
  return models;
}

const Model* find_model(const std::vector<Model>& models, std::string_view text) {
  if (const Model* exact = find_exact(models, text)) {
    return exact;
  }
  const auto names = bare_names(models);
  const auto [first, last] = names.equal_range(bare_model_name(text));
  const Model* found = nullptr;
  for (auto at = first; at != last; ++at) {
    if (found != nullptr && found != at->second) {
      return nullptr;
    }
    found = at->second;
  }
  return found;
}

const Model& require_model(const std::vector<Model>& models, std::string_view text,
                           std::string_view field) {
  if (const Model* found = find_model(models, text)) {
    return *found;
  }
  std::vector<std::string> ids;
  for (const Model& model : models) {
    ids.push_back(model.id);
  }
  Diagnostic d;
  d.field = std::string(field);
  d.expected = "a model in the catalog, a config.json, a folder that holds one, or a .gguf file";
  d.got = rackrate::quoted(text);
  d.code = "unknown-model";
  d.hint = did_you_mean(text, ids);
  if (d.hint.empty()) {
    d.hint = did_you_mean(bare_model_name(text), ids);
  }
  if (d.hint.empty()) {
    d.hint = "known are, among others, llama-3.3-70b, qwen3-32b, gpt-oss-120b and deepseek-v3.2";
  }
  throw InputError(ExitCode::usage, std::move(d));
}

}  // namespace rackrate::catalog
