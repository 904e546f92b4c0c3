// SPDX-License-Identifier: Apache-2.0
// The workload as a page of text: totals, shape, lengths, who uses what, what is not known.
#pragma once

#include "report/page.hpp"
#include "workload/workload.hpp"

#include <string>

namespace rackrate::report {

/// The page of `rackrate profile`.
std::string text_profile(const workload::Workload& workload, const Style& style);

/// What came in, in one line: "19,366 requests in 58 min   22.4 M in, 4.09 M out   peak 1.5x mean
/// over 1 min", and below it the traffic over time. For the top of other pages.
void add_workload_summary(Page& page, const workload::Workload& workload);

/// What this source cannot tell, in the reader's words; empty if it tells everything.
std::vector<std::string> cannot_tell(const ingest::Capabilities& capabilities);

}  // namespace rackrate::report
