// SPDX-License-Identifier: Apache-2.0
#include "workload/stated_cost.hpp"

#include "core/error.hpp"

#include <cmath>

namespace rackrate::workload {

WideCount StatedCost::large_in_units(double usd) {
  check(std::abs(usd) < 1e18, "a row that costs more than there is money");
  return static_cast<WideCount>(usd * units_per_usd);
}

void StatedCost::merge(const StatedCost& other) {
  units_ += other.units_;
  stated_ += other.stated_;
  missing_ += other.missing_;
}

}  // namespace rackrate::workload
