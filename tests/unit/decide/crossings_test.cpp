// SPDX-License-Identifier: Apache-2.0
#include "decide/crossings.hpp"

#include "toy.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::decide;
using test::Toy;

namespace {

// Cost of both sides where a crossing is, with the replicas that this volume needs.
double gap(const Toy& toy, Usd bill, double volume) {
  Point at = toy.point;
  at.volume_factor = volume;
  at.peak_factor = volume;
  return (self_host_cost(toy.own, toy.load, at) - api_cost(bill, at)).in_dollars();
}

}  // namespace

TEST_CASE("every crossing of a staircase, by hand") {
  // A replica costs 730 and carries 0.4 of today's peak; today's API bill is 2,000, so 0.4 of it is
  // 800. Step n covers volumes up to 0.4 n at 730 n: the API passes 730 n at 0.365 n. Step 1 is won
  // from 0.365 to 0.4, lost at the step to 1460 until 0.73, won until 0.8, lost until 1.095 ...
  Toy toy;
  const Usd bill = Usd::dollars(2000);
  const VolumeSearch found = volume_crossings(toy.own, bill, toy.load, toy.point);
  REQUIRE(found.crossings.size() >= 6);
  const double expected[] = {0.365, 0.4, 0.73, 0.8, 1.095, 1.2};
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(found.crossings[i].at == doctest::Approx(expected[i]));
    CHECK(found.crossings[i].self_host_wins_above == (i % 2 == 0));
  }
  // From the eleventh step on (10 x 800 > 11 x 730 is false, 11 x 800 > 12 x 730 is true) it stays.
  CHECK(found.self_host_wins_beyond);
  CHECK(found.crossings.back().self_host_wins_above);
  CHECK(found.crossings.back().at == doctest::Approx(0.365 * 11));
  CHECK(found.crossings.size() == 21);
  CHECK(found.to_factor > found.crossings.back().at);
}

TEST_CASE("at a crossing inside a step the costs agree; at a step the winner changes") {
  Toy toy;
  toy.point.terms.gateway = 300;
  toy.point.terms.egress_price = 90;
  toy.point.terms.bytes_per_output_token = 200;
  const Usd bill = Usd::dollars(2200);
  const VolumeSearch found = volume_crossings(toy.own, bill, toy.load, toy.point);
  REQUIRE_FALSE(found.crossings.empty());
  for (const Crossing& c : found.crossings) {
    CAPTURE(c.at);
    const double below = gap(toy, bill, c.at * (1 - 1e-7));
    const double above = gap(toy, bill, c.at * (1 + 1e-7));
    CHECK((above < 0) == c.self_host_wins_above);
    CHECK((below < 0) != c.self_host_wins_above);
    if (c.self_host_wins_above) {
      CHECK(std::abs(below) <= 1e-6 * bill.in_dollars() * c.at);
    }
  }
}

TEST_CASE("a replica dearer than what it replaces never pays") {
  Toy toy;
  const VolumeSearch found =
      volume_crossings(toy.own, Usd::dollars(1000), toy.load, toy.point);  // 400 a replica
  CHECK(found.crossings.empty());
  CHECK_FALSE(found.self_host_wins_beyond);
  CHECK(found.to_factor > 100);
}

TEST_CASE("people move the break-even out") {
  Toy toy;
  const Usd bill = Usd::dollars(20'000);
  const auto first = [&] {
    return volume_crossings(toy.own, bill, toy.load, toy.point).crossings.front().at;
  };
  const double alone = first();
  toy.point.terms.engineers = 1;
  toy.point.terms.loaded_cost = 250'000;
  CHECK(alone == doctest::Approx(0.0365));
  CHECK(first() > 1);
}
