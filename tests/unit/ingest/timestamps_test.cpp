// SPDX-License-Identifier: Apache-2.0
#include "ingest/timestamps.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace rackrate;
using namespace rackrate::ingest;

namespace {

std::string iso(std::string_view text, TimeUnit unit = TimeUnit::by_size) {
  const auto time = parse_time(text, unit);
  return time ? to_string(time->at) : "none";
}

}  // namespace

TEST_CASE("every form of time gives its instant") {
  CHECK(iso("2026-03-02T09:00:03Z") == "2026-03-02T09:00:03Z");
  CHECK(iso("2026-03-02T09:00:03.125Z") == "2026-03-02T09:00:03.125Z");
  CHECK(iso("2026-03-02 09:00:03.125000+00:00") == "2026-03-02T09:00:03.125Z");
  CHECK(iso("2023-11-16 18:15:46.6805900") == "2023-11-16T18:15:46.680590Z");
  CHECK(iso("2026-03-02T09:00:03.123456789Z") == "2026-03-02T09:00:03.123456789Z");
  CHECK(iso("2026-03-02 09:00:03.125000 UTC") == "2026-03-02T09:00:03.125Z");
  CHECK(iso("2026-03-02T17:00:00+08:00") == "2026-03-02T09:00:00Z");
  CHECK(iso("2026-03-02T04:30:00-0430") == "2026-03-02T09:00:00Z");
  CHECK(iso("2026-03-02") == "2026-03-02T00:00:00Z");
  CHECK(iso("\"2026-03-02T09:00:03.125Z\"") == "2026-03-02T09:00:03.125Z");
  CHECK(iso("5/1/25") == "2025-05-01T00:00:00Z");
  CHECK(iso("5/1/2025 1:30 PM") == "2025-05-01T13:30:00Z");
  CHECK(iso("20260701", TimeUnit::compact_date) == "2026-07-01T00:00:00Z");
  CHECK(iso("2026-07-01", TimeUnit::compact_date) == "2026-07-01T00:00:00Z");
}

TEST_CASE("numbers are seconds, milliseconds, microseconds or nanoseconds by their size") {
  // 1772442003 is 2026-03-02T09:00:03Z (date -u -d @1772442003).
  CHECK(iso("1772442003") == "2026-03-02T09:00:03Z");
  CHECK(iso("1772442003.125") == "2026-03-02T09:00:03.125Z");
  CHECK(iso("1772442003125") == "2026-03-02T09:00:03.125Z");
  CHECK(iso("1772442003125000") == "2026-03-02T09:00:03.125Z");
  CHECK(iso("1772442003125000000") == "2026-03-02T09:00:03.125Z");
  CHECK(iso("1.772442003e9") == "2026-03-02T09:00:03Z");
  CHECK(iso("19440110.0") == "1970-08-14T00:01:50Z");
  CHECK(time_of(std::int64_t{38'745}, TimeUnit::ms)->at.ns == 38'745'000'000);
  CHECK(time_of(38.745, TimeUnit::s)->at.ns == 38'745'000'000);
}

TEST_CASE("clock changes do not matter to times with an offset") {
  // Berlin, 2025-10-26: 02:30 occurs twice, an hour apart.
  CHECK(iso("2025-10-26T02:30:00+02:00") == "2025-10-26T00:30:00Z");
  CHECK(iso("2025-10-26T02:30:00+01:00") == "2025-10-26T01:30:00Z");
}

TEST_CASE("a zone that is not stated is said to be so") {
  CHECK_FALSE(parse_time("2026-03-02 09:00:03")->zone_stated);
  CHECK(parse_time("2026-03-02 09:00:03Z")->zone_stated);
  CHECK(parse_time("1772442003")->number);
}

TEST_CASE("what is no time is none") {
  for (const char* text :
       {"", " ", "soon", "2026-13-01", "2026-02-30", "2026-03-02T25:00:00Z", "2026-03-02T09:61:00Z",
        "2026-03-02T09", "2026-03-02T09:00:03X", "2026-03-02T09:00:03+99:00", "13/40/25", "1e400",
        "99999999999999999999999", "9999-01-01", "NaN"}) {
    INFO(text);
    CHECK(iso(text) == "none");
  }
}

TEST_CASE("the fast clock agrees with the general one") {
  FastClock clock;
  for (std::string_view text : {"2023-11-16 18:15:46.6805900", "2024-05-12 00:00:00",
                                "2024-02-29T23:59:59.999999", "2023-11-16 18:15:46.1"}) {
    std::string_view rest = text;
    const auto at = clock.take(rest);
    REQUIRE(at.has_value());
    CHECK(rest.empty());
    CHECK(*at == parse_time(text)->at);
  }
  for (std::string_view text : {"2023-02-29 00:00:00", "2023-11-16 24:00:00", "2023-11-16_18:15:46",
                                "2023-11-16 1a:15:46", "18:15:46", "2023-11-16 18:15"}) {
    std::string_view rest = text;
    INFO(std::string(text));
    CHECK_FALSE(clock.take(rest).has_value());
    CHECK(rest == text);
  }
  std::string_view rest = "2023-11-16 18:15:46,12,3";
  CHECK(clock.take(rest).has_value());
  CHECK(rest == ",12,3");
}
