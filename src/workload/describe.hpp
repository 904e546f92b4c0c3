// SPDX-License-Identifier: Apache-2.0
// What a workload's sources cannot tell, in sentences.
#pragma once

#include "workload/workload.hpp"

#include <string>
#include <vector>

namespace rackrate::workload {

/// One sentence for each thing that is not known and what follows from it, most important first.
std::vector<std::string> not_known(const Workload& workload);

}  // namespace rackrate::workload
