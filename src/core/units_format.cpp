// SPDX-License-Identifier: Apache-2.0
#include "core/units_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace rackrate {
namespace {

std::string group(std::string digits) {
  for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3) {
    digits.insert(static_cast<std::size_t>(i), 1, ',');
  }
  return digits;
}

// The exponent of the leading digit after rounding to `digits` places: 999.6 to three is 1,000.
int magnitude_of(double value, int digits) {
  const std::string text = fmt::format("{:.{}e}", std::abs(value), digits - 1);
  return std::atoi(text.c_str() + text.find('e') + 1);
}

std::string not_finite(double value) {
  if (std::isnan(value)) {
    return "?";
  }
  return value > 0 ? "unlimited" : "-unlimited";
}

// `places` decimals, grouped.
std::string fixed(double value, int places) {
  const std::string text = fmt::format("{:.{}f}", std::abs(value), places);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string grouped = group(text.substr(0, point)) + text.substr(point);
  const bool negative = value < 0 && text.find_first_not_of("0.") != std::string::npos;
  return (negative ? "-" : "") + grouped;
}

}  // namespace

std::string with_thousands(std::int64_t value) {
  const std::string digits = std::to_string(value);
  return value < 0 ? "-" + group(digits.substr(1)) : group(digits);
}

std::string significant(double value, int digits) {
  if (!std::isfinite(value)) {
    return not_finite(value);
  }
  if (value == 0.0) {
    return "0";
  }
  const int magnitude = magnitude_of(value, digits);
  const int places = std::max(0, digits - 1 - magnitude);
  if (magnitude >= digits) {
    const double step = std::pow(10.0, magnitude - digits + 1);
    return fixed(std::round(value / step) * step, 0);
  }
  return fixed(value, places);
}

std::string format_usd(Usd amount) {
  const double dollars = amount.in_dollars();
  if (!std::isfinite(dollars)) {
    return not_finite(dollars);
  }
  const std::string sign = dollars < 0 ? "-" : "";
  const double size = std::abs(dollars);
  if (size == 0.0) {
    return "$0";
  }
  if (size < 1.0) {
    return sign + "$" + significant(size, 3);
  }
  if (size < 999.995) {
    return sign + "$" + (size < 99.995 ? fixed(size, 2) : fixed(size, 0));
  }
  return sign + "$" + significant(size, 3);
}

std::string format_usd_exact(Usd amount) {
  const double dollars = amount.in_dollars();
  if (!std::isfinite(dollars)) {
    return not_finite(dollars);
  }
  const std::string text = fixed(dollars, 2);
  return text.front() == '-' ? "-$" + text.substr(1) : "$" + text;
}

std::string format_per_million(UsdPerToken price) {
  const double value = price.in_per_million();
  if (!std::isfinite(value) || value == 0.0) {
    return std::isfinite(value) ? "0.00" : not_finite(value);
  }
  if (std::abs(value) >= 0.995) {
    return fixed(value, 2);
  }
  // List prices such as 0.125 or 0.0375 keep their digits; 0.500 is shown as 0.50.
  std::string text = significant(value, 3);
  const std::size_t two_decimals = text.find('.') + 3;
  while (text.size() > two_decimals && text.back() == '0') {
    text.pop_back();
  }
  return text;
}

std::string format_count(double value) {
  const double size = std::abs(value);
  if (!std::isfinite(value)) {
    return not_finite(value);
  }
  if (size >= 999.5e9) {
    return significant(value / 1e12, 3) + " T";
  }
  if (size >= 999.5e6) {
    return significant(value / 1e9, 3) + " B";
  }
  if (size >= 999'999.5) {
    return significant(value / 1e6, 3) + " M";
  }
  return fixed(value, 0);
}

std::string format_duration(Seconds duration) {
  const double s = duration.in_seconds();
  const double size = std::abs(s);
  if (!std::isfinite(s)) {
    return not_finite(s);
  }
  if (size < 0.0995) {
    return significant(s * 1e3, 2) + " ms";
  }
  if (size < 99.5) {
    return significant(s, 2) + " s";
  }
  if (size < 99.5 * 60) {
    return significant(s / 60, 2) + " min";
  }
  if (size < 47.5 * 3600) {
    return significant(s / 3600, 2) + " h";
  }
  return significant(s / 86400, size < 99.5 * 86400 ? 2 : 3) + " days";
}

std::string format_gb(Bytes size) {
  if (size.in_gb() < 0.9995) {
    return significant(size.in_bytes() / 1e6, 3) + " MB";
  }
  return significant(size.in_gb(), 3) + " GB";
}

std::string format_gib(Bytes size) { return significant(size.in_gib(), 3) + " GiB"; }

std::string format_percent(double fraction) {
  const double percent = fraction * 100;
  return significant(percent, std::abs(percent) < 99.5 ? 2 : 3) + " %";
}

std::string format_ratio(double ratio) { return significant(ratio, ratio < 99.5 ? 2 : 3) + "x"; }

}  // namespace rackrate
