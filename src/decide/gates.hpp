// SPDX-License-Identifier: Apache-2.0
// The questions that cost alone does not answer, each from the data or the scenario.
#pragma once

#include "decide/crossings.hpp"
#include "decide/make_plan.hpp"
#include "decide/priced.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rackrate::decide {

/// What the gates look at beside the inputs.
struct Evidence {
  const Inputs* inputs = nullptr;
  const workload::Demand* demand = nullptr;
  const Load* load = nullptr;
  const Priced* own = nullptr;               ///< cheapest self-hosted option, if there is one
  const Priced* api = nullptr;               ///< what it is compared with
  const VolumeSearch* break_even = nullptr;  ///< between those two
  const Priced* hybrid = nullptr;            ///< likewise
  std::string no_fleet;                      ///< why nothing is self-hosted; empty if something is
};

/// spend, residency, team, steadiness and maintenance (the five questions, in that order), then
/// latency and licence. `yes` speaks for self-hosting.
std::vector<Gate> gates(const Evidence& evidence);

/// Marks the options that a gate rules out.
void exclude(const std::vector<Gate>& gates, std::vector<Priced>& options);

/// How many of the five questions are answered `no`; from three on, the published reading is to
/// stay on the API.
int noes_of_five(const std::vector<Gate>& gates);

}  // namespace rackrate::decide
