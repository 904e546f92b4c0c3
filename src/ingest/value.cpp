// SPDX-License-Identifier: Apache-2.0
#include "ingest/value.hpp"

#include "core/diagnostic.hpp"
#include "io/numbers.hpp"

#include <fmt/format.h>

#include <cctype>
#include <cmath>

namespace rackrate::ingest {
namespace {

constexpr std::int64_t largest_count = 1'000'000'000'000'000;

// \N is how ClickHouse and PostgreSQL's COPY write a missing value.
bool blank(std::string_view text) {
  return text == "\\N" || text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

bool same_word(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) {
    return false;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (std::tolower(static_cast<unsigned char>(text[i])) != lower[i]) {
      return false;
    }
  }
  return true;
}

CountFault checked(std::int64_t count, MaybeCount& out) {
  if (count < 0) {
    return CountFault::negative;
  }
  if (count > largest_count) {
    return CountFault::too_large;
  }
  out = MaybeCount(count);
  return CountFault::none;
}

CountFault checked(double count, MaybeCount& out) {
  if (!std::isfinite(count)) {
    return CountFault::not_whole;
  }
  if (count < 0) {
    return CountFault::negative;
  }
  if (count > static_cast<double>(largest_count)) {
    return CountFault::too_large;
  }
  if (count != std::floor(count)) {
    return CountFault::not_whole;
  }
  return checked(static_cast<std::int64_t>(count), out);
}

}  // namespace

Value Value::of_cell(std::string_view cell) {
  Value value;
  value.kind = blank(cell) ? Kind::empty : Kind::text;
  value.text = cell;
  return value;
}

Value Value::of_json(const io::JsonView& view) {
  using Json = io::JsonView::Kind;
  Value value;
  switch (view.kind()) {
    case Json::absent: break;
    case Json::null: value.kind = Kind::empty; break;
    case Json::boolean:
      value.kind = Kind::boolean;
      value.flag = view.boolean();
      break;
    case Json::integer:
      value.kind = Kind::integer;
      value.integer = view.integer();
      value.real = view.real();
      break;
    case Json::real:
      value.kind = Kind::real;
      value.real = view.real();
      break;
    case Json::text: return of_cell(view.text());
    case Json::array:
    case Json::object:
      value.kind = Kind::json;
      value.json = view;
      break;
  }
  return value;
}

std::string Value::shown() const {
  switch (kind) {
    case Kind::missing:
    case Kind::empty: return "nothing";
    case Kind::text: return quoted(text);
    case Kind::integer: return fmt::format("'{}'", integer);
    case Kind::real: return fmt::format("'{}'", real);
    case Kind::boolean: return flag ? "'true'" : "'false'";
    case Kind::json: return json.kind() == io::JsonView::Kind::array ? "a list" : "an object";
  }
  return "nothing";
}

CountFault read_count(const Value& value, MaybeCount& out) {
  out = MaybeCount::unknown();
  switch (value.kind) {
    case Value::Kind::missing:
    case Value::Kind::empty: return CountFault::none;
    case Value::Kind::integer: return checked(value.integer, out);
    case Value::Kind::real: return checked(value.real, out);
    case Value::Kind::text:
      if (const auto whole = io::parse_whole(value.text)) {
        return checked(*whole, out);
      }
      if (const auto number = io::parse_number(value.text)) {
        return checked(*number, out);
      }
      return CountFault::not_whole;
    default: return CountFault::not_whole;
  }
}

std::optional<double> read_number(const Value& value) {
  switch (value.kind) {
    case Value::Kind::integer:
    case Value::Kind::real: return value.real;
    case Value::Kind::text: return io::parse_number(value.text);
    default: return std::nullopt;
  }
}

std::optional<bool> read_flag(const Value& value) {
  if (value.kind == Value::Kind::boolean) {
    return value.flag;
  }
  if (value.kind == Value::Kind::integer && (value.integer == 0 || value.integer == 1)) {
    return value.integer == 1;
  }
  if (value.kind == Value::Kind::text) {
    if (same_word(value.text, "true") || value.text == "1") {
      return true;
    }
    if (same_word(value.text, "false") || value.text == "0") {
      return false;
    }
  }
  return std::nullopt;
}

}  // namespace rackrate::ingest
