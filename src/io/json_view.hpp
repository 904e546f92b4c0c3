// SPDX-License-Identifier: Apache-2.0
// JSON for usage data at speed: a parser that is used again and again, and cheap views of what it
// parsed. Views know no position; where a message needs one, parse_json finds it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace rackrate::io {

/// A value inside a parsed text, or nothing. Valid until its parser's next parse().
class JsonView {
 public:
  enum class Kind { absent, null, boolean, integer, real, text, array, object };

  JsonView() = default;
  Kind kind() const { return kind_; }
  explicit operator bool() const { return kind_ != Kind::absent; }

  std::string_view text() const;  ///< empty unless text
  std::int64_t integer() const;   ///< 0 unless integer
  double real() const;            ///< of integers too; 0 for other kinds
  bool boolean() const;           ///< false unless true
  /// The member called `key` (the last one of that name); absent if there is none.
  JsonView find(std::string_view key) const;
  JsonView find(std::string_view key, std::string_view nested) const {
    return find(key).find(nested);
  }

 private:
  friend class JsonParser;
  friend class JsonItems;
  friend class JsonMembers;
  using Handle = std::array<std::uint64_t, 2>;  // a simdjson element
  explicit JsonView(const Handle& handle);

  Kind kind_ = Kind::absent;
  Handle handle_{};
};

/// Walks the items of an array; none for other kinds.
class JsonItems {
 public:
  explicit JsonItems(const JsonView& array);
  bool next(JsonView& item);

 private:
  JsonView::Handle at_{};
  JsonView::Handle end_{};
};

/// Walks the members of an object; none for other kinds.
class JsonMembers {
 public:
  explicit JsonMembers(const JsonView& object);
  bool next(std::string_view& key);
  /// Of the member that next() gave.
  JsonView value() const;
  bool next(std::string_view& key, JsonView& value) {
    if (!next(key)) {
      return false;
    }
    value = this->value();
    return true;
  }

 private:
  JsonView::Handle member_{};
  JsonView::Handle at_{};
  JsonView::Handle end_{};
};

class JsonParser {
 public:
  JsonParser();
  JsonParser(JsonParser&&) noexcept;
  JsonParser& operator=(JsonParser&&) noexcept;
  ~JsonParser();

  /// `readable_after` bytes behind `text` may be read (and are ignored); with fewer than 64 the
  /// text is copied first. Absent if the text is not one valid JSON value: see fault().
  JsonView parse(std::string_view text, std::size_t readable_after = 0);
  /// What was wrong with the last text, in a few words.
  const std::string& fault() const { return fault_; }

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::string fault_;
};

}  // namespace rackrate::io
