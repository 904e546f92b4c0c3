// SPDX-License-Identifier: Apache-2.0
// One tree for JSON and TOML in which every value knows where it stands in its file.
#pragma once

#include "core/date.hpp"
#include "io/source.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rackrate::io {

struct Member;

/// A value and the byte offset of its first character.
struct Node {
  using Array = std::vector<Node>;
  using Object = std::vector<Member>;  // in file order
  using Value =
      std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Date, Array, Object>;

  Value value;  // null unless set
  std::size_t offset = 0;

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(value); }
  const std::string* text() const { return std::get_if<std::string>(&value); }
  const Array* array() const { return std::get_if<Array>(&value); }
  const Object* object() const { return std::get_if<Object>(&value); }
  /// Integer or real as a double; nothing for other kinds.
  const double* real() const { return std::get_if<double>(&value); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value); }
  /// The member called `key`, or null if this is no object or has none.
  const Node* find(std::string_view key) const;
};

struct Member {
  std::string key;
  std::size_t key_offset = 0;
  Node value;
};

/// A parsed file: the tree and the text it came from.
struct Document {
  Source source;
  Node root;

  Location locate(const Node& node) const { return source.locate(node.offset); }
};

/// "an object", "a string" ... for messages.
std::string_view kind_name(const Node& node);
/// The value as written, for the `got` slot of a message: quoted text, a number, or its kind.
std::string shown(const Node& node);

}  // namespace rackrate::io
