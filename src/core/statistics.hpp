// SPDX-License-Identifier: Apache-2.0
// Small statistics with fixed definitions, so that every stage means the same by "p95".
#pragma once

#include <vector>

namespace rackrate {

/// The p-quantile (0 <= p <= 1) of sorted values: element floor(p * n), the last one at p = 1.
/// `sorted` must not be empty.
double quantile(const std::vector<double>& sorted, double p);

/// Pairwise sum: error grows with log n, and the order of additions is fixed.
double sum(const std::vector<double>& values);

}  // namespace rackrate
