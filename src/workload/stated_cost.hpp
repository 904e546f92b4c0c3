// SPDX-License-Identifier: Apache-2.0
// What usage files say their rows cost.
#pragma once

#include "core/wide.hpp"

#include <cmath>
#include <cstdint>

namespace rackrate::workload {

/// What the source says its rows cost. Held in 1e-15 dollars, so that neither the order of rows nor
/// the number of threads shows in the sum.
class StatedCost {
 public:
  /// Not a number means: not stated.
  void add(double usd) {
    if (std::isnan(usd)) {
      ++missing_;
    } else {
      units_ += in_units(usd);
      ++stated_;
    }
  }
  void merge(const StatedCost& other);

  /// True if every row that should state a cost does, and there is one.
  bool known() const { return stated_ > 0 && missing_ == 0; }
  double in_usd() const { return static_cast<double>(units_) / units_per_usd; }
  std::int64_t rows_without() const { return missing_; }
  friend bool operator==(const StatedCost&, const StatedCost&) = default;

 private:
  static constexpr double units_per_usd = 1e15;
  static constexpr double quick_limit_usd = 9000;  // 9e18 units fit into 64 bits

  static WideCount in_units(double usd) {
    return std::abs(usd) < quick_limit_usd ? WideCount{std::llround(usd * units_per_usd)}
                                           : large_in_units(usd);
  }
  static WideCount large_in_units(double usd);

  WideCount units_ = 0;
  std::int64_t stated_ = 0;
  std::int64_t missing_ = 0;
};

}  // namespace rackrate::workload
