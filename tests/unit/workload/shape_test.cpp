// SPDX-License-Identifier: Apache-2.0
#include "workload/shape.hpp"

#include "support/usage.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::workload;
using ingest::Grain;

TEST_CASE("the peak is the busiest window from the first arrival over the mean of the span") {
  // From 30 s on, minutes hold 3, 1 and 0 requests, the rest of the fourth holds one.
  const Workload w =
      test::workload_of({test::request(30, 1, 1), test::request(31, 1, 1), test::request(89, 1, 1),
                         test::request(90, 1, 1), test::request(240, 1, 1)});
  CHECK(*w.shape.peak_to_mean_1m == doctest::Approx(3 / (5 / 3.5)));
  CHECK(*w.shape.peak_to_mean_1s == doctest::Approx(1 / (5 / 210.0)));
  CHECK_FALSE(w.shape.peak_to_mean_1h);  // less than two hours
  CHECK_FALSE(w.shape.hour_of_week);     // less than a day
  CHECK(load_by_window(w, Seconds::minutes(1)) == std::vector<double>{3, 1, 0, 1});
}

TEST_CASE("a window that is as long as half of the span is known, a longer one is not") {
  const std::vector rows{test::request(0, 1, 1), test::request(120, 1, 1)};
  CHECK(test::workload_of(rows).shape.peak_to_mean_1m);
  const std::vector shorter{test::request(0, 1, 1), test::request(119.9, 1, 1)};
  CHECK_FALSE(test::workload_of(shorter).shape.peak_to_mean_1m);
}

TEST_CASE("requests at whole seconds tell seconds; minutes do not") {
  const std::vector rows{test::request(0, 1, 1), test::request(300, 1, 1)};
  CHECK(test::workload_of(rows, test::of_grain(Grain::second)).shape.peak_to_mean_1s);
  const Workload by_minute = test::workload_of(rows, test::of_grain(Grain::minute));
  CHECK_FALSE(by_minute.shape.peak_to_mean_1s);
  CHECK(*by_minute.shape.peak_to_mean_1m == doctest::Approx(3));  // 6 minutes, one of 2 in one
  CHECK(load_by_window(by_minute, Seconds::seconds(1)).empty());
}

TEST_CASE("where requests are not counted the peak is of tokens") {
  const auto unknown = MaybeCount::unknown();
  const Workload w =
      test::workload_of({test::bucket(0, unknown, 900, 100), test::bucket(3600, unknown, 100, 0),
                         test::bucket(10'800, unknown, 100, 0)},
                        test::of_grain(Grain::hour));
  CHECK_FALSE(w.requests.known());
  CHECK(*w.shape.peak_to_mean_1h == doctest::Approx(1000 / (1200 / 4.0)));
  CHECK(load_by_window(w, hour) == std::vector<double>{1000, 100, 0, 100});
}

TEST_CASE("hours of the week: Monday 00:00 UTC is 0, means over the hours met, none elsewhere") {
  // 2024-01-01 was a Monday. Nine days: Monday and Tuesday are met twice.
  const double monday = 1'704'067'200;
  std::vector<ingest::Record> rows;
  rows.push_back(test::request(monday, 1, 1));
  rows.push_back(test::request(monday + 10, 1, 1));
  rows.push_back(test::request(monday + 7 * 86'400 + 20, 1, 1));
  rows.push_back(test::request(monday + 3 * 86'400 + 5 * 3600, 1, 1));  // Thursday 05:00
  rows.push_back(test::request(monday + 8 * 86'400 + 3599, 1, 1));      // Tuesday 00:59
  const Workload w = test::workload_of(rows);
  REQUIRE(w.shape.hour_of_week);
  const auto& week = *w.shape.hour_of_week;
  CHECK(*week[0] == 1.5);
  CHECK(*week[1] == 0);
  CHECK(*week[24] == 0.5);
  CHECK(*week[3 * 24 + 5] == 1);

  rows.resize(2);
  rows.push_back(test::request(monday + 86'400, 1, 1));
  const Workload short_one = test::workload_of(rows);
  REQUIRE(short_one.shape.hour_of_week);
  CHECK((*short_one.shape.hour_of_week)[24]);
  CHECK_FALSE((*short_one.shape.hour_of_week)[25]);  // never met
}

TEST_CASE("a trace from zero begins its own week") {
  ingest::Capabilities relative;
  relative.absolute_time = false;
  const Workload w =
      test::workload_of({test::request(0, 1, 1), test::request(90'000, 1, 1)}, relative);
  REQUIRE(w.shape.hour_of_week);
  CHECK(*(*w.shape.hour_of_week)[0] == 1);
  CHECK(*(*w.shape.hour_of_week)[25] == 1);
  CHECK_FALSE((*w.shape.hour_of_week)[26]);
}
