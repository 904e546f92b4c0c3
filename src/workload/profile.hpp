// SPDX-License-Identifier: Apache-2.0
// Usage files to a workload.
#pragma once

#include "ingest/ingest.hpp"
#include "io/input.hpp"
#include "workload/kept_requests.hpp"
#include "workload/workload.hpp"

#include <cstddef>
#include <vector>

namespace rackrate::workload {

/// Reads all inputs as one workload. Throws InputError as ingest does.
Workload profile(std::vector<io::Input> inputs, const ingest::Options& options);

struct WithRequests {
  Workload workload;
  KeptRequests requests;
};

/// The same, and up to `most` single requests (24 bytes each) for simulation; see KeptRequests for
/// what is kept of more.
WithRequests profile_with_requests(std::vector<io::Input> inputs, const ingest::Options& options,
                                   std::size_t most);

}  // namespace rackrate::workload
