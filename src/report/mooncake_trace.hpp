// SPDX-License-Identifier: Apache-2.0
// Requests as a trace that load generators replay: Mooncake's JSON Lines.
#pragma once

#include "workload/kept_requests.hpp"

#include <string>
#include <vector>

namespace rackrate::report {

/// One line a request, in the order given, which must be that of time: whole milliseconds since the
/// first, input_length, output_length. `hash_ids` (which requests share a prefix) is left out: the
/// usage does not tell, and readers take its absence as no sharing.
std::string mooncake_trace(const std::vector<workload::CompactRequest>& requests);

}  // namespace rackrate::report
