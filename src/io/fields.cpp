// SPDX-License-Identifier: Apache-2.0
#include "io/fields.hpp"

#include "core/spelling.hpp"
#include "io/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace rackrate::io {
namespace {

const Node nothing{Node::Object{}, 0};

template <class Number>
std::string range(std::string_view kind, Number low, Number high) {
  const bool open_below = low == std::numeric_limits<Number>::lowest();
  const bool open_above = high == std::numeric_limits<Number>::max();
  if (open_below && open_above) {
    return std::string(kind);
  }
  if (open_above) {
    return fmt::format("{} >= {}", kind, low);
  }
  if (open_below) {
    return fmt::format("{} <= {}", kind, high);
  }
  return fmt::format("{} from {} to {}", kind, low, high);
}

std::string joined(const std::string& path, std::string_view key) {
  if (path.empty() || key.empty()) {
    return path.empty() ? std::string(key) : path;
  }
  return fmt::format("{}.{}", path, key);
}

std::string member_path(const std::string& path, const Member& member) {
  return joined(path, member.key.empty() ? "''" : member.key);
}

// Text that holds just a number was meant as one.
std::string kind_hint(std::string_view key, const Node& node, std::string_view expected) {
  if (node.text() != nullptr && parse_number(*node.text()) &&
      expected.find("number") != std::string_view::npos) {
    return fmt::format("write {} without quotes", *node.text());
  }
  if (expected.substr(0, 4) == "text" && node.text() == nullptr && node.array() == nullptr &&
      node.object() == nullptr) {
    return fmt::format("write it in quotes: \"{}\"", shown(node).substr(1, shown(node).size() - 2));
  }
  return fmt::format("give '{}' {}", key, expected);
}

std::string got_kind(const Node& node) {
  return node.text() != nullptr ? fmt::format("the text {}", shown(node)) : shown(node);
}

}  // namespace

Fields::Fields(const Document& document, const Node& node, std::string path, Diagnostics& sink)
    : document_(&document), node_(&node), path_(std::move(path)), sink_(&sink) {
  const Node::Object* const members = node.object();
  if (members == nullptr) {
    fault({}, "an object with named values", got_kind(node), "wrong-kind",
          "put the values under names, e.g. { name = value }");
    node_ = &nothing;
    return;
  }
  std::set<std::string_view> seen;
  for (const Member& member : *members) {
    if (!seen.insert(member.key).second) {
      Diagnostic d;
      d.where = document.source.locate(member.key_offset);
      d.field = member_path(path_, member);
      d.expected = "each key once";
      d.got = quoted(member.key) + " again";
      d.code = "duplicate-key";
      d.hint = "keep one of them";
      sink.add(std::move(d));
    }
  }
}

bool Fields::has(std::string_view key) const {
  const Node* const found = node_->find(key);
  return found != nullptr && !found->is_null();
}

const Node* Fields::node(std::string_view key) {
  read_.emplace(key);
  return node_->find(key);
}

// The member, or null where there is none or it is null; that is a fault if it is required.
const Node* Fields::take(std::string_view key, bool required, std::string_view expected) {
  const Node* const found = node(key);
  if (found != nullptr && !found->is_null()) {
    return found;
  }
  if (required) {
    fault(key, std::string(expected), found != nullptr ? "null" : "nothing", "missing-key",
          fmt::format("add '{}'", key));
  }
  return nullptr;
}

std::string Fields::text(std::string_view key) {
  return take(key, true, "text") != nullptr ? maybe_text(key).value_or("") : "";
}

std::optional<std::string> Fields::maybe_text(std::string_view key) {
  const Node* const found = take(key, false, "text");
  if (found == nullptr) {
    return std::nullopt;
  }
  if (found->text() == nullptr) {
    fault(key, "text", got_kind(*found), "wrong-kind", kind_hint(key, *found, "text"));
    return std::nullopt;
  }
  return *found->text();
}

std::vector<std::string> Fields::texts(std::string_view key) {
  const Node* const found = take(key, false, "a list of texts");
  std::vector<std::string> out;
  if (found == nullptr) {
    return out;
  }
  const Node::Array* const elements = found->array();
  const bool all_text = elements != nullptr &&
                        std::all_of(elements->begin(), elements->end(),
                                    [](const Node& element) { return element.text() != nullptr; });
  if (!all_text) {
    fault(key, "a list of texts, e.g. [\"a\", \"b\"]",
          elements != nullptr ? "a list with something else in it" : got_kind(*found), "wrong-kind",
          fmt::format("put every entry of '{}' in quotes, between [ and ]", key));
    return out;
  }
  for (const Node& element : *elements) {
    out.push_back(*element.text());
  }
  return out;
}

std::int64_t Fields::integer(std::string_view key, std::int64_t low, std::int64_t high) {
  const bool present = take(key, true, range("a whole number", low, high)) != nullptr;
  return present ? maybe_integer(key, low, high).value_or(low) : low;
}

