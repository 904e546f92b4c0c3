// SPDX-License-Identifier: Apache-2.0
// Two workloads as one: the same as profiling all of their rows together.
#pragma once

#include "workload/workload.hpp"

namespace rackrate::workload {

/// Exact and associative. Sources, rejects and notes of `a` come before those of `b`; everything
/// else does not depend on the order. What only one of them can tell is unknown of both. Costs the
/// sizes of both: up to 64 MiB of arrivals each, and about 32 bytes per busy minute. The step from
/// the last row of `a` to the first of `b` is not looked at in `out_of_order_rows`.
Workload merge(Workload a, Workload b);

}  // namespace rackrate::workload
