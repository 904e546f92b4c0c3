// SPDX-License-Identifier: Apache-2.0
// What a scenario file and --set change in a register.
#include "catalog/amount.hpp"
#include "catalog/profile.hpp"
#include "core/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rackrate::catalog {
namespace {

/// One setting on its way into the register, with what a message about it needs.
struct Setting {
  std::string id;
  Location where;
  std::string field;  ///< how messages call it: the id, or "--set id"
  Origin origin = Origin::scenario;
  std::string set_at;
};

Diagnostic fault(const Setting& s, std::string expected, std::string got, std::string code,
                 std::string hint) {
  Diagnostic d;
  d.where = s.where;
  d.field = s.field;
  d.expected = std::move(expected);
  d.got = std::move(got);
  d.code = std::move(code);
  d.hint = std::move(hint);
  return d;
}

std::vector<std::string> all_ids(const Register& assumptions) {
  std::vector<std::string> ids;
  for (const Assumption& a : assumptions.assumptions()) {
    ids.push_back(a.id);
  }
  for (const Choice& c : assumptions.choices()) {
    ids.push_back(c.id);
  }
  return ids;
}

bool is_choice(const Register& assumptions, std::string_view id) {
  const auto& choices = assumptions.choices();
  return std::any_of(choices.begin(), choices.end(), [&](const Choice& c) { return c.id == id; });
}

Diagnostic unknown_key(const Register& assumptions, const Setting& s) {
  const std::vector<std::string> ids = all_ids(assumptions);
  const std::string near = did_you_mean(s.id, ids);
  return fault(s, "an id of the assumption register, e.g. people.engineers", quoted(s.id),
               "unknown-key",
               near.empty() ? "every id is listed under 'assumptions' in plan --json" : near);
}

void choose(Register& assumptions, const Setting& s, const std::string& text, Diagnostics& sink) {
  const Choice& c = assumptions.choice(s.id);
  if (!c.options.empty() &&
      std::find(c.options.begin(), c.options.end(), text) == c.options.end()) {
    const std::string near = did_you_mean(text, c.options);
    sink.add(fault(s, fmt::format("one of {}", fmt::join(c.options, ", ")), quoted(text),
                   "bad-choice",
                   near.empty() ? fmt::format("write {} = \"{}\"", s.id, c.options[0]) : near));
    return;
  }
  assumptions.choose(s.id, text, s.origin, s.set_at);
}

// The amount, or nothing and a fault.
std::optional<double> amount(const Assumption& a, const Setting& s, std::optional<double> number,
                             const std::string& got, Diagnostics& sink) {
  const std::string example = amount_example(a.known() ? a.value : 1, a.unit);
  if (!number) {
    sink.add(fault(s, fmt::format("a number in {}, e.g. \"{}\"", a.unit, example), got,
                   "wrong-unit", fmt::format("write {} = \"{}\"", s.id, example)));
    return std::nullopt;
  }
  if (const std::optional<std::string> expected = amount_fault(*number, a.unit)) {
    sink.add(fault(s, *expected, got, "out-of-range", fmt::format("{}: {}", s.id, a.what)));
    return std::nullopt;
  }
  if (a.least && *number < *a.least) {
    sink.add(fault(s, fmt::format("a number >= {}", *a.least), got, "out-of-range",
                   fmt::format("{}: {}", s.id, a.what)));
    return std::nullopt;
  }
  return number;
}

std::optional<double> number_of(const io::Node& node, std::string_view unit) {
  if (const std::int64_t* const whole = node.integer()) {
    return static_cast<double>(*whole);
  }
  if (const double* const real = node.real()) {
    return *real;
  }
  return node.text() != nullptr ? parse_amount(*node.text(), unit) : std::nullopt;
}

/// Walks a scenario's tables.
class Scenario {
 public:
  Scenario(Register& assumptions, const io::Document& document, Diagnostics& sink)
      : register_(&assumptions), document_(&document), sink_(&sink) {}

  void table(const io::Node& node, const std::string& prefix,
             const std::vector<std::string>& others) {
    for (const io::Member& member : *node.object()) {
      const std::string id = prefix + member.key;
      const bool mine = std::find(others.begin(), others.end(), id) == others.end();
      if (mine && !register_->has(id) && is_group(id) && member.value.object() != nullptr) {
        table(member.value, id + ".", others);
      } else if (mine) {
        entry(member, id);
      }
    }
  }

