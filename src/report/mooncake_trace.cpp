// SPDX-License-Identifier: Apache-2.0
// Fields and units as in github.com/kvcache-ai/Mooncake, FAST25-release; NVIDIA AIPerf documents
// hash_ids as optional (docs.nvidia.com/aiperf, Trace Replay with Mooncake Traces).
#include "report/mooncake_trace.hpp"

#include <fmt/format.h>

#include <iterator>

namespace rackrate::report {

std::string mooncake_trace(const std::vector<workload::CompactRequest>& requests) {
  constexpr std::int64_t ns_per_ms = 1'000'000;
  std::string out;
  for (const workload::CompactRequest& request : requests) {
    fmt::format_to(std::back_inserter(out),
                   "{{\"timestamp\": {}, \"input_length\": {}, \"output_length\": {}}}\n",
                   (request.at_ns - requests.front().at_ns) / ns_per_ms, request.input,
                   request.output);
  }
  return out;
}

}  // namespace rackrate::report
