// SPDX-License-Identifier: Apache-2.0
// Against textbook closed forms: annuities, level flows, and flows with several or no rates.
#include "cost/capital.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace rackrate;
using namespace rackrate::cost;

namespace {

std::vector<Usd> dollars(const std::vector<double>& values) {
  std::vector<Usd> out;
  for (const double value : values) {
    out.push_back(Usd::dollars(value));
  }
  return out;
}

}  // namespace

TEST_CASE("capital recovery factors of a 10 % annuity table") {
  CHECK(capital_recovery_factor(0.10, 5) == doctest::Approx(0.263797).epsilon(1e-6));
  CHECK(capital_recovery_factor(0.10, 4) == doctest::Approx(0.315471).epsilon(1e-6));
  CHECK(capital_recovery_factor(0.10, 3) == doctest::Approx(0.402115).epsilon(1e-6));
  CHECK(capital_recovery_factor(0.0, 5) == 0.2);
  CHECK(capital_recovery_factor(1e-9, 5) == doctest::Approx(0.2));
}

TEST_CASE("a yearly rate becomes the monthly rate that compounds to it") {
  CHECK(std::pow(1 + monthly_rate_fraction(0.10), 12) == doctest::Approx(1.10));
  CHECK(monthly_rate_fraction(0.10) < 0.10 / 12);
}

TEST_CASE("present value of a level annuity is payment over recovery factor") {
  const std::vector<Usd> flows = dollars({0, 100, 100, 100, 100, 100});
  CHECK(present_value(flows, 0.10).in_dollars() == doctest::Approx(379.0787).epsilon(1e-6));
  CHECK(present_value(flows, 0.10).in_dollars() ==
        doctest::Approx(100 / capital_recovery_factor(0.10, 5)));
  CHECK(present_value(flows, 0).in_dollars() == doctest::Approx(500));
}

TEST_CASE("internal rates: one, several, none, negative") {
  const std::vector<double> one = internal_rates(dollars({-379.0787, 100, 100, 100, 100, 100}));
  REQUIRE(one.size() == 1);
  CHECK(one[0] == doctest::Approx(0.10).epsilon(1e-5));

  const std::vector<double> two = internal_rates(dollars({-4000, 25'000, -25'000}));
  REQUIRE(two.size() == 2);
  CHECK(two[0] == doctest::Approx(0.25));
  CHECK(two[1] == doctest::Approx(4.0));

  CHECK(internal_rates(dollars({100, 100, 100})).empty());
  CHECK(internal_rates(dollars({0, 0, 0})).empty());

  const std::vector<double> negative = internal_rates(dollars({-100, 50, 40}));
  REQUIRE(negative.size() == 1);
  CHECK(negative[0] == doctest::Approx((50 + std::sqrt(50.0 * 50 + 4 * 100 * 40)) / 200 - 1));
  CHECK(negative[0] < 0);
}

TEST_CASE("hourly capital of a GPU: price less discounted residual, recovered over its life") {
  const auto rate = [](double price, double years, double wacc) {
    return capital_per_hour({Usd::dollars(price), 0.10, years, wacc}).in_per_hour();
  };
  CHECK(rate(40'000, 5, 0.10) == doctest::Approx(1.1298).epsilon(5e-5));
  CHECK(rate(40'000, 4, 0.10) == doctest::Approx(1.3421).epsilon(5e-5));
  CHECK(rate(40'000, 3, 0.10) == doctest::Approx(1.6982).epsilon(5e-5));
  CHECK(rate(40'000, 5, 0) == doctest::Approx(0.8219).epsilon(5e-5));
  CHECK(rate(46'000, 5, 0.10) == doctest::Approx(1.2992).epsilon(5e-5));
  CHECK(rate(55'000, 5, 0.10) == doctest::Approx(1.5534).epsilon(5e-5));
}
