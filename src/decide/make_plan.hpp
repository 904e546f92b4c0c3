// SPDX-License-Identifier: Apache-2.0
// From a workload and the catalogs to a plan: the composition of the stages from demand to verdict.
#pragma once

#include "catalog/catalog.hpp"
#include "core/assumption.hpp"
#include "core/date.hpp"
#include "decide/plan.hpp"
#include "sizing/candidates.hpp"
#include "workload/workload.hpp"

namespace rackrate::decide {

struct Inputs {
  const catalog::Catalog* catalog = nullptr;  ///< must outlive the plan
  const catalog::Model* model = nullptr;      ///< likewise: the weights in question
  workload::Workload workload;                ///< with at least one request or token
  Register assumptions;
  sizing::Search search;
  Date as_of;  ///< prices in force on this day
};

/// The same inputs give the same plan, bit for bit. Throws InputError (usage) for a provider or
/// today's model that no catalog knows.
Plan make_plan(Inputs inputs);

}  // namespace rackrate::decide
