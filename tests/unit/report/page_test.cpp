// SPDX-License-Identifier: Apache-2.0
#include "report/page.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace rackrate;
using namespace rackrate::report;

TEST_CASE("content stands beside its label and wraps under itself") {
  Page page({false, 30});
  page.labelled("Label", "one two three four");
  CHECK(page.take() ==
        "  Label       one two three\n"
        "              four\n");
}

TEST_CASE("things of a list are not broken across lines") {
  Page page({false, 30});
  page.labelled("Weights", std::vector<std::string>{"bf16 141 GB", "fp8 72 GB", "q4 42 GB"});
  CHECK(page.take() ==
        "  Weights     bf16 141 GB\n"
        "              fp8 72 GB\n"
        "              q4 42 GB\n");
}

TEST_CASE("notes are numbered, and there is no heading without a note") {
  Page page({false, 40});
  page.notes({});
  CHECK(page.take().empty());
  page.notes({"first", "second"});
  CHECK(page.take() == "\n  Notes\n    1. first\n    2. second\n");
  page.notes({"\x1b[31mEVIL"});
  CHECK(page.take() == "\n  Notes\n    1. \\x1b[31mEVIL\n");
}

TEST_CASE("lists, steps and settings as people write them") {
  CHECK(join({}) == "");
  CHECK(join({"a"}) == "a");
  CHECK(join({"a", "b", "c"}) == "a, b and c");
  CHECK(join({"a", "b", "c"}, " · ", " · ") == "a · b · c");
  CHECK(step_text(Seconds::minutes(1)) == "minute");
  CHECK(step_text(Seconds::minutes(5)) == "5 min");
  CHECK(step_text(Seconds::hours(2)) == "2 h");
  CHECK(step_text(Seconds::days(1)) == "day");
  CHECK(plain_number(1) == "1");
  CHECK(plain_number(0.5) == "0.5");
  CHECK(plain_number(250'000) == "250,000");
  CHECK(plain_number(1155) == "1,155");
  CHECK(plain_number(1155.5) == "1,160");
  CHECK(plain_number(std::numeric_limits<double>::quiet_NaN()) == "?");
  CHECK(counted(1, "request", "requests") == "1 request");
  CHECK(counted(1.04, "request", "requests") == "1 request");
  CHECK(counted(19366, "request", "requests") == "19,366 requests");
  CHECK(clock_text(Instant{1'700'158'546'680'590'000}) == "2023-11-16 18:15");
  CHECK(count_text(MaybeCount::unknown()) == "?");
  CHECK(ratio_text(std::nullopt) == "?");
}
