// SPDX-License-Identifier: Apache-2.0
#include "core/date.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <initializer_list>

namespace rackrate {
namespace {

TEST_CASE("a date is a day that exists, written year-month-day") {
  CHECK(to_string(parse_date("2026-03-01").value()) == "2026-03-01");
  CHECK(to_string(parse_date("2024-02-29").value()) == "2024-02-29");
  CHECK(parse_date("1970-01-02").value().time_since_epoch().count() == 1);
  for (const char* const text :
       {"2025-02-29", "2026-13-01", "2026-00-10", "2026-01-32", "2026-1-1", "26-01-01",
        "2026/01/01", "2026-01-1 ", "-026-01-01", "2026-01-0x", "", "2026-01-01T00:00:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("an instant prints as many fractional digits as it has") {
  CHECK(to_string(Instant{0}) == "1970-01-01T00:00:00Z");
  CHECK(to_string(Instant{1'700'000'000'000'000'000}) == "2023-11-14T22:13:20Z");
  CHECK(to_string(Instant{1'700'000'000'500'000'000}) == "2023-11-14T22:13:20.500Z");
  CHECK(to_string(Instant{1'700'000'000'000'001'000}) == "2023-11-14T22:13:20.000001Z");
  CHECK(to_string(Instant{1'700'000'000'000'000'001}) == "2023-11-14T22:13:20.000000001Z");
  CHECK(to_string(Instant{-1}) == "1969-12-31T23:59:59.999999999Z");
}

TEST_CASE("the day of an instant, also before 1970") {
  CHECK(to_string(date_of(Instant{1'700'000'000'000'000'000})) == "2023-11-14");
  CHECK(to_string(date_of(Instant{-1})) == "1969-12-31");
}

TEST_CASE("the difference of instants is a duration") {
  CHECK((Instant{3'500'000'000} - Instant{1'000'000'000}).in_seconds() == doctest::Approx(2.5));
  CHECK(Instant{1} < Instant{2});
}

}  // namespace
}  // namespace rackrate
