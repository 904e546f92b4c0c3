// SPDX-License-Identifier: Apache-2.0
#include "workload/stated_cost.hpp"

#include <doctest/doctest.h>

#include <limits>

using rackrate::workload::StatedCost;

TEST_CASE("a cost is known only if every row states one") {
  StatedCost cost;
  CHECK_FALSE(cost.known());
  cost.add(0.25);
  CHECK(cost.known());
  CHECK(cost.in_usd() == 0.25);
  cost.add(std::numeric_limits<double>::quiet_NaN());
  CHECK_FALSE(cost.known());
  CHECK(cost.rows_without() == 1);
}

TEST_CASE("costs add up exactly in any order, credits and large sums included") {
  const double parts[] = {0.1, 1e-9, 25'000.5, -0.3, 3.3e-6, 8'999.99};
  StatedCost forward;
  StatedCost backward;
  for (int i = 0; i < 6; ++i) {
    forward.add(parts[i]);
    backward.add(parts[5 - i]);
  }
  CHECK(forward == backward);
  CHECK(forward.in_usd() == doctest::Approx(34'000.290003301).epsilon(1e-15));

  StatedCost merged;
  for (const double part : parts) {
    StatedCost one;
    one.add(part);
    merged.merge(one);
  }
  CHECK(merged == forward);
}
