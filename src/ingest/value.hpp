// SPDX-License-Identifier: Apache-2.0
// One field of one row, be it a CSV cell or a JSON value, and what it can be read as.
#pragma once

#include "core/tokens.hpp"
#include "io/json_view.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rackrate::ingest {

struct Value {
  enum class Kind : std::uint8_t { missing, empty, text, integer, real, boolean, json };

  Kind kind = Kind::missing;  ///< `empty` is a blank cell or null: not known
  bool flag = false;
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text;
  io::JsonView json;  ///< an array or an object

  static Value of_cell(std::string_view cell);
  static Value of_json(const io::JsonView& view);

  bool known() const { return kind > Kind::empty; }
  /// For the `got` slot of a message.
  std::string shown() const;
};

enum class CountFault { none, not_whole, negative, too_large };

/// A count: 12, "12", 12.0, 1e3; unknown where the value is not known. More than 1e15 tokens or
/// requests in one row are a fault in the data.
CountFault read_count(const Value& value, MaybeCount& out);
/// A finite number, also from text; nothing where the value is not known or no number.
std::optional<double> read_number(const Value& value);
/// true/false, also as text in any case, and 1/0.
std::optional<bool> read_flag(const Value& value);

}  // namespace rackrate::ingest
