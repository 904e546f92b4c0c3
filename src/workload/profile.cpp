// SPDX-License-Identifier: Apache-2.0
#include "workload/profile.hpp"

#include "workload/accumulate.hpp"

#include <utility>

namespace rackrate::workload {

WithRequests profile_with_requests(std::vector<io::Input> inputs, const ingest::Options& options,
                                   std::size_t most) {
  Accumulator sink(most);
  ingest::Ingested ingested = ingest::ingest(std::move(inputs), options, sink);
  Workload workload = sink.finish(std::move(ingested));
  return {std::move(workload), sink.take_requests()};
}

Workload profile(std::vector<io::Input> inputs, const ingest::Options& options) {
  return profile_with_requests(std::move(inputs), options, 0).workload;
}

}  // namespace rackrate::workload
