// SPDX-License-Identifier: Apache-2.0
#include "workload/demand.hpp"

#include "core/error.hpp"
#include "support/usage.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <string>

using namespace rackrate;
using namespace rackrate::workload;
using doctest::Approx;
using ingest::Grain;

namespace {

Register traffic() {
  Register all;
  const auto add = [&](const char* id, double value, double low, double high, const char* unit) {
    Assumption a;
    a.id = id;
    a.value = value;
    a.low = low;
    a.high = high;
    a.unit = unit;
    all.add(a);
  };
  add("traffic.observed_to_mean", 1, 0.54, 1, "ratio");
  add("traffic.peak_hour_to_mean", 1.85, 1, 3.5, "ratio");
  add("traffic.peak_minute_to_hour", 1.5, 1.2, 3, "ratio");
  add("traffic.tokens_per_request_input", 1155, 400, 8000, "tokens");
  add("traffic.tokens_per_request_output", 211, 30, 450, "tokens");
  add("traffic.longest_request", 16'384, 4096, 131'072, "tokens");
  add("traffic.untimed_days", 30.4, 7, 91, "days");
  return all;
}

// Ten minutes: 11 requests a minute apart and 9 more in the first minute, 100 in and 10 out each.
Workload ten_minutes() {
  std::vector<ingest::Record> rows;
  for (int i = 0; i <= 10; ++i) {
    rows.push_back(test::request(60 * i, 100, 10));
  }
  for (int i = 0; i < 9; ++i) {
    rows.push_back(test::request(1 + i, 100, 10));
  }
  return test::workload_of(rows);
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

bool mentions(const Demand& demand, const std::string& text) {
  return std::any_of(demand.notes.begin(), demand.notes.end(),
                     [&](const std::string& note) { return note.find(text) != std::string::npos; });
}

constexpr double month_s = 2'628'000;  // 730 h

}  // namespace

TEST_CASE("less than a day: the rate seen is the month's, the busiest hour is assumed") {
  const Demand d = demand(ten_minutes(), traffic());
  CHECK(d.requests_per_month.as_count() == Approx(20 * month_s / 600));
  CHECK(d.mean_rate.in_per_second() == Approx(20 / 600.0));
  // The first minute holds 10, the mean is 2: five times, in an hour of 1.85 times the mean.
  CHECK(d.peak_rate.in_per_second() == Approx(20 / 600.0 * 1.85 * 5));
  CHECK(d.daily_shape_assumed);
  CHECK_FALSE(d.peak_assumed);
  CHECK(d.load_duration.size() == 11 * 24);
  CHECK(d.load_duration.front() == Approx(1.85 * 10 / (20 / 11.0)));
  CHECK(mean(d.load_duration) == Approx(1));
  CHECK(std::is_sorted(d.load_duration.rbegin(), d.load_duration.rend()));
  CHECK(mentions(d,
                 "10 min of data stand for a month of 730 h: its mean rate is assumed at 1 "
                 "(traffic.observed_to_mean; 0.54 to 1 is plausible) times the one seen"));
  CHECK(mentions(d, "1.85 (traffic.peak_hour_to_mean; 1 to 3.5 is plausible)"));
}

TEST_CASE("a file from the busiest hour: less in the month, but never a peak below the one seen") {
  const Demand d = demand(ten_minutes(), traffic().with("traffic.observed_to_mean", 0.5));
  CHECK(d.requests_per_month.as_count() == Approx(0.5 * 20 * month_s / 600));
  CHECK(d.tokens.input().as_count() == Approx(0.5 * 2000 * month_s / 600));
  CHECK(d.peak_rate.in_per_second() == Approx(10 / 60.0));  // 0.5 * 1.85 would be less
  CHECK(d.mix.input.as_count() == Approx(100));
}

TEST_CASE("hours of a short file count against its own hours, the day is still assumed") {
  // Three hours with 60, 120 and 60 requests, evenly; so the minutes of an hour are all alike.
  std::vector<ingest::Record> rows;
  for (int i = 0; i < 60; ++i) {
    rows.push_back(test::request(60 * i, 1, 1));
    rows.push_back(test::request(3600 + 60 * i, 1, 1));
    rows.push_back(test::request(3600 + 60 * i + 1, 1, 1));
    rows.push_back(test::request(7200 + 60 * i, 1, 1));
  }
  rows.push_back(test::request(10'799, 1, 1));
  const Workload w = test::workload_of(rows);
  const Demand d = demand(w, traffic());
  const double seen = 241 / 10'799.0;
  CHECK(*w.shape.peak_to_mean_1m == Approx(*w.shape.peak_to_mean_1h));
  CHECK(d.peak_rate.in_per_second() == Approx(seen * 1.85));
  CHECK(d.load_duration.size() == 180 * 24);
  // The last minute of the third hour holds 2 of its 61.
  CHECK(d.load_duration.front() == Approx(1.85 * 2 * 60 / 61).epsilon(1e-3));
}

TEST_CASE("a day or more by the minute assumes nothing but that it goes on") {
  std::vector<ingest::Record> rows;
  for (int i = 0; i <= 2880; ++i) {
    rows.push_back(test::request(60 * i, 100, 10));
  }
  for (int i = 0; i < 119; ++i) {
    rows.push_back(test::request(7200 + 0.1 * i, 100, 10));
  }
  const Workload w = test::workload_of(rows);
  const Demand d = demand(w, traffic());
  CHECK(d.requests_per_month.as_count() == Approx(3000 * 365 / 24.0));
  CHECK(d.peak_rate.in_per_second() == Approx(120 / 60.0));
  CHECK_FALSE(d.daily_shape_assumed);
  CHECK_FALSE(d.peak_assumed);
  CHECK(d.load_duration.size() == 2881);
  CHECK(d.load_duration.front() == Approx(120 / (3000 / 2881.0)));
  CHECK(mean(d.load_duration) == Approx(1));
  CHECK(mentions(d, "less than a week"));
  CHECK_FALSE(mentions(d, "traffic.peak_hour_to_mean"));
}

TEST_CASE("hourly sums: the hour is seen, its busiest minute is assumed") {
  std::vector<ingest::Record> rows;
  for (int i = 0; i < 48; ++i) {
    rows.push_back(test::bucket(3600 * i, MaybeCount(i == 30 ? 49 : 1), 100, 10));
  }
  const Demand d = demand(test::workload_of(rows, test::of_grain(Grain::hour)), traffic());
  CHECK(d.mean_rate.in_per_second() == Approx(96 / 172'800.0));
  CHECK(d.peak_rate.in_per_second() == Approx(49 / 3600.0 * 1.5));
  CHECK(d.peak_assumed);
  CHECK_FALSE(d.daily_shape_assumed);
  CHECK(d.load_duration.size() == 48);
  CHECK(d.load_duration.front() == Approx(24.5));
  CHECK(mentions(d, "1.5 (traffic.peak_minute_to_hour; 1.2 to 3 is plausible)"));
}

TEST_CASE("daily sums: hours follow the assumed peak, or the busiest day where that is higher") {
  for (const auto& [busiest, hour_peak] : {std::pair(2, 1.85), std::pair(3, 2.5)}) {
    std::vector<ingest::Record> rows;
    for (int i = 0; i < 10; ++i) {
      rows.push_back(test::bucket(86'400 * i, MaybeCount(i == 4 ? busiest : 1), 100, 10));
    }
    const Demand d = demand(test::workload_of(rows, test::of_grain(Grain::day)), traffic());
    const double rate = (9 + busiest) / 864'000.0;
    CHECK(d.mean_rate.in_per_second() == Approx(rate));
    CHECK(d.peak_rate.in_per_second() == Approx(rate * hour_peak * 1.5));
    CHECK(d.daily_shape_assumed);
    CHECK(d.peak_assumed);
    CHECK(d.load_duration.size() == 240);
    CHECK(d.load_duration.front() == Approx(hour_peak));
    CHECK(mean(d.load_duration) == Approx(1));
  }
}

TEST_CASE("without times, or at one instant, the period is an assumption") {
  const std::vector rows{test::request(5, 100, 10), test::request(5, 100, 10)};
  const ingest::Capabilities untimed{.grain = Grain::none};
  for (const Workload& w : {test::workload_of(rows), test::workload_of(rows, untimed)}) {
    const Demand d = demand(w, traffic());
    CHECK(d.mean_rate.in_per_second() == Approx(2 / (30.4 * 86'400)));
    CHECK(d.peak_rate.in_per_second() == Approx(2 / (30.4 * 86'400) * 1.85 * 1.5));
    CHECK(d.peak_assumed);
    CHECK(d.load_duration.size() == 24);
    CHECK(mentions(d, "30.4 (traffic.untimed_days"));
  }
}

TEST_CASE("requests that are not counted follow from tokens") {
  const Workload w = test::workload_of({test::bucket(0, MaybeCount::unknown(), 115'500, 4'000)},
                                       test::of_grain(Grain::day));
  const Demand d = demand(w, traffic());
  CHECK(d.requests_per_month.as_count() == Approx(100 * month_s / 86'400));
  CHECK(d.mix.input.as_count() == Approx(1155));
  CHECK(d.mix.output.as_count() == Approx(40));  // the ratio of the file, not an assumption
  CHECK(d.tokens.output.as_count() == Approx(4'000 * month_s / 86'400));
  CHECK(mentions(
      d,
      "the file does not count requests: a mean of 1155 (traffic.tokens_per_request_input; "
      "400 to 8000 is plausible) input tokens each is assumed"));
}

TEST_CASE("token classes keep their split and add up to the input") {
  ingest::Record row = test::request(0, 1000, 100);
  row.tokens.cache_read = MaybeCount(600);
  row.tokens.cache_write = MaybeCount(100);
  row.tokens.cache_write_5m = MaybeCount(70);
  row.tokens.cache_write_1h = MaybeCount(20);
  row.tokens.reasoning = MaybeCount(30);
  ingest::Record later = row;
  later.at = test::at_seconds(2'628'000);
  const Demand d = demand(test::workload_of({row, later}), traffic());  // exactly a month
  CHECK(d.tokens.cache_split_known);
  CHECK(d.tokens.uncached.as_count() == Approx(600));
  CHECK(d.tokens.cache_read.as_count() == Approx(1200));
  CHECK(d.tokens.cache_write_5m.as_count() == Approx(140));
  CHECK(d.tokens.cache_write_1h.as_count() == Approx(40));
  CHECK(d.tokens.cache_write.as_count() == Approx(20));
  CHECK(d.tokens.reasoning.as_count() == Approx(60));
  CHECK(d.tokens.input().as_count() == Approx(2000));
  CHECK(d.mix.cached.as_count() == Approx(600));
  CHECK_FALSE(mentions(d, "prompt cache"));

  const Demand unsplit = demand(ten_minutes(), traffic());
  CHECK_FALSE(unsplit.tokens.cache_split_known);
  CHECK(unsplit.tokens.uncached == unsplit.tokens.input());
  CHECK(unsplit.mix.cached == Tokens::zero());
  CHECK(mentions(unsplit, "prompt cache"));
}

TEST_CASE("the mix has the tails that were seen, or means and an assumption") {
  std::vector<ingest::Record> rows;
  for (int i = 1; i <= 100; ++i) {
    rows.push_back(test::request(i, 10 * i, i));
  }
  const RequestMix seen = demand(test::workload_of(rows), traffic()).mix;
  CHECK(seen.lengths_known);
  CHECK(seen.p95_input.as_count() == 960);  // element 95 from 0
  CHECK(seen.p95_output.as_count() == 96);
  CHECK(seen.longest.as_count() == 1100);

  const Workload sums =
      test::workload_of({test::bucket(0, MaybeCount(10), 5000, 500)}, test::of_grain(Grain::day));
  const RequestMix assumed = demand(sums, traffic()).mix;
  CHECK_FALSE(assumed.lengths_known);
  CHECK(assumed.p95_input.as_count() == Approx(500));
  CHECK(assumed.longest.as_count() == 16'384);
  const Register shorter = traffic().with("traffic.longest_request", 100);
  CHECK(demand(sums, shorter).mix.longest.as_count() == Approx(550));  // never below the mean
}

TEST_CASE("tokens that the file does not give are assumed and said") {
  ingest::Record row = test::request(0, 0, 10);
  row.tokens.input = MaybeCount::unknown();
  const Demand d = demand(test::workload_of({row}), traffic());
  CHECK(d.mix.input.as_count() == Approx(1155));
  CHECK(mentions(d, "does not give all input tokens"));
}

TEST_CASE("a workload of nothing has no demand") {
  CHECK_THROWS_AS(static_cast<void>(demand(test::workload_of({}), traffic())), BugError);
}
