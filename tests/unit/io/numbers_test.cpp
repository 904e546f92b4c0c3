// SPDX-License-Identifier: Apache-2.0
#include "io/numbers.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

namespace rackrate::io {
namespace {

TEST_CASE("a number is the whole text") {
  CHECK(parse_number("12") == 12);
  CHECK(parse_number("-3.5") == -3.5);
  CHECK(parse_number("+3.5") == 3.5);
  CHECK(parse_number("1e3") == 1000);
  CHECK(parse_number(" \t0.1\r\n") == 0.1);
  CHECK(parse_number(".5") == 0.5);
  CHECK(parse_number("5.") == 5);
  for (const char* const text : {"", " ", "+", "-", "+-3", "++3", "1,000", "12 ms", "12x", "0x10",
                                 "nan", "NaN", "inf", "-Infinity", "1e999", "1 2", "1_000"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_number(text));
    CHECK_FALSE(parse_whole(text));
  }
}

TEST_CASE("a whole number may be written as a real") {
  CHECK(parse_whole("0") == 0);
  CHECK(parse_whole("-7") == -7);
  CHECK(parse_whole("3.0") == 3);
  CHECK(parse_whole("1e3") == 1000);
  CHECK(parse_whole("1.5e1") == 15);
  CHECK_FALSE(parse_whole("3.5"));
  CHECK_FALSE(parse_whole("1e-3"));
}

TEST_CASE("whole numbers are exact or refused") {
  CHECK(parse_whole("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  CHECK(parse_whole("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  CHECK_FALSE(parse_whole("9223372036854775808"));
  CHECK_FALSE(parse_whole("99999999999999999999"));
  CHECK(parse_whole("9007199254740992.0") == 9007199254740992);
  CHECK_FALSE(parse_whole("9007199254740994.0"));  // above 2^53 a double may have been rounded
}

}  // namespace
}  // namespace rackrate::io
