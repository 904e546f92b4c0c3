// SPDX-License-Identifier: Apache-2.0
// Where self-hosting and the API cost the same as volume changes. Self-hosting is a staircase of
// replicas, so the two may cross many times or never.
#pragma once

#include "decide/plan.hpp"
#include "decide/point.hpp"

#include <vector>

namespace rackrate::decide {

struct VolumeSearch {
  double from_factor = 0;  ///< of the plan's volume
  double to_factor = 0;
  std::vector<Crossing> crossings;  ///< `at` is a factor on the plan's volume
  /// False: the API is cheaper at every volume beyond the search.
  bool self_host_wins_beyond = false;
};

/// Every crossing, in order, up to a volume beyond which the winner cannot change; peaks scale with
/// volume. At a step of the staircase the crossing is the step itself.
VolumeSearch volume_crossings(const SelfHosting& own, Usd api_bill, const Load& load,
                              const Point& point);

}  // namespace rackrate::decide
