// SPDX-License-Identifier: Apache-2.0
#include "io/toml.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace rackrate::io {
namespace {

/// Turns the parser's lines and columns (which count characters) into byte offsets.
class Positions {
 public:
  explicit Positions(std::string_view text) : text_(text) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
      line_begins_.push_back(at + 1);
    }
  }

  std::size_t offset(const toml::source_position& position) const {
    if (position.line == 0) {
      return 0;
    }
    std::size_t at = line_begins_[std::min<std::size_t>(position.line, line_begins_.size()) - 1];
    if (at == 0 && text_.substr(0, 3) == "\xef\xbb\xbf") {
      at = 3;  // the parser does not count a byte order mark
    }
    for (auto left = position.column; left > 1 && at < text_.size() && text_[at] != '\n'; --left) {
      ++at;
      while (at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xc0U) == 0x80U) {
        ++at;
      }
    }
    return std::min(at, text_.size());
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> line_begins_{0};
};

template <class Value>
std::string as_written(const Value& value) {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out << value;
  return out.str();
}

Node convert(const toml::node& from, const Positions& positions);

Node::Value convert_table(const toml::table& table, const Positions& positions) {
  Node::Object members;
  for (const auto& [key, value] : table) {
    const std::size_t key_offset = positions.offset(key.source().begin);
    members.push_back(Member{std::string(key.str()), key_offset, convert(value, positions)});
  }
  std::stable_sort(members.begin(), members.end(),
                   [](const Member& a, const Member& b) { return a.key_offset < b.key_offset; });
  return members;
}

Node::Value convert_value(const toml::node& from, const Positions& positions) {
  switch (from.type()) {
    case toml::node_type::table: return convert_table(*from.as_table(), positions);
    case toml::node_type::array: {
      Node::Array elements;
      for (const toml::node& element : *from.as_array()) {
        elements.push_back(convert(element, positions));
      }
      return elements;
    }
    case toml::node_type::string: return from.as_string()->get();
    case toml::node_type::integer: return from.as_integer()->get();
    case toml::node_type::floating_point: return from.as_floating_point()->get();
    case toml::node_type::boolean: return from.as_boolean()->get();
    case toml::node_type::date: {
      const toml::date date = from.as_date()->get();
      return Date(std::chrono::year(date.year) / std::chrono::month(date.month) /
                  std::chrono::day(date.day));
    }
    case toml::node_type::time: return as_written(from.as_time()->get());
    case toml::node_type::date_time: return as_written(from.as_date_time()->get());
    case toml::node_type::none: break;
  }
  return nullptr;
}

Node convert(const toml::node& from, const Positions& positions) {
  return Node{convert_value(from, positions), positions.offset(from.source().begin)};
}

struct Rule {
  std::string_view sign;  // part of the parser's message
  std::string_view expected;
};

// What the parser wanted, told from its message, in words for people. The parser says
// "Error while parsing X: expected Y, saw Z", or names the rule that was broken.
constexpr Rule rules[] = {
    {"utf-8", "text in UTF-8"},
    {"parsing string: encountered end", "a closing quote"},
    {"parsing array: encountered end", "a closing ']'"},
    {"parsing inline table: encountered end", "a closing '}'"},
    {"parsing table header: encountered end", "a closing ']'"},
    {"parsing key-value pair: encountered end", "a key, '=' and a value, e.g. name = \"value\""},
    {"could not determine value type", "a value, e.g. \"text\", 12, true, 2026-03-01 or [1, 2]"},
    {"parsing boolean", "true or false"},
    {"cannot redefine", "each key once"},
    {"leading zeroes", "a number without leading zeros"},
    {"not representable", "a number that fits in 64 bits"},
    {"escape sequence", "an escape such as \\n, \\\" or \\u00e9"},
    {"control character", "no bare control character; text of several lines goes in \"\"\""},
    {"underscores", "underscores only between digits"},
    {"nested value depth", "values that are nested less deep"},
    {"keys, tables, whitespace", "a key, e.g. name = \"value\", or a [table]"},
    {"a comment or whitespace", "the end of the line or a comment after the value"},
    {"expected digit", "a number, or text in quotes"},
    {"expected '='", "'=' after the key, and quotes around a key with blanks"},
};

std::string expectation(std::string_view message) {
  for (const Rule& rule : rules) {
    if (message.find(rule.sign) != std::string_view::npos) {
      return std::string(rule.expected);
    }
  }
  const std::size_t expected = message.find("expected ");
  if (expected == std::string_view::npos) {
    return "text by the rules of TOML 1.0";
  }
  const std::string_view wanted = message.substr(expected + std::string_view("expected ").size());
  return std::string(wanted.substr(0, wanted.find(", saw ")));
}

// The value on the line of the fault, or what stands at the fault if there is none before it.
std::string found(std::string_view text, std::size_t offset) {
  const std::size_t line = text.substr(0, offset).rfind('\n') + 1;  // npos + 1 = 0
  const std::size_t line_end = std::min(text.find_first_of("\r\n", offset), text.size());
  const std::size_t equals = text.substr(0, offset).find('=', line);
  const std::size_t begin =
      text.find_first_not_of(" \t", equals == text.npos ? offset : equals + 1);
  if (begin < line_end) {
    return quoted(text.substr(begin, line_end - begin));
  }
  return line_end == text.size() ? "the end of the text" : "the end of the line";
}

Diagnostic fault(const Source& source, std::size_t offset, std::string_view message) {
  Diagnostic d;
  d.where = source.locate(offset);
  d.field = "TOML";
  d.expected = expectation(message);
  d.got = found(source.text(), offset);
  d.code = "bad-toml";
  const std::size_t existing = message.find("cannot redefine existing ");
  d.why = existing == std::string_view::npos ? "" : message.substr(existing);
  d.hint = "correct the text at the mark";
  return d;
}

}  // namespace

Document parse_toml(const Source& source) {
  const Positions positions(source.text());
  try {
    const toml::table table = toml::parse(source.text(), std::string_view(source.name()));
    return Document{source, Node{convert_table(table, positions), 0}};
  } catch (const toml::parse_error& error) {
    throw InputError(ExitCode::usage,
                     fault(source, positions.offset(error.source().begin), error.description()));
  }
}

}  // namespace rackrate::io
