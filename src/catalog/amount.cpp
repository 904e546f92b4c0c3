// SPDX-License-Identifier: Apache-2.0
#include "catalog/amount.hpp"

#include "io/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace rackrate::catalog {
namespace {

struct Conversion {
  std::string_view to;
  std::string_view written;
  double factor;
};

constexpr std::array<Conversion, 14> conversions = {{
    {"s", "ms", 1e-3},
    {"s", "us", 1e-6},
    {"ms", "s", 1e3},
    {"ms", "us", 1e-3},
    {"weeks", "days", 0.2},  // working days
    {"years", "months", 1.0 / 12},
    {"fraction", "%", 0.01},
    {"ratio", "%", 0.01},
    {"1/year", "%", 0.01},
    {"1/year", "%/year", 0.01},
    {"usd/kwh", "c/kwh", 0.01},
    {"usd/year", "usd", 1.0},
    {"usd/month", "usd", 1.0},
    {"usd/month", "usd/year", 1.0 / 12},
}};

// Beyond these a value is a slip of the keyboard, and sums of it mean nothing.
constexpr int most_replicas = 100;
constexpr double least_ratio = 0.001;
constexpr double most_ratio = 1000;
constexpr double most = 1e9;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) {
    text.remove_prefix(1);
  }
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
    text.remove_suffix(1);
  }
  return text;
}

double multiplier(char letter) {
  switch (letter) {
    case 'k': return 1e3;
    case 'M': return 1e6;
    case 'B': return 1e9;
    default: return 1;
  }
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// "day" for "days" and the like.
bool same_unit(std::string_view written, std::string_view unit) {
  return written == unit || (written.size() + 1 == unit.size() && unit.back() == 's' &&
                             unit.substr(0, written.size()) == written);
}

std::optional<double> factor(std::string_view written, std::string_view unit) {
  if (written.empty() || same_unit(written, unit)) {
    return 1;
  }
  for (const Conversion& c : conversions) {
    if (c.to == unit && same_unit(written, c.written)) {
      return c.factor;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> parse_amount(std::string_view text, std::string_view unit) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '$') {
    if (unit.substr(0, 3) != "usd") {
      return std::nullopt;
    }
    text.remove_prefix(1);
  }
  std::size_t end = text.find_first_not_of("0123456789.,+-");
  if (end != std::string_view::npos && (text[end] == 'e' || text[end] == 'E')) {
    end = text.find_first_not_of("0123456789.+-", end + 1);
  }
  std::string digits(text.substr(0, end));
  digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
  const std::optional<double> number = io::parse_number(digits);
  std::string_view rest = end == std::string_view::npos ? "" : text.substr(end);
  double scale = 1;
  if (!rest.empty() &&
      (rest.size() == 1 || std::isalpha(static_cast<unsigned char>(rest[1])) == 0)) {
    scale = multiplier(rest.front());
    rest.remove_prefix(scale > 1 ? 1 : 0);
  }
  const std::optional<double> converted = factor(lower(trimmed(rest)), unit);
  if (!number || !converted) {
    return std::nullopt;
  }
  return *number * scale * *converted;
}

std::optional<std::string> amount_fault(double value, std::string_view unit) {
  const bool whole = unit == "replicas" || unit == "copies" || unit == "sequences";
  const bool positive =
      unit == "ratio" || unit == "years" || unit == "s" || unit == "ms" || unit == "tokens";
  if (unit == "fraction" && !(value >= 0 && value < 1)) {
    return "a fraction from 0 to less than 1, or a percentage";
  }
  if (whole && !(value >= 0 && value == std::floor(value))) {
    return "a whole number >= 0";
  }
  if (unit == "replicas" && value > most_replicas) {
    return fmt::format("a whole number from 0 to {}", most_replicas);
  }
  if (unit == "ratio" && !(value >= least_ratio && value <= most_ratio)) {
    return fmt::format("a number from {} to {}", least_ratio, most_ratio);
  }
  if (value > most) {
    return "a number up to a billion";
  }
  if (positive && !(value > 0)) {
    return "a number > 0";
  }
  if (unit == "1/year" && !(value > -1)) {
    return "a rate per year above -1";
  }
  if (unit != "1/year" && !(value >= 0)) {
    return "a number >= 0";
  }
  return std::nullopt;
}

std::string amount_example(double value, std::string_view unit) {
  const bool plain = unit == "ratio" || unit == "fraction" || unit == "1/year" || unit == "fte";
  return plain ? fmt::format("{}", value) : fmt::format("{} {}", value, unit);
}

}  // namespace rackrate::catalog
