// SPDX-License-Identifier: Apache-2.0
#include "catalog/engine.hpp"

#include "catalog/choices.hpp"
#include "catalog/fields_choice.hpp"
#include "catalog/name_key.hpp"
#include "core/spelling.hpp"
#include "io/fields.hpp"
#include "io/toml.hpp"

#include <algorithm>
#include <utility>

namespace rackrate::catalog {
namespace {

constexpr Choices<Batching, 2> batchings{
    {{"continuous", Batching::continuous}, {"slots", Batching::slots}}};
constexpr Choices<MemoryModel, 4> memory_models{{{"share_of_total", MemoryModel::share_of_total},
                                                 {"share_of_free", MemoryModel::share_of_free},
                                                 {"reserve", MemoryModel::reserve},
                                                 {"fixed_context", MemoryModel::fixed_context}}};
constexpr Choices<OperationsEffort, 3> efforts{{{"low", OperationsEffort::low},
                                                {"medium", OperationsEffort::medium},
                                                {"high", OperationsEffort::high}}};

template <class Value, class Wanted>
bool holds(const std::vector<Value>& values, const Wanted& wanted) {
  return std::find(values.begin(), values.end(), wanted) != values.end();
}

// "gguf" stands for every GGUF format and "int4" for every 4-bit integer grouping.
std::vector<WeightFormat> formats_named(std::string_view text) {
  std::vector<WeightFormat> formats;
  for (const WeightFormat format : all_weight_formats()) {
    const std::string_view spelling = name(format);
    if ((text == "gguf" && is_gguf(format)) || (text == "int4" && spelling.starts_with("int4_")) ||
        spelling == text) {
      formats.push_back(format);
    }
  }
  return formats;
}

std::vector<WeightFormat> read_formats(io::Fields& fields, std::string_view key) {
  std::vector<WeightFormat> all;
  for (const std::string& text : fields.texts(key)) {
    const std::vector<WeightFormat> formats = formats_named(text);
    if (formats.empty()) {
      const std::string meant = did_you_mean(text, weight_format_names());
      fields.fault(key, "weight formats, 'int4' or 'gguf'", rackrate::quoted(text),
                   "unknown-format", meant.empty() ? "write e.g. \"bf16\"" : meant);
    }
    all.insert(all.end(), formats.begin(), formats.end());
  }
  return all;
}

LimitRule read_limits(io::Fields& fields) {
  LimitRule rule;
  rule.memory_from = Bytes::gib(fields.number("memory_from_gib", 0, 1e4));
  rule.except_architectures = fields.texts("except_architectures");
  rule.limits.max_num_seqs = static_cast<int>(fields.integer("max_num_seqs", 1, 1'000'000));
  rule.limits.max_num_batched_tokens =
      Tokens::count(static_cast<double>(fields.integer("max_num_batched_tokens", 1, 100'000'000)));
  fields.refuse_unknown();
  return rule;
}

Support read_support(io::Fields& fields) {
  Support support;
  support.vendor = fields.text("vendor");
  support.architectures = fields.texts("architectures");
  support.formats = read_formats(fields, "weight_formats");
  support.weight_only = read_formats(fields, "weight_only_formats");
  for (const WeightFormat format : support.weight_only) {
    if (!holds(support.formats, format)) {
      fields.fault("weight_only_formats", "formats that weight_formats lists too",
                   quoted(name(format)), "bad-value", "add it to weight_formats");
    }
  }
  fields.refuse_unknown();
  return support;
}

void read_throughput(io::Fields& fields, Engine& engine) {
  if (auto factor = fields.object("throughput_vs_vllm")) {
    const double value = factor->number("value", 0.01, 100);
    engine.throughput_vs_vllm =
        Estimate<double>{value, factor->number("low", 0.01, value), factor->number("high", value)};
    factor->refuse_unknown();
    engine.throughput_source = fields.text("throughput_source");
  }
}

Engine read_engine(io::Fields& fields) {
  Engine engine;
  engine.id = fields.text("id");
  engine.name = fields.text("name");
  engine.aliases = fields.texts("aliases");
  engine.versions = fields.text("versions");
  engine.licence = fields.text("licence");
  engine.effort = read_choice(fields, "operations_effort", efforts);
  engine.best_for = fields.text("best_for");
  engine.batching = read_choice(fields, "batching", batchings);
  engine.memory_model = read_choice(fields, "memory_model", memory_models);
  engine.memory_utilisation_fraction = fields.maybe_number("memory_utilisation_fraction", 0.01, 1);
  engine.memory_note = fields.maybe_text("memory_note").value_or("");
  engine.kv_block_tokens = static_cast<int>(fields.integer("kv_block_tokens", 1, 4096));
  read_throughput(fields, engine);
  for (io::Fields& rule : fields.objects("limits")) {
    engine.limit_rules.push_back(read_limits(rule));
  }
  if (engine.limit_rules.empty() || engine.limit_rules.back().memory_from > Bytes::zero()) {
    fields.fault("limits", "a last entry with memory_from_gib = 0", "none", "missing-key",
                 "add [[engine.limits]] with memory_from_gib = 0");
  }
  for (io::Fields& support : fields.objects("runs_on")) {
    engine.support.push_back(read_support(support));
  }
  engine.provenance = {fields.text("source"), fields.date("as_of"), Confidence::medium};
  fields.refuse_unknown();
  return engine;
}

const Support* support_for(const Engine& engine, const Accelerator& gpu) {
  const auto found =
      std::find_if(engine.support.begin(), engine.support.end(), [&gpu](const Support& support) {
        return support.vendor == gpu.vendor && holds(support.architectures, gpu.architecture);
      });
  return found == engine.support.end() ? nullptr : &*found;
}

}  // namespace

BatchLimits Engine::default_limits(const Accelerator& gpu) const {
  for (const LimitRule& rule : limit_rules) {
    if (gpu.memory_visible >= rule.memory_from &&
        !holds(rule.except_architectures, gpu.architecture)) {
      return rule.limits;
    }
  }
  check(false, "an engine without default limits");
  return {};
}

FormatSupport Engine::supports(WeightFormat format, const Accelerator& gpu) const {
  const Support* const here = support_for(*this, gpu);
  if (here == nullptr || !holds(here->formats, format)) {
    return FormatSupport::none;
  }
  return holds(here->weight_only, format) ? FormatSupport::weight_only : FormatSupport::native;
}

bool Engine::runs_on(const Accelerator& gpu) const { return support_for(*this, gpu) != nullptr; }

std::string_view name(Batching batching) { return spelling_of(batchings, batching); }
std::string_view name(MemoryModel model) { return spelling_of(memory_models, model); }
std::string_view name(OperationsEffort effort) { return spelling_of(efforts, effort); }

std::vector<Engine> load_engines(const io::Source& source) {
  const io::Document document = io::parse_toml(source);
  Diagnostics sink;
  io::Fields root(document, document.root, "", sink);
  std::vector<Engine> all;
  for (io::Fields& fields : root.objects("engine")) {
    all.push_back(read_engine(fields));
  }
  root.refuse_unknown();
  sink.throw_if_errors(ExitCode::usage);
  return all;
}

const Engine* find_engine(const std::vector<Engine>& all, std::string_view text) {
  const std::string wanted = name_key(text);
  const auto matches = [&wanted](std::string_view spelling) {
    return name_key(spelling) == wanted;
  };
  const auto found = std::find_if(all.begin(), all.end(), [&matches](const Engine& engine) {
    return matches(engine.id) || matches(engine.name) ||
           std::any_of(engine.aliases.begin(), engine.aliases.end(), matches);
  });
  return found == all.end() ? nullptr : &*found;
}

const Engine& require_engine(const std::vector<Engine>& all, std::string_view text,
                             std::string_view field) {
  if (const Engine* const found = find_engine(all, text)) {
    return *found;
  }
  std::vector<std::string> ids;
  std::string known = "known:";
  for (const Engine& engine : all) {
    ids.push_back(engine.id);
    known += (ids.size() == 1 ? " " : ", ") + engine.id;
  }
  Diagnostic d;
  d.field = field;
  d.expected = "a serving engine, e.g. 'vllm'";
  d.got = rackrate::quoted(text);
  d.code = "unknown-engine";
  d.hint = did_you_mean(text, ids);
  if (d.hint.empty()) {
    d.hint = known;
  }
  throw InputError(ExitCode::usage, std::move(d));
}

}  // namespace rackrate::catalog
