// SPDX-License-Identifier: Apache-2.0
#include "workload/load_duration.hpp"

#include "support/usage.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::workload;
using ingest::Grain;

TEST_CASE("hours are seen from a day on, where the source shows hours") {
  const std::vector two_days{test::request(0, 1, 1), test::request(172'800, 1, 1)};
  const HourlyShape seen = hourly_shape(test::workload_of(two_days), 1.85);
  CHECK_FALSE(seen.assumed);
  CHECK(seen.peak_to_mean_fraction == doctest::Approx(24));  // one in an hour, two in 48

  const std::vector a_morning{test::request(0, 1, 1), test::request(20'000, 1, 1)};
  const HourlyShape assumed = hourly_shape(test::workload_of(a_morning), 1.85);
  CHECK(assumed.assumed);
  CHECK_FALSE(assumed.days_seen);
  CHECK(assumed.peak_to_mean_fraction == 1.85);

  const Workload daily = test::workload_of(
      {test::bucket(0, MaybeCount(4), 1, 1), test::bucket(86'400, MaybeCount(0), 1, 1)},
      test::of_grain(Grain::day));
  const HourlyShape from_days = hourly_shape(daily, 1.85);
  CHECK(from_days.days_seen);
  CHECK(from_days.peak_to_mean_fraction == doctest::Approx(2));  // above the assumption
}

TEST_CASE("empty minutes are part of the curve") {
  const Workload w = test::workload_of({test::request(0, 1, 1), test::request(86'399, 1, 1)});
  const Workload longer = test::workload_of({test::request(0, 1, 1), test::request(86'400, 1, 1)});
  CHECK(load_duration(w, hourly_shape(w, 2)).size() == 120 * 24);  // of two hours that hold any
  const std::vector<double> curve = load_duration(longer, hourly_shape(longer, 2));
  CHECK(curve.size() == 1441);
  CHECK(curve[1] == doctest::Approx(1441 / 2.0));
  CHECK(curve[2] == 0);
}

TEST_CASE("over years the curve is by the hour") {
  std::vector<ingest::Record> rows;
  for (int i = 0; i <= 800; ++i) {
    rows.push_back(test::request(86'400.0 * i, 1, 1));
  }
  const Workload w = test::workload_of(rows);
  CHECK(load_duration(w, hourly_shape(w, 2)).size() == 800 * 24 + 1);
}

TEST_CASE("tokens stand in where requests are not counted") {
  const auto unknown = MaybeCount::unknown();
  std::vector<ingest::Record> rows;
  for (int i = 0; i < 24; ++i) {
    rows.push_back(test::bucket(3600 * i, unknown, i == 7 ? 50 : 2, 0));
  }
  const Workload w = test::workload_of(rows, test::of_grain(Grain::hour));
  const std::vector<double> curve = load_duration(w, hourly_shape(w, 2));
  CHECK(curve.size() == 24);
  CHECK(curve.front() == doctest::Approx(50 / 4.0));
}
