// SPDX-License-Identifier: Apache-2.0
#include "ingest/capability.hpp"

#include <algorithm>

namespace rackrate::ingest {

Capabilities Capabilities::operator&(const Capabilities& other) const {
  Capabilities both;
  both.grain = std::max(grain, other.grain);
  both.absolute_time = absolute_time && other.absolute_time;
  both.request_count = request_count && other.request_count;
  both.lengths = lengths && other.lengths;
  both.cache_split = cache_split && other.cache_split;
  both.write_lifetime = write_lifetime && other.write_lifetime;
  both.reasoning = reasoning && other.reasoning;
  both.latency = latency && other.latency;
  both.cost = cost && other.cost;
  both.models = models && other.models;
  both.tags = tags && other.tags;
  return both;
}

}  // namespace rackrate::ingest
