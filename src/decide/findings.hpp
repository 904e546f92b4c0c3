// SPDX-License-Identifier: Apache-2.0
// What the reader should know beside the answer.
#pragma once

#include "decide/api_choice.hpp"
#include "decide/candidate.hpp"
#include "decide/gates.hpp"
#include "decide/response.hpp"

#include <string>
#include <vector>

namespace rackrate::decide {

struct Background {
  const Inputs* inputs = nullptr;
  const cost::ApiUsage* usage = nullptr;
  const Hosts* hosts = nullptr;
  const cost::ApiBill* chosen_host = nullptr;
  const Candidates* candidates = nullptr;
  std::string no_as_is;  ///< why there is no option for today; empty if there is
  const std::vector<Priced>* options = nullptr;
  const std::vector<Gate>* gates = nullptr;
  const std::vector<Response>* responses = nullptr;
  const Priced* own = nullptr;
  const Priced* api = nullptr;
  const Load* load = nullptr;
  const Verdict* verdict = nullptr;
  Point point;
};

std::vector<Finding> findings(const Background& facts);

}  // namespace rackrate::decide
