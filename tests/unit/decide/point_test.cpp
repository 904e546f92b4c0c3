// SPDX-License-Identifier: Apache-2.0
#include "decide/point.hpp"

#include "toy.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::decide;
using test::Toy;

TEST_CASE("a fleet is sized for the peak, its spares on top, and is busy by the mean") {
  Toy toy;
  toy.point.terms.spare_replicas = 1;
  const cost::FleetSize fleet = fleet_for_peak(toy.own, toy.load, toy.point);
  CHECK(fleet.replicas == 3);  // 25 over 10 a second
  CHECK(fleet.spare_replicas == 1);
  CHECK(fleet.busy_replicas == doctest::Approx(1.0));
  CHECK(self_host_cost(toy.own, toy.load, toy.point).in_dollars() == doctest::Approx(4 * 730));
}

TEST_CASE("skew, correction and speed change what a replica carries") {
  Toy toy;
  toy.point.terms.router_skew_fraction = 0.2;
  CHECK(effective_rate(toy.own, toy.point).in_per_second() == doctest::Approx(8));
  toy.point.terms.rate_factor = 0.5;
  CHECK(effective_rate(toy.own, toy.point).in_per_second() == doctest::Approx(4));
  toy.own.per_replica.low = RequestsPerSecond::per_second(6);
  toy.own.per_replica.high = RequestsPerSecond::per_second(15);
  toy.point.terms = {};
  toy.point.speed = -1;
  CHECK(effective_rate(toy.own, toy.point).in_per_second() == doctest::Approx(6));
  toy.point.speed = 0.5;
  CHECK(effective_rate(toy.own, toy.point).in_per_second() == doctest::Approx(12.5));
  toy.point.speed = -9;
  CHECK(effective_rate(toy.own, toy.point).in_per_second() == doctest::Approx(0.5));
}

TEST_CASE("the API follows volume, and drifts for half a year on average") {
  Point point;
  point.volume_factor = 2;
  point.terms.price_drift = -0.1;
  CHECK(api_cost(Usd::dollars(100), point).in_dollars() == doctest::Approx(190));
}

TEST_CASE("a base with overflow, by hand") {
  // Loads 25, 10, 5, 5, 5 requests/s: one replica leaves 15 of 50 to the API.
  Toy toy;
  CHECK(overflow_fraction(toy.own, 1, toy.load, toy.point) == doctest::Approx(0.3));
  CHECK(overflow_fraction(toy.own, 3, toy.load, toy.point) == 0);
  const cost::FleetSize base = fleet_of_base(toy.own, 1, toy.load, toy.point);
  CHECK(base.busy_replicas == doctest::Approx(0.7));
  CHECK(base.served.in_millions() == doctest::Approx(700));
  const Usd bill = Usd::dollars(2000);
  CHECK(hybrid_cost(toy.own, 1, bill, toy.load, toy.point).in_dollars() ==
        doctest::Approx(730 + 600));
  CHECK(hybrid_cost(toy.own, 0, bill, toy.load, toy.point) == bill);
  // The second replica would keep 200 $ more and cost 730.
  const Mix best = best_hybrid(toy.own, bill, toy.load, toy.point);
  CHECK(best.machines == 1);
  CHECK(best.monthly.in_dollars() == doctest::Approx(1330));
}

TEST_CASE("without a load worth mentioning the fixed cost stays") {
  Toy toy;
  toy.point.volume_factor = 1e-9;
  toy.point.peak_factor = 1e-9;
  CHECK(self_host_cost(toy.own, toy.load, toy.point).in_dollars() == doctest::Approx(730));
  CHECK(api_cost(Usd::dollars(1000), toy.point).in_dollars() == doctest::Approx(0));
}
