// SPDX-License-Identifier: Apache-2.0
// An option together with what is needed to price it at any point.
#pragma once

#include "decide/plan.hpp"
#include "decide/point.hpp"

#include <optional>
#include <vector>

namespace rackrate::decide {

struct Priced {
  Option option;
  Usd bill = Usd::zero();          ///< its API at the plan's volume; of all of it, for a hybrid
  bool stated = false;             ///< a bill that somebody stated and no factor changes
  std::optional<SelfHosting> own;  ///< its own machines
  int base_replicas = 0;           ///< of a hybrid
};

Usd cost_at(const Priced& priced, const Load& load, const Point& point);

/// The cheapest of a kind at the plan's own point; null if there is none. `allowed` leaves out what
/// a gate rules out.
const Priced* cheapest_of(const std::vector<Priced>& options, OptionKind kind, bool allowed);

/// What self-hosting is compared with: the cheapest host of the same weights, else what is paid
/// today; null if neither is known.
const Priced* comparator(const std::vector<Priced>& options);

}  // namespace rackrate::decide
