// SPDX-License-Identifier: Apache-2.0
#include "io/node.hpp"

#include "core/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rackrate::io {

// Where a JSON object names a key twice, the last one counts, as in JavaScript and Python.
const Node* Node::find(std::string_view key) const {
  const Object* const members = object();
  if (members == nullptr) {
    return nullptr;
  }
  const auto found = std::find_if(members->rbegin(), members->rend(),
                                  [key](const Member& member) { return member.key == key; });
  return found == members->rend() ? nullptr : &found->value;
}

std::string_view kind_name(const Node& node) {
  static constexpr std::array<std::string_view, 8> names = {
      "null", "true or false", "a whole number", "a number",
      "text", "a date",        "a list",         "an object"};
  static_assert(names.size() == std::variant_size_v<Node::Value>);
  return names[node.value.index()];
}

std::string shown(const Node& node) {
  if (const std::string* text = node.text()) {
    return quoted(*text);
  }
  if (const std::int64_t* integer = node.integer()) {
    return fmt::format("'{}'", *integer);
  }
  if (const double* real = node.real()) {
    return fmt::format("'{}'", *real);
  }
  if (const bool* flag = std::get_if<bool>(&node.value)) {
    return *flag ? "'true'" : "'false'";
  }
  if (const Date* date = std::get_if<Date>(&node.value)) {
    return fmt::format("'{}'", to_string(*date));
  }
  return std::string(kind_name(node));
}

}  // namespace rackrate::io
