// SPDX-License-Identifier: Apache-2.0
#include "catalog/profile.hpp"

#include "catalog/embedded.hpp"
#include "core/spelling.hpp"
#include "io/fields.hpp"
#include "io/toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace rackrate::catalog {
namespace {

namespace fs = std::filesystem;

constexpr int longest_chain = 8;  // of profiles that extend each other

std::optional<io::Document> open_profile(std::string_view name,
                                         const std::optional<fs::path>& overlay) {
  const std::string file = fmt::format("profiles/{}.toml", name);
  if (overlay && fs::exists(*overlay / file)) {
    return io::parse_toml(io::Source::open(*overlay / file, ExitCode::usage));
  }
  if (const std::optional<std::string_view> text = embedded_file(file)) {
    return io::parse_toml(io::Source::from_static(file, *text));
  }
  return std::nullopt;
}

bool is_entry(const io::Node& node) {
  const auto holds = [&](std::string_view key) {
    const io::Node* const found = node.find(key);
    return found != nullptr && found->object() == nullptr;
  };
  return holds("value") || holds("choice");
}

/// Adds one profile file's entries to a register, or replaces those it has already.
class Reader {
 public:
  Reader(const io::Document& document, Register& assumptions, Diagnostics& sink)
      : document_(&document), register_(&assumptions), sink_(&sink) {}

  void table(const io::Node& node, const std::string& prefix) {
    for (const io::Member& member : *node.object()) {
      const std::string id = prefix + member.key;
      if (prefix.empty() && member.key == "extends") {
        continue;
      }
      if (member.value.object() != nullptr && !is_entry(member.value)) {
        table(member.value, id + ".");
        continue;
      }
      entry(member.value, id);
    }
  }

 private:
  void entry(const io::Node& node, const std::string& id) {
    io::Fields fields(*document_, node, id, *sink_);
    if (fields.has("choice")) {
      choice(fields, id);
    } else {
      number(fields, id);
    }
    fields.refuse_unknown();
  }

  void choice(io::Fields& fields, const std::string& id) {
    const bool known = register_->has(id);
    Choice c = known ? register_->choice(id) : Choice{};
    c.id = id;
    c.value = fields.text("choice");
    c.options = fields.has("options") ? fields.texts("options") : c.options;
    c.what = fields.has("what") ? fields.text("what") : c.what;
    if (!c.options.empty() &&
        std::find(c.options.begin(), c.options.end(), c.value) == c.options.end()) {
      fields.fault("choice", fmt::format("one of {}", fmt::join(c.options, ", ")),
                   rackrate::quoted(c.value), "bad-choice", "use one of the options");
    }
    if (known) {
      register_->choose(id, c.value, Origin::profile, {});
    } else {
      register_->add(std::move(c));
    }
  }

  void number(io::Fields& fields, const std::string& id) {
    Assumption a = register_->has(id) ? register_->assumption(id) : Assumption{};
    a.id = id;
    const io::Node* const value = fields.node("value");
    const bool unknown =
        value != nullptr && value->text() != nullptr && *value->text() == "unknown";
    if (unknown) {
      a.value = a.low = a.high = std::numeric_limits<double>::quiet_NaN();
    } else {
      constexpr double lowest = std::numeric_limits<double>::lowest();
      a.value = fields.number("value", lowest);
      a.low = fields.number("low", lowest);
      a.high = fields.number("high", lowest);
      if (!(a.low <= a.value && a.value <= a.high)) {
        fields.fault("value", fmt::format("a value from low to high ({} to {})", a.low, a.high),
                     fmt::format("{}", a.value), "out-of-range", "widen the range");
      }
    }
    if (fields.has("min")) {
      a.least = fields.number("min", std::numeric_limits<double>::lowest());
    }
    a.unit = a.unit.empty() || fields.has("unit") ? fields.text("unit") : a.unit;
    a.what = a.what.empty() || fields.has("what") ? fields.text("what") : a.what;
    a.provenance = {fields.text("source"), fields.date("as_of"), confidence(fields)};
    register_->put(std::move(a));
  }

  static Confidence confidence(io::Fields& fields) {
    const std::string text = fields.text("confidence");
    for (const Confidence c : {Confidence::high, Confidence::medium, Confidence::low}) {
      if (text == name(c)) {
        return c;
      }
    }
    fields.fault("confidence", "high, medium or low", quoted(text), "bad-choice",
                 "use one of them");
    return Confidence::low;
  }

  const io::Document* document_;
  Register* register_;
  Diagnostics* sink_;
};

[[noreturn]] void unknown_profile(std::string_view name, const std::optional<fs::path>& overlay) {
  const std::vector<std::string> known = profile_names(overlay);
  const std::string near = did_you_mean(name, known);
  Diagnostic d;
  d.field = "--profile";
  d.expected = "the name of a profile";
  d.got = quoted(name);
  d.code = "unknown-profile";
  d.hint = near.empty() ? fmt::format("there are {}", fmt::join(known, ", ")) : near;
  throw InputError(ExitCode::usage, std::move(d));
}

}  // namespace

std::vector<std::string> profile_names(const std::optional<fs::path>& overlay) {
  constexpr std::string_view folder = "profiles/";
  std::vector<std::string> names;
  for (const std::string_view file : embedded_names()) {
    if (file.substr(0, folder.size()) == folder) {
      names.push_back(fs::path(file).stem().string());
    }
  }
  if (overlay && fs::is_directory(*overlay / "profiles")) {
    for (const fs::directory_entry& file : fs::directory_iterator(*overlay / "profiles")) {
      if (file.path().extension() == ".toml") {
        names.push_back(file.path().stem().string());
      }
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::stable_partition(names.begin(), names.end(),
                        [](const std::string& name) { return name == "default"; });
  return names;
}

Register load_profile(std::string_view name, const std::optional<fs::path>& overlay) {
  std::vector<io::Document> chain;  // the profile itself first
  std::string wanted(name);
  Diagnostics sink;
  for (int i = 0; i < longest_chain && !wanted.empty(); ++i) {
    std::optional<io::Document> document = open_profile(wanted, overlay);
    if (!document) {
      unknown_profile(wanted, overlay);
    }
    chain.push_back(std::move(*document));
    const io::Node* const base = chain.back().root.find("extends");
    wanted = base != nullptr && base->text() != nullptr ? *base->text() : "";
  }
  Register out;
  for (auto document = chain.rbegin(); document != chain.rend(); ++document) {
    Reader(*document, out, sink).table(document->root, "");
  }
  sink.throw_if_errors(ExitCode::usage);
  return out;
}

}  // namespace rackrate::catalog
