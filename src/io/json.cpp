// SPDX-License-Identifier: Apache-2.0
#include "io/json.hpp"

#include "io/json_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace rackrate::io {
namespace {

constexpr std::size_t deepest = 200;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::string_view after_word{" \t\r\n,]}\0", 8};  // ends a number, true, false or null

/// Receives the parser's events and builds the tree. The events carry no positions, so `at_`
/// follows them through the text: between two tokens that the parser accepted there are only
/// blanks, commas and colons, and the end of a token can be seen from its first character.
class TreeBuilder {
 public:
  using number_integer_t = Json::number_integer_t;
  using number_unsigned_t = Json::number_unsigned_t;
  using number_float_t = Json::number_float_t;
  using string_t = Json::string_t;
  using binary_t = Json::binary_t;

  explicit TreeBuilder(std::string_view text) : text_(text) {
    if (text_.substr(0, byte_order_mark.size()) == byte_order_mark) {
      at_ = byte_order_mark.size();
    }
  }

  bool null() { return scalar(nullptr); }
  bool boolean(bool value) { return scalar(value); }
  bool number_integer(number_integer_t value) { return scalar(std::int64_t{value}); }
  bool number_unsigned(number_unsigned_t value) {
    if (value > static_cast<number_unsigned_t>(INT64_MAX)) {
      return scalar(static_cast<double>(value));
    }
    return scalar(static_cast<std::int64_t>(value));
  }
  bool number_float(number_float_t value, const string_t& /*as_written*/) { return scalar(value); }
  bool string(string_t& value) { return scalar(std::move(value)); }
  bool binary(binary_t& /*value*/) { return false; }  // does not occur in JSON text
  bool start_object(std::size_t /*size*/) { return open(Node::Object{}); }
  bool start_array(std::size_t /*size*/) { return open(Node::Array{}); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(string_t& value) {
    open_.back().key_offset = begin_token();
    open_.back().key = std::move(value);
    end_token();
    return true;
  }

  bool parse_error(std::size_t characters_read, const std::string& /*last_token*/,
                   const nlohmann::detail::exception& error) {
    begin_token();
    error_ = error.what();
    error_offset_ = characters_read > 0 ? characters_read - 1 : 0;
    return false;
  }

  /// The text must hold nothing else after the value (the parser takes a NUL byte for the end).
  bool at_end() {
    begin_token();
    return at_ == text_.size();
  }

  Node& root() { return root_; }
  std::size_t at() const { return at_; }
  bool too_deep() const { return too_deep_; }
  const std::string& error() const { return error_; }
  std::size_t error_offset() const { return error_offset_; }
  /// Of the innermost bracket that is still open, if any.
  std::optional<std::size_t> open_bracket() const {
    return open_.empty() ? std::nullopt : std::optional(open_.back().node.offset);
  }

 private:
  struct Open {
    Node node;
    std::string key;  // of the member that comes next
    std::size_t key_offset = 0;
  };

  std::size_t begin_token() {
    at_ = std::min(text_.find_first_not_of(" \t\r\n,:", at_), text_.size());
    return at_;
  }

  void end_token() {
    const char first = text_[at_];
    if (first == '"') {
      for (++at_; text_[at_] != '"'; ++at_) {
        at_ += text_[at_] == '\\' ? 1U : 0U;
      }
      ++at_;
    } else if (first == '{' || first == '[' || first == '}' || first == ']') {
      ++at_;
    } else {
      at_ = std::min(text_.find_first_of(after_word, at_), text_.size());
    }
  }

  bool scalar(Node::Value value) {
    Node node{std::move(value), begin_token()};
    end_token();
    return place(std::move(node));
  }

  bool open(Node::Value empty) {
    Node node{std::move(empty), begin_token()};
    if (open_.size() == deepest) {
      too_deep_ = true;
      return false;
    }
    end_token();
    open_.push_back(Open{std::move(node), {}, 0});
    return true;
  }

  bool close() {
    begin_token();
    end_token();
    Node node = std::move(open_.back().node);
    open_.pop_back();
    return place(std::move(node));
  }

  bool place(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return true;
    }
    Open& parent = open_.back();
    if (auto* members = std::get_if<Node::Object>(&parent.node.value)) {
      members->push_back(Member{std::move(parent.key), parent.key_offset, std::move(node)});
    } else {
      std::get<Node::Array>(parent.node.value).push_back(std::move(node));
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Node root_;
  std::vector<Open> open_;
  bool too_deep_ = false;
  std::string error_;
  std::size_t error_offset_ = 0;
};

// What the parser wanted, told from its message, in words for people.
std::string_view expectation(std::string_view error) {
  constexpr std::pair<std::string_view, std::string_view> cases[] = {
      {"ill-formed UTF-8", "text in UTF-8"},
      {"must be escaped", "no bare control character inside quotes, e.g. \\n for a line break"},
      {"surrogate", "both halves of a \\u surrogate pair, e.g. \\ud83d\\ude00"},
      {"4 hex digits", "four hex digits after \\u, e.g. \\u00e9"},
      {"after backslash", "an escape such as \\n, \\\" or \\u00e9"},
      {"number overflow", "a number below 1.8e308"},
      {"invalid number", "a number, e.g. 12, -3.5 or 1e6"},
      {"parsing object key", "a key in double quotes, e.g. \"model\""},
      {"parsing object separator", "':' between a key and its value"},
      {"parsing object -", "',' or '}' after a member"},
      {"parsing array -", "',' or ']' after an element"},
      {"expected end of input", "one JSON value and nothing after it"},
  };
  for (const auto& [sign, expected] : cases) {
    if (error.find(sign) != std::string_view::npos) {
      return expected;
    }
  }
  return "a JSON value, e.g. \"text\", 12, true, null, [ or {";
}

// The word or the text in quotes that begins at `offset`, or else the one character there.
std::string_view word_at(std::string_view text, std::size_t offset) {
  const bool in_quotes = text[offset] == '"';
  const std::size_t end =
      in_quotes ? std::min(text.find('"', offset + 1), text.size() - 1) + 1
                : std::min(text.find_first_of(" \t\r\n,:[]{}\"", offset), text.size());
  return text.substr(offset, std::max<std::size_t>(end - offset, 1));
}

Diagnostic bad_json(Location where, std::string expected, std::string got, std::string hint) {
  Diagnostic d;
  d.where = std::move(where);
  d.field = "JSON";
  d.expected = std::move(expected);
  d.got = std::move(got);
  d.code = "bad-json";
  d.hint = std::move(hint);
  return d;
}

std::string place_of(const Source& source, std::size_t offset) {
  const Location at = source.locate(offset);
  return fmt::format("line {}, column {}", at.line, at.column);
}

Diagnostic truncated(const Source& source, const TreeBuilder& tree) {
  const std::string_view text = source.text();
  Diagnostic d = bad_json(source.locate(text.size()), "the rest of the JSON text", "the end of it",
                          "the text is cut short: export or download it again");
  d.code = "truncated-json";
  if (tree.at() < text.size() && text[tree.at()] == '"') {
    d.expected = "a closing '\"'";
    d.why = fmt::format("the text that opens at {} is not closed", place_of(source, tree.at()));
  } else if (const auto bracket = tree.open_bracket()) {
    const char opening = text[*bracket];
    d.expected = fmt::format("a closing '{}'", opening == '{' ? '}' : ']');
    d.why = fmt::format("the '{}' at {} is not closed", opening, place_of(source, *bracket));
  }
  return d;
}

Diagnostic fault(const Source& source, TreeBuilder& tree) {
  const std::string_view text = source.text();
  if (tree.too_deep()) {
    return bad_json(source.locate(tree.at()), fmt::format("brackets at most {} deep", deepest),
                    fmt::format("one at depth {}", deepest + 1),
                    "flatten the document, or check that it is the right file");
  }
  const bool marked = text.substr(0, byte_order_mark.size()) == byte_order_mark;
  if (text.find_first_not_of(" \t\r\n", marked ? byte_order_mark.size() : 0) == text.npos) {
    return bad_json(source.whole(), "a JSON value", "nothing", "check that the file is complete");
  }
  if (tree.error_offset() >= text.size()) {
    return truncated(source, tree);
  }
  // The parser stops at the end of a word that it did not expect, but its position inside quotes
  // is the better one where it could not read them to their end.
  const bool unread_quotes = tree.at() < text.size() && text[tree.at()] == '"' &&
                             tree.error().find("last read") != std::string::npos;
  const std::size_t offset =
      unread_quotes ? tree.error_offset() : std::min(tree.at(), tree.error_offset());
  return bad_json(source.locate(offset), std::string(expectation(tree.error())),
                  quoted(word_at(text, offset)), "correct the text at the mark");
}

}  // namespace

Document parse_json(const Source& source, ExitCode code) {
  const std::string_view text = source.text();
  TreeBuilder tree(text);
  const bool parsed = Json::sax_parse(text.begin(), text.end(), &tree);
  if (!parsed) {
    throw InputError(code, fault(source, tree));
  }
  if (!tree.at_end()) {
    throw InputError(code,
                     bad_json(source.locate(tree.at()), "one JSON value and nothing after it",
                              quoted(word_at(text, tree.at())), "remove what follows the value"));
  }
  return Document{source, std::move(tree.root())};
}

std::string to_bytes(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace rackrate::io
