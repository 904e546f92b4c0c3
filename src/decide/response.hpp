// SPDX-License-Identifier: Apache-2.0
// How demand and capacity answer to an assumption. Both are computed once at the low and the high
// end; in between they are interpolated.
#pragma once

#include "decide/candidate.hpp"
#include "decide/point.hpp"

#include <string>
#include <vector>

namespace rackrate::decide {

/// Factors on the plan's own demand and capacity, see Point.
struct Factors {
  double volume = 1;
  double peak = 1;
  double capacity = 1;

  friend bool operator==(const Factors&, const Factors&) = default;
};

struct Response {
  std::string assumption;
  double value = 0;
  double low = 0;
  double high = 0;
  Factors at_low;
  Factors at_high;
  bool exact = false;            ///< the reader stated the value
  bool reachable_at_low = true;  ///< false: no load at all meets the limits there
  bool reachable_at_high = true;
};

/// One for each "traffic." and "slo." assumption with a range that changes anything, in register
/// order; `fit` is the deployment whose capacity is asked.
std::vector<Response> responses(const Inputs& inputs, const workload::Demand& demand,
                                const sizing::Fit& fit);

/// The factors at `x`, linear on each side of the value and beyond the ends.
Factors factors_at(const Response& response, double x);
void apply(const Factors& factors, Point& point);

}  // namespace rackrate::decide
