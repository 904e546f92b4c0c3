// SPDX-License-Identifier: Apache-2.0
// How the load of a month is spread over its hours and minutes, seen or assumed.
#pragma once

#include "workload/workload.hpp"

#include <vector>

namespace rackrate::workload {

/// How far the busiest hour stands above the mean.
struct HourlyShape {
  double peak_to_mean_fraction = 1;
  bool assumed = false;    ///< less than a day was seen, or days without their hours
  bool days_seen = false;  ///< a day or more was seen
};

/// As seen, or `assumed_peak` (but never below the busiest day over the mean day).
HourlyShape hourly_shape(const Workload& workload, double assumed_peak_fraction);

/// Load relative to the mean, largest first, with a mean of 1: one value a minute of the span (an
/// hour, where the source is that coarse or the span longer than two years). Where hours are
/// assumed: what was seen of whole days, or of minutes relative to their hour, times the 24 hours
/// of day_shape().
std::vector<double> load_duration(const Workload& workload, const HourlyShape& hours);

}  // namespace rackrate::workload