std::optional<std::int64_t> Fields::maybe_integer(std::string_view key, std::int64_t low,
                                                  std::int64_t high) {
  const std::string expected = range("a whole number", low, high);
  const Node* const found = take(key, false, expected);
  if (found == nullptr) {
    return std::nullopt;
  }
  const std::int64_t* const value = found->integer();
  if (value == nullptr) {
    fault(key, expected, got_kind(*found), "wrong-kind", kind_hint(key, *found, expected));
    return std::nullopt;
  }
  if (*value < low || *value > high) {
    fault(key, expected, shown(*found), "out-of-range", fmt::format("give '{}' {}", key, expected));
    return std::nullopt;
  }
  return *value;
}

double Fields::number(std::string_view key, double low, double high) {
  const bool present = take(key, true, range("a number", low, high)) != nullptr;
  return present ? maybe_number(key, low, high).value_or(low) : low;
}

std::optional<double> Fields::maybe_number(std::string_view key, double low, double high) {
  const std::string expected = range("a number", low, high);
  const Node* const found = take(key, false, expected);
  if (found == nullptr) {
    return std::nullopt;
  }
  if (found->real() == nullptr && found->integer() == nullptr) {
    fault(key, expected, got_kind(*found), "wrong-kind", kind_hint(key, *found, expected));
    return std::nullopt;
  }
  const double value =
      found->real() != nullptr ? *found->real() : static_cast<double>(*found->integer());
  if (!std::isfinite(value) || value < low || value > high) {
    fault(key, expected, shown(*found), "out-of-range", fmt::format("give '{}' {}", key, expected));
    return std::nullopt;
  }
  return value;
}

bool Fields::flag(std::string_view key, bool otherwise) {
  const Node* const found = take(key, false, "true or false");
  if (found == nullptr) {
    return otherwise;
  }
  const bool* const value = std::get_if<bool>(&found->value);
  if (value == nullptr) {
    fault(key, "true or false", got_kind(*found), "wrong-kind",
          fmt::format("write true or false for '{}', without quotes", key));
    return otherwise;
  }
  return *value;
}

Date Fields::date(std::string_view key) {
  const std::string expected = "a date, e.g. 2026-03-01";
  const Node* const found = take(key, true, expected);
  if (found == nullptr) {
    return Date{};
  }
  if (const Date* const date = std::get_if<Date>(&found->value)) {
    return *date;
  }
  const auto date = found->text() != nullptr ? parse_date(*found->text()) : std::nullopt;
  if (!date) {
    fault(key, expected, shown(*found), "bad-date", "write year-month-day, a day that exists");
  }
  return date.value_or(Date{});
}

std::optional<Fields> Fields::object(std::string_view key) {
  const Node* const found = take(key, false, "an object");
  if (found == nullptr) {
    return std::nullopt;
  }
  return Fields(*document_, *found, joined(path_, key), *sink_);
}

std::vector<Fields> Fields::objects(std::string_view key) {
  const Node* const found = take(key, false, "a list of objects");
  std::vector<Fields> out;
  if (found == nullptr) {
    return out;
  }
  if (found->array() == nullptr) {
    fault(key, "a list of objects", got_kind(*found), "wrong-kind",
          fmt::format("make '{}' a list, e.g. [[{}]] in TOML", key, key));
    return out;
  }
  for (const Node& element : *found->array()) {
    const std::string path = fmt::format("{}[{}]", joined(path_, key), out.size());
    out.push_back(Fields(*document_, element, path, *sink_));
  }
  return out;
}

void Fields::refuse_unknown() {
  if (node_->object() == nullptr) {
    return;
  }
  const std::vector<std::string> known(read_.begin(), read_.end());
  for (const Member& member : *node_->object()) {
    if (read_.contains(member.key)) {
      continue;
    }
    std::string hint = did_you_mean(member.key, known);
    if (hint.empty()) {
      hint = known.empty() ? "remove it"
                           : fmt::format("remove it; known here: {}", fmt::join(known, ", "));
    }
    Diagnostic d;
    d.where = document_->source.locate(member.key_offset);
    d.field = member_path(path_, member);
    d.expected = "a key that exists here";
    d.got = quoted(member.key);
    d.code = "unknown-key";
    d.hint = std::move(hint);
    sink_->add(std::move(d));
  }
}

void Fields::fault(std::string_view key, std::string expected, std::string got, std::string code,
                   std::string hint) {
  const Node* const member = key.empty() ? nullptr : node_->find(key);
  const Node& at = member != nullptr ? *member : *node_;
  Diagnostic d;
  const bool whole_file = &at == &document_->root || &at == &nothing;
  d.where = whole_file ? document_->source.whole() : document_->locate(at);
  d.field = joined(path_, key);
  if (d.field.empty()) {
    d.field = "the document";
  }
  d.expected = std::move(expected);
  d.got = std::move(got);
  d.code = std::move(code);
  d.hint = std::move(hint);
  sink_->add(std::move(d));
}

}  // namespace rackrate::io
