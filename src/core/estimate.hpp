// SPDX-License-Identifier: Apache-2.0
// A value with the interval it is believed to lie in.
#pragma once

namespace rackrate {

/// `value` with an 80 % interval: low is the 10th and high the 90th percentile.
template <class Unit>
struct Estimate {
  Unit value;
  Unit low;
  Unit high;

  static constexpr Estimate exact(Unit value) { return {value, value, value}; }
  /// `value` times [1/factor, factor]: multiplicative error, as for times and rates.
  static constexpr Estimate within_factor(Unit value, double factor) {
    return {value, value / factor, value * factor};
  }
};

}  // namespace rackrate
