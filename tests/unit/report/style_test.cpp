// SPDX-License-Identifier: Apache-2.0
#include "report/style.hpp"

#include <doctest/doctest.h>

using namespace rackrate::report;

TEST_CASE("a style without colour changes nothing, one with colour ends what it begins") {
  CHECK(Style{}(Tone::bad, "x") == "x");
  const Style colour{true, 100};
  CHECK(colour(Tone::bad, "x") == "\x1b[31mx\x1b[0m");
  CHECK(colour(Tone::plain, "x") == "x");
  CHECK(colour(Tone::bad, "") == "");
}
