// SPDX-License-Identifier: Apache-2.0
#include "cost/capital.hpp"

#include "core/error.hpp"

#include <cmath>
#include <cstddef>

namespace rackrate::cost {
namespace {

// Where the present value changes sign between two rates, to full precision.
double root(std::span<const Usd> flows, double low, double high) {
  const bool rising = present_value(flows, low) < Usd::zero();
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (low + high);
    const bool below = (present_value(flows, middle) < Usd::zero()) == rising;
    (below ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace

double capital_recovery_factor(double rate_fraction, double years) {
  check(years > 0 && rate_fraction > -1, "a life above 0 and a rate above -100 %");
  if (rate_fraction == 0) {
    return 1 / years;
  }
  const double growth = std::pow(1 + rate_fraction, years);
  return rate_fraction * growth / (growth - 1);
}

double monthly_rate_fraction(double rate_fraction) {
  return std::pow(1 + rate_fraction, 1.0 / 12) - 1;
}

Usd present_value(std::span<const Usd> flows, double rate_fraction_per_period) {
  Usd sum = Usd::zero();
  double discount = 1;
  for (const Usd flow : flows) {
    sum += flow * discount;
    discount /= 1 + rate_fraction_per_period;
  }
  return sum;
}

std::vector<double> internal_rates(std::span<const Usd> flows) {
  constexpr double lowest = -0.99;
  constexpr double highest = 10.0;
  constexpr int steps = 10'990;  // a tenth of a percent each
  constexpr double width = (highest - lowest) / steps;
  std::vector<double> rates;
  double rate = lowest;
  Usd value = present_value(flows, rate);
  for (int i = 1; i <= steps; ++i) {
    const double next_rate = lowest + width * i;
    const Usd next = present_value(flows, next_rate);
    if (next == Usd::zero() && value != Usd::zero()) {
      rates.push_back(next_rate);
    } else if ((value < Usd::zero()) != (next < Usd::zero()) && value != Usd::zero()) {
      rates.push_back(root(flows, rate, next_rate));
    }
    rate = next_rate;
    value = next;
  }
  return rates;
}

UsdPerHour capital_per_hour(const Purchase& p) {
  const Usd residual = p.price * p.residual_fraction;
  const Usd to_recover = p.price - residual / std::pow(1 + p.wacc_fraction, p.life_years);
  return to_recover * capital_recovery_factor(p.wacc_fraction, p.life_years) / year;
}

}  // namespace rackrate::cost
