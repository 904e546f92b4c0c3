// SPDX-License-Identifier: Apache-2.0
#include "decide/uncertainty.hpp"

#include "catalog/profile.hpp"
#include "core/random.hpp"
#include "core/statistics.hpp"
#include "toy.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace rackrate;
using namespace rackrate::decide;
using test::Toy;

namespace {

struct Contest {
  Toy toy;
  Register assumptions = catalog::load_profile("default");
  std::vector<Response> responses;
  std::vector<Priced> options{Priced{}, Priced{}};
  World world;

  explicit Contest(double api_usd) : toy(2.5) {
    toy.point.terms = cost::terms(assumptions);
    options[0].option.id = "api.cheapest";
    options[0].option.kind = OptionKind::api;
    options[0].bill = Usd::dollars(api_usd);
    options[0].option.monthly = Estimate<Usd>::exact(options[0].bill);
    options[1].option.id = "self_host.rented";
    options[1].option.kind = OptionKind::self_host;
    options[1].own = toy.own;
    options[1].option.monthly = Estimate<Usd>::exact(self_host_cost(toy.own, toy.load, toy.point));
    world = {&toy.load, toy.point, &assumptions, &responses};
  }
  Draws run() const { return draws(options, &options[1], &options[0], world); }
};

}  // namespace

TEST_CASE("draws put a tenth below low, half below the value and a tenth above high") {
  Random random(7);
  std::vector<double> values;
  for (int i = 0; i < 100'000; ++i) {
    values.push_back(draw(10, 8, 16, random.uniform()));
  }
  std::sort(values.begin(), values.end());
  CHECK(quantile(values, 0.1) == doctest::Approx(8).epsilon(0.01));
  CHECK(quantile(values, 0.5) == doctest::Approx(10).epsilon(0.01));
  CHECK(quantile(values, 0.9) == doctest::Approx(16).epsilon(0.01));
  CHECK(values.front() > 10 - 1.81 * 2);
  CHECK(values.back() < 10 + 1.81 * 6);
  CHECK(draw(10, 10, 10, 0.3) == 10);
}

TEST_CASE("the same inputs give the same draws, bit for bit") {
  const Contest contest(30'000);
  const Draws a = contest.run();
  const Draws b = contest.run();
  CHECK(a.monthly[1].low == b.monthly[1].low);
  CHECK(a.monthly[1].high == b.monthly[1].high);
  CHECK(a.own.ratio.low == b.own.ratio.low);
  CHECK(a.own.probability_wins == b.own.probability_wins);
}

TEST_CASE("an interval holds its value, and the odds follow the price of the other side") {
  const Contest close(45'000);
  const Draws d = close.run();
  CHECK(d.monthly[1].low < d.monthly[1].value);
  CHECK(d.monthly[1].high > d.monthly[1].value);
  CHECK(d.own.ratio.low < d.own.ratio.value);
  CHECK(d.own.ratio.value < d.own.ratio.high);
  CHECK(Contest(2'000).run().own.probability_wins < 0.01);
  CHECK(Contest(500'000).run().own.probability_wins > 0.99);
  CHECK(d.own.probability_wins > 0.1);
  CHECK(d.own.probability_wins < 0.9);
}

TEST_CASE("what the reader states as one value is not drawn; a range of theirs is") {
  const auto width = [](const std::vector<std::string>& settings) {
    Contest contest(30'000);
    const Register before = contest.assumptions;
    for (const Assumption& a : before.assumptions()) {
      if (a.known()) {
        contest.assumptions.set_range(a.id, a.value, a.value);
      }
    }
    contest.assumptions.set_range("people.engineers", 0.5, 3);
    for (const std::string& setting : settings) {
      catalog::apply_setting(contest.assumptions, setting);
    }
    const Draws d = contest.run();
    return (d.monthly[1].high - d.monthly[1].low).in_dollars();
  };
  // From 0.5 to 3 engineers.
  CHECK(width({}) == doctest::Approx(2.5 * 250'000 / 12).epsilon(0.03));
  CHECK(width({"people.engineers=1"}) == 0);
}

TEST_CASE("a stated bill does not vary") {
  Contest contest(30'000);
  contest.options[0].stated = true;
  const Draws d = contest.run();
  CHECK(d.monthly[0].low == Usd::dollars(30'000));
  CHECK(d.monthly[0].high == Usd::dollars(30'000));
}

TEST_CASE("sensitivities: largest first, and at the flip the two sides cost the same") {
  const Contest contest(30'000);
  const std::vector<Sensitivity> all =
      sensitivities(contest.options[1], contest.options[0], contest.world);
  REQUIRE(all.size() > 5);
  CHECK(std::is_sorted(all.begin(), all.end(), [](const Sensitivity& a, const Sensitivity& b) {
    return a.swing_usd > b.swing_usd;
  }));
  CHECK(all.front().assumption == "people.engineers");
  // 0.5 to 3 engineers at 250,000 a year.
  CHECK(all.front().swing_usd == doctest::Approx(2.5 * 250'000 / 12));
  REQUIRE(all.front().flips_at.has_value());
  Point at = contest.world.base;
  at.terms.engineers = *all.front().flips_at;
  CHECK(self_host_cost(contest.toy.own, contest.toy.load, at).in_dollars() ==
        doctest::Approx(30'000).epsilon(1e-6));
  for (const Sensitivity& s : all) {
    CHECK(s.assumption != "capital.wacc");  // a rented fleet has none
  }
}

TEST_CASE("a higher price of the other side never speaks against self-hosting") {
  double before = 0;
  for (const double api : {5'000.0, 20'000.0, 40'000.0, 60'000.0, 90'000.0}) {
    const double odds = Contest(api).run().own.probability_wins;
    CHECK(odds >= before);
    before = odds;
  }
}
