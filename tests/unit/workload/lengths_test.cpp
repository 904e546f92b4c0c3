// SPDX-License-Identifier: Apache-2.0
#include "workload/lengths.hpp"

#include "core/error.hpp"

#include <doctest/doctest.h>

using rackrate::workload::Lengths;

TEST_CASE("an empty multiset has no quantile and a mean of 0") {
  const Lengths lengths;
  CHECK(lengths.empty());
  CHECK(lengths.count() == 0);
  CHECK(lengths.mean() == 0);
  CHECK_THROWS_AS(static_cast<void>(lengths.quantile(0.5)), rackrate::BugError);
}

TEST_CASE("quantile p is element floor(p * n) of the sorted lengths") {
  Lengths lengths;
  for (const std::int64_t length : {30, 10, 20, 40}) {
    lengths.add(length);
  }
  CHECK(lengths.quantile(0) == 10);
  CHECK(lengths.quantile(0.24) == 10);
  CHECK(lengths.quantile(0.25) == 20);
  CHECK(lengths.quantile(0.5) == 30);
  CHECK(lengths.quantile(0.99) == 40);
  CHECK(lengths.quantile(1) == 40);
  CHECK(lengths.mean() == 25);
}

TEST_CASE("lengths on both sides of the array's limit are exact") {
  Lengths lengths;
  lengths.add(0);
  lengths.add(131'071);
  lengths.add(131'072, 3);
  lengths.add(2'000'000);
  CHECK(lengths.count() == 6);
  CHECK(lengths.min() == 0);
  CHECK(lengths.max() == 2'000'000);
  CHECK(lengths.quantile(0.2) == 131'071);
  CHECK(lengths.quantile(0.5) == 131'072);
  CHECK(lengths.sum() == 131'071 + 3 * 131'072 + 2'000'000);
  CHECK(lengths.items().size() == 4);
  CHECK(lengths.sum_of_squares() == 4'068'719'214'593);
}

TEST_CASE("merging is adding all lengths to one") {
  Lengths a;
  Lengths b;
  Lengths both;
  for (std::int64_t i = 0; i < 1000; ++i) {
    const std::int64_t length = i * i * i % 300'000;
    (i % 3 == 0 ? a : b).add(length);
    both.add(length);
  }
  Lengths merged = a;
  merged.merge(b);
  CHECK(merged == both);
  b.merge(a);
  CHECK(b == both);
}
