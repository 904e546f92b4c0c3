// SPDX-License-Identifier: Apache-2.0
// The workload as JSON, schema rackrate.workload/1.
#pragma once

#include "io/json.hpp"
#include "report/json_document.hpp"

namespace rackrate::report {

/// The members of a workload without the document around it, as the plan embeds them.
io::Json workload_members(const workload::Workload& workload);

std::string json_workload(const workload::Workload& workload, const Stamp& stamp);

}  // namespace rackrate::report
