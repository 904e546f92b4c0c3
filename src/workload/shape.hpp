// SPDX-License-Identifier: Apache-2.0
// When the load comes: windows of the span, their peaks, and the hours of the week.
#pragma once

#include "workload/workload.hpp"

#include <cstdint>
#include <vector>

namespace rackrate::workload {

/// Fills in what a workload derives from its sums: span, bucket width, shape, cost in dollars, the
/// order of slices; and drops lengths that its capabilities do not vouch for. Every function that
/// makes a Workload ends with it.
void derive(Workload& workload);

/// Load in each window of `width` of the span, empty windows included: requests, or tokens where
/// requests are not counted. The last window may reach beyond the span. Empty without a span, or
/// where the source is coarser than `width`. Counted as Shape says.
std::vector<double> load_by_window(const Workload& workload, Seconds width);

}  // namespace rackrate::workload
