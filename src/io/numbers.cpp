// SPDX-License-Identifier: Apache-2.0
#include "io/numbers.hpp"

#include <charconv>
#include <cmath>

namespace rackrate::io {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr double largest_exact_whole = 9007199254740992.0;  // 2^53

// Without surrounding blanks and without a plus sign, which std::from_chars does not take.
std::string_view bare(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) {
    return {};
  }
  text = text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
    text.remove_prefix(1);
  }
  return text;
}

template <class Number>
std::optional<Number> whole_text(std::string_view text) {
  Number value{};
  const char* const end = text.data() + text.size();
  const auto [stopped_at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stopped_at != end) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

std::optional<double> parse_number(std::string_view text) {
  const auto value = whole_text<double>(bare(text));
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
  if (const auto value = whole_text<std::int64_t>(bare(text))) {
    return value;
  }
  const auto value = parse_number(text);
  if (!value || *value != std::trunc(*value) || std::abs(*value) > largest_exact_whole) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*value);
}

}  // namespace rackrate::io
