// SPDX-License-Identifier: Apache-2.0
// Reads an enumeration from a tree node, with the list of spellings in the message.
#pragma once

#include "catalog/choices.hpp"
#include "io/fields.hpp"

namespace rackrate::catalog {

template <class Value, std::size_t count>
Value read_choice(io::Fields& fields, std::string_view key, const Choices<Value, count>& choices) {
  const std::string text = fields.text(key);
  const auto value = parse_choice(choices, text);
  if (!value && !text.empty()) {
    fields.fault(key, listed(choices), rackrate::quoted(text), "bad-value",
                 "write " + listed(choices));
  }
  return value.value_or(choices.front().second);
}

}  // namespace rackrate::catalog
