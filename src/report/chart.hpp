// SPDX-License-Identifier: Apache-2.0
// Small charts made of characters.
#pragma once

#include "workload/workload.hpp"

#include <string>
#include <vector>

namespace rackrate::report {

/// One of ▁▂▃▄▅▆▇█ per value, the largest full height, 0 a blank-looking ▁. Values are not
/// negative; empty if there are none or all are 0.
std::string sparkline(const std::vector<double>& values);

/// A sparkline of the requests (or tokens, where requests are unknown) over the observed span, in
/// at most `most` equal steps of a round length, and that length: "▃▄▅▇" and 5 min.
struct TimeChart {
  std::string bars;
  Seconds step = Seconds::zero();
};
TimeChart time_chart(const workload::Workload& workload, int most);

}  // namespace rackrate::report
