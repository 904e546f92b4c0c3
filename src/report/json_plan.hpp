// SPDX-License-Identifier: Apache-2.0
// The plan as JSON, schema rackrate.plan/1.
#pragma once

#include "decide/plan.hpp"
#include "io/json.hpp"
#include "report/json_document.hpp"

namespace rackrate::report {

std::string json_plan(const decide::Plan& plan, const Stamp& stamp);

/// The spelling of the contract: "api", "self_host", "hybrid", "as_is".
std::string_view name(decide::OptionKind kind);
std::string_view name(decide::GateOutcome outcome);
std::string_view name(decide::Choice choice);

}  // namespace rackrate::report
