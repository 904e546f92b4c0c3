// SPDX-License-Identifier: Apache-2.0
#include "core/date.hpp"

#include <fmt/format.h>

#include <charconv>

namespace rackrate {
namespace {

constexpr std::int64_t ns_per_second = 1'000'000'000;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') {
    return std::nullopt;
  }
  return value;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const auto y = digits(text.substr(0, 4));
  const auto m = digits(text.substr(5, 2));
  const auto d = digits(text.substr(8, 2));
  if (!y || !m || !d) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(*y),
                                         std::chrono::month(static_cast<unsigned>(*m)),
                                         std::chrono::day(static_cast<unsigned>(*d))};
  if (!date.ok()) {
    return std::nullopt;
  }
  return Date(date);
}

std::string to_string(Date date) {
  const std::chrono::year_month_day ymd(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

Date date_of(Instant instant) {
  const auto since_epoch = std::chrono::nanoseconds(instant.ns);
  return Date(std::chrono::floor<std::chrono::days>(since_epoch));
}

std::string to_string(Instant instant) {
  const Date date = date_of(instant);
  const std::int64_t day_start =
      std::chrono::duration_cast<std::chrono::nanoseconds>(date.time_since_epoch()).count();
  const std::int64_t in_day = instant.ns - day_start;
  const std::int64_t second = in_day / ns_per_second;
  const std::int64_t fraction = in_day % ns_per_second;
  std::string out = fmt::format("{}T{:02}:{:02}:{:02}", to_string(date), second / 3600,
                                second / 60 % 60, second % 60);
  if (fraction % 1'000'000 == 0 && fraction > 0) {
    out += fmt::format(".{:03}", fraction / 1'000'000);
  } else if (fraction % 1000 == 0 && fraction > 0) {
    out += fmt::format(".{:06}", fraction / 1000);
  } else if (fraction > 0) {
    out += fmt::format(".{:09}", fraction);
  }
  return out + "Z";
}

}  // namespace rackrate
