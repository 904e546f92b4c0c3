// SPDX-License-Identifier: Apache-2.0
#include "decide/load_curve.hpp"

#include "io/csv.hpp"
#include "io/numbers.hpp"
#include "support/shared_data.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <numeric>

using namespace rackrate;
using namespace rackrate::decide;

TEST_CASE("the area above a level, and the time below one") {
  const LoadCurve curve({4, 2, 1, 1});
  CHECK(curve.mean() == 2);
  CHECK(curve.peak() == 4);
  CHECK(curve.above(0) == doctest::Approx(2));
  CHECK(curve.above(1) == doctest::Approx((3 + 1) / 4.0));
  CHECK(curve.above(3.5) == doctest::Approx(0.125));
  CHECK(curve.above(4) == 0);
  CHECK(curve.time_below_fraction(2) == 0.5);
  CHECK(curve.time_below_fraction(0.5) == 0);
  CHECK(LoadCurve({}).above(1) == 0);
}

TEST_CASE("a ten-hour trace: the integer optimum by hand") {
  // Loads in machines: 3, 3, 2, 2, 1, 1, 1, 1, 0, 0 (mean 1.4). A machine costs 5 over the ten
  // hours, the API 1 per machine-hour of load.
  const LoadCurve curve({3, 3, 2, 2, 1, 1, 1, 1, 0, 0});
  const auto price = [](double machine) {
    return [machine](const Mix& mix) {
      return Usd::dollars(machine * mix.machines + 14 * mix.overflow_fraction);
    };
  };
  // The first serves 8 machine-hours, the second 4, the third 2.
  const Mix one = best_mix(curve, 1, price(5));
  CHECK(one.machines == 1);
  CHECK(one.monthly.in_dollars() == doctest::Approx(5 + 6));
  CHECK(one.overflow_fraction == doctest::Approx(6.0 / 14));
  CHECK(best_mix(curve, 1, price(9)).machines == 0);
  CHECK(best_mix(curve, 1, price(3)).machines == 2);
  CHECK(best_mix(curve, 1, price(1)).machines == 3);
  // A tie keeps the fewer machines: the second saves 4 and costs 4.
  CHECK(best_mix(curve, 1, price(4)).machines == 1);
}

TEST_CASE("people cost moves the optimum from some to none at once") {
  const LoadCurve curve({3, 3, 2, 2, 1, 1, 1, 1, 0, 0});
  const auto price = [](double people) {
    return [people](const Mix& mix) {
      return Usd::dollars((mix.machines > 0 ? people : 0) + 3.0 * mix.machines +
                          14 * mix.overflow_fraction);
    };
  };
  CHECK(best_mix(curve, 1, price(5)).machines == 2);
  CHECK(best_mix(curve, 1, price(6.5)).machines == 0);
}

TEST_CASE("the published shape of ServeGen m-mid at 200 requests/s") {
  // 512 tokens in, 256 out at 0.08 and 0.29 $/M; 25 requests/s per H100 at 2.51 $/h: 60,549 all on
  // the API, 31,149 for 17 own, and 11 own with overflow at 21,407 are the best mix.
  const auto path = test::shared_data("traces/servegen_m-mid_10min.csv");
  if (!path) {
    return;
  }
  const io::Source source = io::Source::open(*path, ExitCode::input_data);
  io::CsvReader reader(source.text());
  io::CsvRow row;
  std::vector<double> rates;
  reader.next(row);
  while (reader.next(row)) {
    rates.push_back(*io::parse_number(row.cells[1]));
  }
  const double mean =
      std::accumulate(rates.begin(), rates.end(), 0.0) / static_cast<double>(rates.size());
  for (double& rate : rates) {
    rate *= 200 / mean;
  }
  std::sort(rates.begin(), rates.end(), std::greater<>());
  const double request = (512 * 0.08 + 256 * 0.29) * 1e-6;
  const double api = 200 * request * month.in_seconds();
  const double machine = 2.51 * month.in_hours();
  CHECK(api == doctest::Approx(60'549).epsilon(1e-5));
  CHECK(17 * machine == doctest::Approx(31'149).epsilon(1e-5));
  const Mix best = best_mix(LoadCurve(rates), 25, [&](const Mix& mix) {
    return Usd::dollars(machine * mix.machines + api * mix.overflow_fraction);
  });
  CHECK(best.machines == 11);
  CHECK(best.monthly.in_dollars() == doctest::Approx(21'407).epsilon(1e-4));
}
