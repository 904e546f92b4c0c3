// SPDX-License-Identifier: Apache-2.0
// Enumerations as they are spelled in the data files: one table per enumeration gives parsing,
// spelling and the list for messages.
#pragma once

#include "core/error.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rackrate::catalog {

template <class Value, std::size_t count>
using Choices = std::array<std::pair<std::string_view, Value>, count>;

template <class Value, std::size_t count>
std::optional<Value> parse_choice(const Choices<Value, count>& choices, std::string_view text) {
  for (const auto& [spelling, value] : choices) {
    if (spelling == text) {
      return value;
    }
  }
  return std::nullopt;
}

template <class Value, std::size_t count>
std::string_view spelling_of(const Choices<Value, count>& choices, Value wanted) {
  for (const auto& [spelling, value] : choices) {
    if (value == wanted) {
      return spelling;
    }
  }
  check(false, "an enumerator without a spelling");
  return {};
}

/// "one of a, b, c", for the `expected` slot of a message.
template <class Value, std::size_t count>
std::string listed(const Choices<Value, count>& choices) {
  std::string text = "one of ";
  for (const auto& choice : choices) {
    text += (&choice == &choices.front() ? "" : ", ") + std::string(choice.first);
  }
  return text;
}

}  // namespace rackrate::catalog
