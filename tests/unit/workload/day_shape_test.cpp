// SPDX-License-Identifier: Apache-2.0
#include "workload/day_shape.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

using rackrate::workload::day_shape;

TEST_CASE("an assumed day has the peak that was asked for and a mean of 1") {
  for (const double peak : {1.0, 1.5, 1.85, 3.5, 12.0}) {
    const auto hours = day_shape(peak);
    CHECK(hours.front() == doctest::Approx(peak).epsilon(1e-9));
    CHECK(std::accumulate(hours.begin(), hours.end(), 0.0) == doctest::Approx(24));
    CHECK(hours.back() > 0);
    CHECK(std::is_sorted(hours.rbegin(), hours.rend()));
  }
  CHECK(day_shape(1).back() == doctest::Approx(1));
}

// With 24 hours the ratio is e^k / I0(k) to many digits: k = 1 gives 2.718282 / 1.266066 = 2.147031
// and a quietest hour of e^-1 / I0(1) = 0.290569.
TEST_CASE("the curve is the von Mises density") {
  const auto hours = day_shape(2.7182818284590452 / 1.2660658777520084);
  CHECK(hours.back() == doctest::Approx(0.36787944117144233 / 1.2660658777520084).epsilon(1e-6));
  // Six hours from the peak on either side the cosine is 0: 1 / I0(1), hours 11 and 12 from the
  // top.
  CHECK(hours[11] == doctest::Approx(1 / 1.2660658777520084).epsilon(1e-6));
  CHECK(hours[12] == doctest::Approx(hours[11]));
}

TEST_CASE("ratios outside of what a day can show are held to it") {
  CHECK(day_shape(0.5)[0] == doctest::Approx(1));
  CHECK(day_shape(50)[0] == doctest::Approx(24).epsilon(1e-6));
}
