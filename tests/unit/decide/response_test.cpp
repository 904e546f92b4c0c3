// SPDX-License-Identifier: Apache-2.0
#include "decide/response.hpp"

#include <doctest/doctest.h>

using namespace rackrate::decide;

TEST_CASE("factors are interpolated on each side of the value") {
  Response r;
  r.value = 2;
  r.low = 1;
  r.high = 4;
  r.at_low = {0.5, 1, 1.2};
  r.at_high = {1, 3, 0.4};
  CHECK(factors_at(r, 2) == Factors{1, 1, 1});
  CHECK(factors_at(r, 1) == Factors{0.5, 1, 1.2});
  CHECK(factors_at(r, 4) == Factors{1, 3, 0.4});
  CHECK(factors_at(r, 1.5).volume == doctest::Approx(0.75));
  CHECK(factors_at(r, 3).peak == doctest::Approx(2));
  CHECK(factors_at(r, 9).capacity == doctest::Approx(0.05));  // never to nothing
}

TEST_CASE("factors of several assumptions multiply") {
  Point point;
  apply({2, 3, 0.5}, point);
  apply({2, 1, 0.5}, point);
  CHECK(point.volume_factor == 4);
  CHECK(point.peak_factor == 3);
  CHECK(point.capacity_factor == 0.25);
}
