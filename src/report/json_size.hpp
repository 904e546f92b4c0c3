// SPDX-License-Identifier: Apache-2.0
// JSON of deployments and predictions, for `size` and for the fleets of a plan.
#pragma once

#include "core/estimate.hpp"
#include "io/json.hpp"
#include "sizing/fit.hpp"

namespace rackrate::report {

/// {"gpu", "n_gpus", "tp", "pp", "engine", "weight_format", "kv_format"}
io::Json deployment_members(const sizing::Deployment& deployment);
io::Json milliseconds(const Estimate<Seconds>& time);

}  // namespace rackrate::report
