// SPDX-License-Identifier: Apache-2.0
#include "decide/verdict.hpp"

#include "catalog/profile.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::decide;

namespace {

Priced priced(std::string id, OptionKind kind, double monthly) {
  Priced p;
  p.option.id = std::move(id);
  p.option.kind = kind;
  p.option.monthly = Estimate<Usd>::exact(Usd::dollars(monthly));
  return p;
}

struct Trial {
  std::vector<Priced> options{priced("api.cheapest", OptionKind::api, 3000),
                              priced("hybrid", OptionKind::hybrid, 8000),
                              priced("self_host.rented", OptionKind::self_host, 29'000)};
  std::vector<Gate> gates;
  Draws draws;
  VolumeSearch search;
  std::vector<Sensitivity> sensitivities;
  Register assumptions = catalog::load_profile("default");
  Load load;

  Verdict run() {
    draws.own.ratio.value = options[2].option.monthly.value / options[0].option.monthly.value;
    exclude(gates, options);
    load.total = Tokens::millions(30'000);
    return verdict({&options, &options[2], &options[0], &search, &draws, &sensitivities, &gates,
                    &assumptions, &load});
  }
};

Gate answered(std::string id, GateOutcome outcome) {
  Gate g;
  g.id = std::move(id);
  g.outcome = outcome;
  return g;
}

}  // namespace

TEST_CASE("the cheapest option wins, the next is the runner-up") {
  Trial t;
  t.draws.own.ratio = {9.67, 6, 12};
  const Verdict v = t.run();
  CHECK(v.choice == decide::Choice::stay_on_api);
  CHECK(v.option == "api.cheapest");
  CHECK(v.runner_up == "hybrid");
  CHECK(v.ratio == doctest::Approx(29'000.0 / 3000));
  CHECK(v.ratio_high == 12);
}

TEST_CASE("data that must stay rules out APIs and hybrids, whatever they cost") {
  Trial t;
  t.gates = {answered("residency", GateOutcome::yes)};
  const Verdict v = t.run();
  CHECK(v.choice == decide::Choice::self_host);
  CHECK(v.option == "self_host.rented");
  CHECK(t.options[0].option.excluded_by == "residency");
  CHECK(t.options[1].option.excluded_by == "residency");
  CHECK_FALSE(t.options[2].option.excluded_by.has_value());
}

TEST_CASE("a licence that forbids the use leaves the API") {
  Trial t;
  t.options[2].option.monthly = Estimate<Usd>::exact(Usd::dollars(1));
  t.gates = {answered("licence", GateOutcome::no)};
  CHECK(t.run().choice == decide::Choice::stay_on_api);
}

TEST_CASE("gates that rule everything out leave no choice") {
  Trial t;
  t.gates = {answered("licence", GateOutcome::no), answered("residency", GateOutcome::yes)};
  const Verdict v = t.run();
  CHECK(v.choice == decide::Choice::undecided);
  CHECK(v.option.empty());
}

TEST_CASE("too close to call: one inside the interval and no clear majority of draws") {
  Trial t;
  t.options[2].option.monthly = Estimate<Usd>::exact(Usd::dollars(2900));
  t.draws.own.ratio = {1, 0.8, 1.3};
  t.draws.own.probability_wins = 0.55;
  CHECK(t.run().choice == decide::Choice::undecided);
  t.draws.own.probability_wins = 0.75;
  CHECK(t.run().choice == decide::Choice::self_host);
}

TEST_CASE("a hybrid is chosen for a clear saving, and the figures are its own") {
  Trial t;
  t.options[1].option.monthly = Estimate<Usd>::exact(Usd::dollars(2400));
  t.draws.hybrid = {0.9, {0.8, 0.7, 1.05}};
  const Verdict v = t.run();
  CHECK(v.choice == decide::Choice::hybrid);
  CHECK(v.ratio == 0.8);
  CHECK(v.probability == 0.9);
}

TEST_CASE("a hybrid that saves little, or perhaps nothing, is not worth a second way to run") {
  Trial t;
  t.options[1].option.monthly = Estimate<Usd>::exact(Usd::dollars(2990));
  t.draws.hybrid = {0.9, {0.997, 0.9, 0.999}};
  t.draws.own.probability_wins = 0.01;
  const Verdict v = t.run();
  CHECK(v.choice == decide::Choice::stay_on_api);
  CHECK(v.option == "api.cheapest");
  CHECK(v.runner_up == "hybrid");
  CHECK(v.probability == doctest::Approx(0.99));
  t.draws.hybrid = {0.6, {0.9, 0.7, 1.2}};
  CHECK(t.run().choice == decide::Choice::stay_on_api);
}

TEST_CASE("no price to compare with is no reason to self-host, unless data must stay") {
  Trial t;
  t.options = {t.options[2]};
  const auto alone = [&] {
    return verdict({&t.options, &t.options[0], nullptr, nullptr, &t.draws, &t.sensitivities,
                    &t.gates, &t.assumptions, &t.load});
  };
  CHECK(alone().choice == decide::Choice::undecided);
  CHECK_FALSE(alone().comparable);
  t.gates = {answered("residency", GateOutcome::yes)};
  CHECK(alone().choice == decide::Choice::self_host);
}

TEST_CASE("what flips it is said with figures") {
  Trial t;
  t.search.crossings = {{2.0, true}, {2.1, false}, {2.5, true}};
  Sensitivity s;
  s.assumption = "people.engineers";
  s.flips_at = 0.3;
  t.sensitivities = {s};
  t.gates = {answered("residency", GateOutcome::unknown)};
  const Verdict v = t.run();
  REQUIRE(v.flips_if.size() == 3);
  // 30 G tokens over 730 h are 986 M a day.
  CHECK(v.flips_if[0] == "traffic rises above 2.47 B tokens a day (you: 986 M)");
  CHECK(v.flips_if[1] == "the number of engineers falls below 0.30 (assumed: 1.0)");
  CHECK(v.flips_if[2] == "the data may not go to a third party");
}

TEST_CASE("a flip far outside the range of its assumption is not worth a line") {
  Trial t;
  Sensitivity s;
  s.assumption = "people.engineers";
  s.flips_at = 0.01;  // the range begins at 0.5
  t.sensitivities = {s};
  t.gates = {answered("residency", GateOutcome::yes)};
  CHECK(t.run().flips_if.empty());
}
