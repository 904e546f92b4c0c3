// SPDX-License-Identifier: Apache-2.0
// A month of usage as an API bills it: token classes, split where prices change with the size of
// the request, and spread over the day where they change with the hour.
#pragma once

#include "workload/demand.hpp"
#include "workload/workload.hpp"

#include <array>
#include <optional>
#include <vector>

namespace rackrate::cost {

/// The requests whose total input is above `above` and not above the next band's.
struct SizeBand {
  Tokens above = Tokens::zero();
  Requests requests = Requests::count(0);
  workload::MonthlyTokens tokens;
};

struct ApiUsage {
  std::vector<SizeBand> bands;  ///< disjoint, `above` rising from 0
  bool sizes_known = false;     ///< false: one band, and nobody knows which requests are long
  /// Share of the tokens in each UTC hour of the day; nothing where the source cannot tell.
  std::optional<std::array<double, 24>> share_by_hour;

  Tokens total() const;
  Requests requests() const;
};

/// The whole workload, as a month.
ApiUsage api_usage(const workload::Workload& workload, const workload::Demand& demand);

/// One slice of it, such as one model's part, scaled by the same factor as the whole.
ApiUsage api_usage(const workload::Slice& slice, const workload::Workload& workload,
                   const workload::Demand& demand);

}  // namespace rackrate::cost
