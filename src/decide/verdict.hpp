// SPDX-License-Identifier: Apache-2.0
// The choice, how sure it is, and what would turn it.
#pragma once

#include "decide/crossings.hpp"
#include "decide/gates.hpp"
#include "decide/priced.hpp"
#include "decide/uncertainty.hpp"

#include <optional>
#include <vector>

namespace rackrate::decide {

struct Case {
  const std::vector<Priced>* options = nullptr;
  const Priced* own = nullptr;
  const Priced* api = nullptr;
  const VolumeSearch* break_even = nullptr;
  const Draws* draws = nullptr;
  const std::vector<Sensitivity>* sensitivities = nullptr;
  const std::vector<Gate>* gates = nullptr;
  const Register* assumptions = nullptr;
  const Load* load = nullptr;
};

/// The cheapest option that no gate rules out. Undecided where none is left, and where the
/// self-hosted and the API side are both in reach: the 80 % interval of their ratio holds 1 and
/// neither wins in more than 70 % of the draws.
Verdict verdict(const Case& facts);

}  // namespace rackrate::decide
