// SPDX-License-Identifier: Apache-2.0
// The integer optimum of reserved machines with API overflow against brute force over every number
// of machines and every hour, on random traces; and break-evens against the costs around them.
#include "core/random.hpp"
#include "decide/crossings.hpp"
#include "decide/load_curve.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace rackrate;
using namespace rackrate::decide;

namespace {

int between(Random& random, int low, int high) {
  return low + static_cast<int>(random.uniform() * (high - low + 1));
}

/// Hourly loads in eighths of a machine, so that every sum is exact and ties do occur.
std::vector<double> trace(Random& random) {
  std::vector<double> loads(static_cast<std::size_t>(between(random, 1, 12)));
  for (double& load : loads) {
    load = between(random, 0, 48) / 8.0;
  }
  return loads;
}

/// Hour by hour, without any of the curve's shortcuts.
Mix brute_force(const std::vector<double>& loads, double machine, double overflow, double people) {
  const double peak = *std::max_element(loads.begin(), loads.end());
  Mix best;
  for (int n = 0; n <= static_cast<int>(std::ceil(peak)); ++n) {
    double cost = n > 0 ? people : 0;
    for (const double load : loads) {
      cost += n * machine + std::max(0.0, load - n) * overflow;
    }
    if (n == 0 || Usd::dollars(cost) < best.monthly) {
      best.machines = n;
      best.monthly = Usd::dollars(cost);
    }
  }
  return best;
}

}  // namespace

TEST_CASE("reserved machines with overflow: 1,000 random traces agree with brute force") {
  Random random(20'260'821);
  int ties = 0;
  for (int i = 0; i < 1000; ++i) {
    CAPTURE(i);
    const std::vector<double> loads = trace(random);
    const double machine = between(random, 1, 16) / 4.0;
    const double overflow = between(random, 1, 32) / 4.0;
    const double people = between(random, 0, 3) * 4.0;
    const auto hours = static_cast<double>(loads.size());
    std::vector<double> sorted = loads;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    const LoadCurve curve(sorted);
    const Mix best = best_mix(curve, 1, [&](const Mix& mix) {
      return Usd::dollars((mix.machines > 0 ? people : 0) +
                          hours * (mix.machines * machine + curve.above(mix.machines) * overflow));
    });
    const Mix expected = brute_force(loads, machine, overflow, people);
    CHECK(best.monthly.in_dollars() == doctest::Approx(expected.monthly.in_dollars()));
    // Equal costs may come out in another order by a rounding; the cost itself may not.
    if (best.machines != expected.machines) {
      ++ties;
    }
  }
  CHECK(ties < 20);
}

TEST_CASE("between two crossings the winner is the one they say, on random staircases") {
  Random random(42);
  catalog::Accelerator gpu;
  for (int i = 0; i < 200; ++i) {
    CAPTURE(i);
    catalog::GpuPrice price;
    price.quoted = catalog::PerGpuPrice{UsdPerHour::per_hour(between(random, 1, 40) / 8.0),
                                        1 << between(random, 0, 3)};
    SelfHosting own;
    own.per_replica =
        Estimate<RequestsPerSecond>::exact(RequestsPerSecond::per_second(between(random, 1, 30)));
    own.gpus_per_replica = 1 << between(random, 0, 3);
    own.supply.gpu = &gpu;
    own.supply.rent = &price;
    Load load;
    load.mean = RequestsPerSecond::per_second(10);
    load.peak = RequestsPerSecond::per_second(between(random, 10, 60));
    load.total = Tokens::millions(30'000);
    load.output = Tokens::millions(5'000);
    Point point;
    point.terms.gateway = between(random, 0, 4) * 500;
    point.terms.spare_replicas = between(random, 0, 2);
    point.terms.egress_price = 90;
    point.terms.bytes_per_output_token = 200;
    const Usd bill = Usd::dollars(between(random, 500, 60'000));
    const VolumeSearch found = volume_crossings(own, bill, load, point);

    bool wins = false;
    double from = 0;
    for (std::size_t c = 0; c <= found.crossings.size(); ++c) {
      const double to = c < found.crossings.size() ? found.crossings[c].at : found.to_factor;
      CHECK(to >= from);
      for (const double share : {0.001, 0.3, 0.999}) {
        Point at = point;
        at.volume_factor = at.peak_factor = from + (to - from) * share;
        const double gap = (self_host_cost(own, load, at) - api_cost(bill, at)).in_dollars();
        const bool level = std::abs(gap) < 1e-6 * bill.in_dollars() * at.volume_factor;
        CHECK((level || (gap < 0) == wins));
      }
      if (c < found.crossings.size()) {
        wins = found.crossings[c].self_host_wins_above;
        from = to;
      }
    }
    CHECK(wins == found.self_host_wins_beyond);
  }
}