 private:
  bool is_group(const std::string& id) const {
    const std::vector<std::string> ids = all_ids(*register_);
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& known) {
      return known.size() > id.size() && known.compare(0, id.size(), id) == 0 &&
             known[id.size()] == '.';
    });
  }

  Setting setting(const std::string& id, std::size_t offset) const {
    Setting s;
    s.id = id;
    s.where = document_->source.locate(offset);
    s.field = id;
    s.set_at = fmt::format("{}:{}", s.where.file, s.where.line);
    return s;
  }

  void entry(const io::Member& member, const std::string& id) {
    if (!register_->has(id)) {
      sink_->add(unknown_key(*register_, setting(id, member.key_offset)));
      return;
    }
    const Setting s = setting(id, member.value.offset);
    if (is_choice(*register_, id)) {
      if (member.value.text() == nullptr) {
        sink_->add(fault(s, "text", io::shown(member.value), "wrong-kind", "write it in quotes"));
        return;
      }
      choose(*register_, s, *member.value.text(), *sink_);
    } else if (member.value.object() != nullptr) {
      ranged(member.value, s);
    } else {
      number(member.value, s);
    }
  }

  std::optional<double> part(const io::Node& node, const Setting& s) {
    const Assumption& a = register_->assumption(s.id);
    return amount(a, s, number_of(node, a.unit), io::shown(node), *sink_);
  }

  void number(const io::Node& node, const Setting& s) {
    const bool unset = node.text() != nullptr && *node.text() == "unknown";
    if (unset && !register_->assumption(s.id).known()) {
      return;
    }
    if (const std::optional<double> value = part(node, s)) {
      register_->set(s.id, *value, s.origin, s.set_at);
    }
  }

  // { value, low, high }: a range of the user's own.
  void ranged(const io::Node& node, const Setting& s) {
    std::optional<double> parts[3];
    constexpr std::string_view keys[3] = {"value", "low", "high"};
    for (const io::Member& member : *node.object()) {
      const auto* const key = std::find(std::begin(keys), std::end(keys), member.key);
      if (key == std::end(keys)) {
        sink_->add(fault(setting(s.id + "." + member.key, member.key_offset), "value, low or high",
                         quoted(member.key), "unknown-key",
                         fmt::format("write {} = {{ value = 1, low = 0.5, high = 2 }}", s.id)));
        return;
      }
      parts[key - std::begin(keys)] = part(member.value, setting(s.id, member.value.offset));
    }
    const Assumption& a = register_->assumption(s.id);
    if (!parts[0] && !a.known()) {
      sink_->add(fault(s, "a value beside low and high", "no value", "missing-key", "add 'value'"));
      return;
    }
    const double value = parts[0].value_or(a.value);
    const double low = parts[1].value_or(std::min(a.known() ? a.low : value, value));
    const double high = parts[2].value_or(std::max(a.known() ? a.high : value, value));
    if (!(low <= value && value <= high)) {
      sink_->add(fault(s, "low <= value <= high", fmt::format("{} {} {}", low, value, high),
                       "out-of-range", "widen the range"));
      return;
    }
    register_->set(s.id, value, s.origin, s.set_at);
    register_->set_range(s.id, low, high);
  }

  Register* register_;
  const io::Document* document_;
  Diagnostics* sink_;
};

}  // namespace

void apply_scenario(Register& assumptions, const io::Document& scenario,
                    const std::vector<std::string>& others) {
  Diagnostics sink;
  Scenario(assumptions, scenario, sink).table(scenario.root, "", others);
  sink.throw_if_errors(ExitCode::usage);
}

void apply_setting(Register& assumptions, std::string_view setting) {
  const std::size_t equals = setting.find('=');
  Setting s;
  s.id = std::string(setting.substr(0, equals));
  s.field = "--set";
  s.origin = Origin::flag;
  s.set_at = "--set " + std::string(setting);
  Diagnostics sink;
  if (equals == std::string_view::npos) {
    sink.add(fault(s, "id=value, e.g. people.engineers=0.5", quoted(setting), "bad-setting",
                   "put '=' between the id and the value"));
  } else if (!assumptions.has(s.id)) {
    sink.add(unknown_key(assumptions, s));
  } else if (const std::string text(setting.substr(equals + 1)); is_choice(assumptions, s.id)) {
    choose(assumptions, s, text, sink);
  } else {
    const Assumption& a = assumptions.assumption(s.id);
    const std::optional<double> number = parse_amount(text, a.unit);
    if (const std::optional<double> value = amount(a, s, number, quoted(text), sink)) {
      assumptions.set(s.id, *value, s.origin, s.set_at);
    }
  }
  sink.throw_if_errors(ExitCode::usage);
}

}  // namespace rackrate::catalog
