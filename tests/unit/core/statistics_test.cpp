// SPDX-License-Identifier: Apache-2.0
#include "core/statistics.hpp"

#include "core/error.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace rackrate {
namespace {

TEST_CASE("a quantile is an element of the data") {
  std::vector<double> values;
  for (int i = 0; i < 20; ++i) {
    values.push_back(i);
  }
  CHECK(quantile(values, 0) == 0);
  CHECK(quantile(values, 0.5) == 10);
  CHECK(quantile(values, 0.95) == 19);
  CHECK(quantile(values, 1) == 19);
  CHECK(quantile({7}, 0.99) == 7);
}

TEST_CASE("a quantile of nothing is our mistake") {
  CHECK_THROWS_AS(quantile({}, 0.5), BugError);
  CHECK_THROWS_AS(quantile({1}, 1.5), BugError);
}

TEST_CASE("the pairwise sum does not drift") {
  CHECK(sum({}) == 0);
  CHECK(sum({1, 2, 3}) == 6);
  // Adding 0.1 ten million times from the left is off by 1.6e-4.
  const std::vector<double> tenths(10'000'000, 0.1);
  CHECK(sum(tenths) == doctest::Approx(1e6).epsilon(1e-14));
}

}  // namespace
}  // namespace rackrate
