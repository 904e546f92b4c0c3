// SPDX-License-Identifier: Apache-2.0
// Every form of time that usage exports hold, to instants.
#pragma once

#include "core/date.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace rackrate::ingest {

/// The unit of times that are plain numbers. `by_size`: seconds below 1e11, milliseconds below
/// 1e14, microseconds below 1e17, else nanoseconds, which is right for every date since 1974.
/// `compact_date`: eight digits are a date, YYYYMMDD.
enum class TimeUnit { by_size, s, ms, us, ns, compact_date };

struct ParsedTime {
  Instant at;
  bool zone_stated = true;  ///< false: a calendar time without a zone, taken as UTC
  bool number = false;      ///< true: a plain number, which may count from an arbitrary zero
};

/// Times as they occur: RFC 3339 with any number of fractional digits, `T` or a space, `Z`,
/// `±hh:mm`, ` UTC` or no zone; dates alone; month/day/year; numbers, also with a fraction or an
/// exponent; each also inside double quotes. Nothing if it is none of them or no real date.
std::optional<ParsedTime> parse_time(std::string_view text, TimeUnit unit = TimeUnit::by_size);
std::optional<ParsedTime> time_of(std::int64_t number, TimeUnit unit = TimeUnit::by_size);
std::optional<ParsedTime> time_of(double number, TimeUnit unit = TimeUnit::by_size);

/// `YYYY-MM-DD hh:mm:ss[.f...]` at the front of `text`, for readers in a hurry: remembers the last
/// date. Takes what it read off `text`, or returns nothing and leaves `text` alone.
class FastClock {
 public:
  std::optional<Instant> take(std::string_view& text);

 private:
  char date_[10] = {};
  std::int64_t day_start_ns_ = 0;
};

/// Before this no usage of language model APIs is real.
inline constexpr Instant earliest_plausible{631'152'000'000'000'000};  // 1990-01-01

}  // namespace rackrate::ingest
