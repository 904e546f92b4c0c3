// SPDX-License-Identifier: Apache-2.0
// The load-duration curve, and how many machines to commit to when the rest can overflow.
#pragma once

#include "core/units.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace rackrate::decide {

/// Load relative to its mean in equal stretches of time, largest first.
class LoadCurve {
 public:
  explicit LoadCurve(std::vector<double> largest_first);

  double mean() const { return mean_; }
  double peak() const { return loads_.empty() ? 0 : loads_.front(); }
  /// Mean over time of max(0, load - level): what does not fit under `level`. O(log n).
  double above(double level) const;
  /// Share of time with less load than `level`.
  double time_below_fraction(double level) const;

 private:
  std::vector<double> loads_;
  std::vector<double> prefix_;  // prefix_[i] = sum of the first i loads
  double mean_ = 0;
};

/// A base of committed machines, and the share of the load that they leave to somebody else.
struct Mix {
  int machines = 0;
  double overflow_fraction = 0;
  Usd monthly = Usd::zero();
};

/// The number of machines, from 0 to what the peak needs, at the lowest cost; the fewest if several
/// cost the same. Exact: every number is priced. `machine_load` is the load one machine carries, in
/// units of the curve; `price` gives the monthly cost of a mix.
Mix best_mix(const LoadCurve& load, double machine_load,
             const std::function<Usd(const Mix&)>& price);

}  // namespace rackrate::decide
