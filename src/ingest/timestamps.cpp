// SPDX-License-Identifier: Apache-2.0
#include "ingest/timestamps.hpp"

#include "io/numbers.hpp"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace rackrate::ingest {
namespace {

constexpr std::int64_t ns_per_second = 1'000'000'000;
constexpr std::int64_t ns_per_day = 86'400 * ns_per_second;
constexpr double most_ns = 9.2e18;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view bare(std::string_view text) {
  constexpr std::string_view around = " \t\r\n\"";
  const std::size_t begin = text.find_first_not_of(around);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(around) + 1 - begin);
}

// Reads a text from the front; every step says whether it was there.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  bool peek_digit() const { return !rest_.empty() && is_digit(rest_.front()); }
  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }
  bool skip(std::string_view word) {
    if (rest_.substr(0, word.size()) != word) {
      return false;
    }
    rest_.remove_prefix(word.size());
    return true;
  }
  bool digits(std::size_t least, std::size_t most, int& value) {
    std::size_t count = 0;
    value = 0;
    while (count < most && peek_digit()) {
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
      ++count;
    }
    return count >= least;
  }
  // Digits of a fraction as nanoseconds; what is finer than that is dropped.
  std::int64_t fraction_ns() {
    std::int64_t value = 0;
    std::int64_t unit = ns_per_second;
    while (peek_digit()) {
      unit /= 10;
      value += unit * (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }

 private:
  std::string_view rest_;
};

std::optional<std::int64_t> day_start(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  // 64 bits of nanoseconds reach from 1677 to 2262.
  if (!date.ok() || year < 1700 || year > 2260) {
    return std::nullopt;
  }
  return Date(date).time_since_epoch().count() * ns_per_day;
}

struct Clock {
  std::int64_t ns = 0;
  bool zone_stated = false;
};

// hh:mm[:ss[.f]] [AM|PM] [zone]; the zone's offset is already taken off.
std::optional<Clock> clock(Scanner& in) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::int64_t fraction = 0;
  if (!in.digits(1, 2, hour) || !in.skip(':') || !in.digits(2, 2, minute)) {
    return std::nullopt;
  }
  if (in.skip(':')) {
    if (!in.digits(2, 2, second)) {
      return std::nullopt;
    }
    if (in.skip('.') || in.skip(',')) {
      fraction = in.fraction_ns();
    }
  }
  in.skip(' ');
  const bool pm = in.skip("PM");
  if (pm || in.skip("AM")) {
    hour = hour % 12 + (pm ? 12 : 0);
  }
  if (hour > 23 || minute > 59 || second > 60) {  // 60: a leap second
    return std::nullopt;
  }
  Clock out{(hour * 3600 + minute * 60 + second) * ns_per_second + fraction, true};
  if (in.skip('Z') || in.skip('z') || in.skip("UTC")) {
    return out;
  }
  const bool west = in.skip('-');
  if (!west && !in.skip('+')) {
    out.zone_stated = false;
    return out;
  }
  int zone_hours = 0;
  int zone_minutes = 0;
  if (!in.digits(2, 2, zone_hours) || zone_hours > 18) {
    return std::nullopt;
  }
  if ((in.skip(':') || in.peek_digit()) && (!in.digits(2, 2, zone_minutes) || zone_minutes > 59)) {
    return std::nullopt;
  }
  const std::int64_t offset = (zone_hours * 3600 + zone_minutes * 60) * ns_per_second;
  out.ns += west ? offset : -offset;
  return out;
}

std::optional<ParsedTime> calendar(std::int64_t day, Scanner& in) {
  if (in.done()) {
    return ParsedTime{Instant{day}, false, false};
  }
  if (!in.skip('T') && !in.skip(' ') && !in.skip('t')) {
    return std::nullopt;
  }
  const auto time = clock(in);
  if (!time || !in.done()) {
    return std::nullopt;
  }
  return ParsedTime{Instant{day + time->ns}, time->zone_stated, false};
}

// YYYY-MM-DD...
std::optional<ParsedTime> iso(std::string_view text) {
  Scanner in(text);
  int year = 0;
  int month = 0;
  int day = 0;
  if (!in.digits(4, 4, year) || !in.skip('-') || !in.digits(2, 2, month) || !in.skip('-') ||
      !in.digits(2, 2, day)) {
    return std::nullopt;
  }
  const auto start = day_start(year, month, day);
  return start ? calendar(*start, in) : std::nullopt;
}

