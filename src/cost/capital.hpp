// SPDX-License-Identifier: Apache-2.0
// Money over time: capital recovery, present value, internal rates of return.
#pragma once

#include "core/units.hpp"

#include <span>
#include <vector>

namespace rackrate::cost {

/// The level yearly payment per dollar that pays back a loan at `rate_fraction` a year in `years`:
/// r(1+r)^n / ((1+r)^n - 1), and 1/n at r = 0. (Brealey, Myers, Allen: Principles of Corporate
/// Finance, annuity formula.) `years` > 0 and need not be whole.
double capital_recovery_factor(double rate_fraction, double years);

/// The rate per month that compounds to `rate_fraction` a year: (1+r)^(1/12) - 1, not r/12.
double monthly_rate_fraction(double rate_fraction);

/// Sum of flows[i] / (1 + rate)^i.
Usd present_value(std::span<const Usd> flows, double rate_fraction_per_period);

/// Every rate per period above -99 % and up to 1,000 % at which the present value is zero, rising.
/// None where the flows never cross zero; flows that change sign several times may have several.
std::vector<double> internal_rates(std::span<const Usd> flows);

/// Equipment bought at the start.
struct Purchase {
  Usd price = Usd::zero();       ///< all-in
  double residual_fraction = 0;  ///< of the price, at the end of its life
  double life_years = 5;
  double wacc_fraction = 0;  ///< per year
};

/// (C - R / (1+r)^n) x CRF(r, n), as an hourly rate over 8,760 h a year.
UsdPerHour capital_per_hour(const Purchase& purchase);

}  // namespace rackrate::cost
