// SPDX-License-Identifier: Apache-2.0
#include "report/chart.hpp"

#include "report/layout.hpp"
#include "unit/report/sample_plan.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::report;

TEST_CASE("the largest value is a full block and an eighth is the lowest") {
  CHECK(sparkline({8, 4, 1, 0}) == "█▄▁▁");
  CHECK(sparkline({}).empty());
  CHECK(sparkline({0, 0}).empty());
}

TEST_CASE("traffic over time is cut into round steps that fit") {
  workload::Workload w = test::sample_workload();
  const TimeChart minutes = time_chart(w, 60);
  CHECK(minutes.bars == "▄█▂");
  CHECK(minutes.step == Seconds::minutes(1));

  SUBCASE("two days of minutes in at most 60 steps are hours") {
    w.buckets.push_back(
        {Instant{w.buckets.front().start.ns + 2LL * 86400 * 1'000'000'000}, 9, 0, 0});
    const TimeChart hours = time_chart(w, 60);
    CHECK(hours.step == Seconds::hours(1));
    CHECK(display_width(hours.bars) == 49);
  }
  SUBCASE("fewer than three steps are no chart") {
    w.buckets.resize(2);
    CHECK(time_chart(w, 60).bars.empty());
  }
  SUBCASE("no times, no chart") {
    w.span.reset();
    CHECK(time_chart(w, 60).bars.empty());
  }
}