// month/day/year as spreadsheets in the United States write it, e.g. the example of FOCUS 1.2.
std::optional<ParsedTime> slashes(std::string_view text) {
  Scanner in(text);
  int month = 0;
  int day = 0;
  int year = 0;
  if (!in.digits(1, 2, month) || !in.skip('/') || !in.digits(1, 2, day) || !in.skip('/') ||
      !in.digits(2, 4, year)) {
    return std::nullopt;
  }
  const auto start = day_start(year < 100 ? 2000 + year : year, month, day);
  return start ? calendar(*start, in) : std::nullopt;
}

std::optional<ParsedTime> compact_date(std::string_view text) {
  Scanner in(text);
  int year = 0;
  int month = 0;
  int day = 0;
  if (!in.digits(4, 4, year) || !in.digits(2, 2, month) || !in.digits(2, 2, day) || !in.done()) {
    return std::nullopt;
  }
  const auto start = day_start(year, month, day);
  return start ? std::optional(ParsedTime{Instant{*start}, false, false}) : std::nullopt;
}

TimeUnit by_size(double number) {
  const double size = std::abs(number);
  return size < 1e11   ? TimeUnit::s
         : size < 1e14 ? TimeUnit::ms
         : size < 1e17 ? TimeUnit::us
                       : TimeUnit::ns;
}

std::int64_t ns_in(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::ms: return 1'000'000;
    case TimeUnit::us: return 1'000;
    case TimeUnit::ns: return 1;
    default: return ns_per_second;
  }
}

}  // namespace

std::optional<ParsedTime> time_of(std::int64_t number, TimeUnit unit) {
  const auto real = static_cast<double>(number);
  const std::int64_t scale = ns_in(unit == TimeUnit::by_size ? by_size(real) : unit);
  if (std::abs(real) * static_cast<double>(scale) > most_ns) {
    return std::nullopt;
  }
  return ParsedTime{Instant{number * scale}, true, true};
}

std::optional<ParsedTime> time_of(double number, TimeUnit unit) {
  const auto scale = static_cast<double>(ns_in(unit == TimeUnit::by_size ? by_size(number) : unit));
  if (!std::isfinite(number) || std::abs(number) * scale > most_ns) {
    return std::nullopt;
  }
  // A double holds today's Unix time to about 0.2 us: whole microseconds are what it can mean.
  const std::int64_t ns =
      scale >= 1e9 ? std::llround(number * 1e6) * 1000 : std::llround(number * scale);
  return ParsedTime{Instant{ns}, true, true};
}

std::optional<ParsedTime> parse_time(std::string_view text, TimeUnit unit) {
  text = bare(text);
  if (text.size() >= 8 && text.size() > 4 && text[4] == '-') {
    return iso(text);
  }
  if (unit == TimeUnit::compact_date) {
    return compact_date(text);
  }
  if (text.find('/') != std::string_view::npos) {
    return slashes(text);
  }
  if (const auto whole = io::parse_whole(text)) {
    return time_of(*whole, unit);
  }
  const auto number = io::parse_number(text);
  return number ? time_of(*number, unit) : std::nullopt;
}

std::optional<Instant> FastClock::take(std::string_view& text) {
  constexpr std::size_t shortest = 19;  // YYYY-MM-DD hh:mm:ss
  if (text.size() < shortest) {
    return std::nullopt;
  }
  const char* const t = text.data();
  if (std::memcmp(date_, t, sizeof date_) != 0) {
    const auto day = iso(text.substr(0, sizeof date_));
    if (!day) {
      return std::nullopt;
    }
    std::memcpy(date_, t, sizeof date_);
    day_start_ns_ = day->at.ns;
  }
  // Two digits each at 11, 14 and 17; anything else gives a value out of range.
  const auto pair = [t](std::size_t at) {
    const unsigned tens = static_cast<unsigned>(t[at]) - '0';
    const unsigned ones = static_cast<unsigned>(t[at + 1]) - '0';
    return tens < 10 && ones < 10 ? tens * 10 + ones : 100U;
  };
  const unsigned hour = pair(11);
  const unsigned minute = pair(14);
  const unsigned second = pair(17);
  if (hour > 23 || minute > 59 || second > 59 || (t[10] != ' ' && t[10] != 'T') || t[13] != ':' ||
      t[16] != ':') {
    return std::nullopt;
  }
  const auto whole = static_cast<std::int64_t>(hour * 3600 + minute * 60 + second);
  std::int64_t ns = whole * ns_per_second;
  std::size_t at = shortest;
  if (at < text.size() && t[at] == '.') {
    std::int64_t unit = ns_per_second;
    for (++at; at < text.size() && is_digit(t[at]); ++at) {
      unit /= 10;
      ns += unit * (t[at] - '0');
    }
  }
  text.remove_prefix(at);
  return Instant{day_start_ns_ + ns};
}

}  // namespace rackrate::ingest
