// SPDX-License-Identifier: Apache-2.0
// Hand-made records and workloads for tests.
#pragma once

#include "ingest/ingest.hpp"
#include "workload/accumulate.hpp"

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace rackrate::test {

inline Instant at_seconds(double seconds) { return Instant{std::llround(seconds * 1e9)}; }

/// One request with both lengths and nothing else known, as in a trace.
inline ingest::Record request(double seconds, std::int64_t input, std::int64_t output) {
  ingest::Record record;
  record.at = at_seconds(seconds);
  record.tokens.input = MaybeCount(input);
  record.tokens.output = MaybeCount(output);
  return record;
}

/// Several requests summed, as in an export by the minute, hour or day.
inline ingest::Record bucket(double seconds, MaybeCount requests, std::int64_t input,
                             std::int64_t output) {
  ingest::Record record = request(seconds, input, output);
  record.requests = requests;
  record.bucket = true;
  return record;
}

inline ingest::Capabilities of_grain(ingest::Grain grain) {
  ingest::Capabilities can;
  can.grain = grain;
  can.lengths = grain == ingest::Grain::request || grain == ingest::Grain::second;
  return can;
}

inline workload::Workload workload_of(const std::vector<ingest::Record>& records,
                                      ingest::Capabilities capabilities = {},
                                      ingest::Names names = {}) {
  workload::Accumulator sink;
  sink.consume(records);
  ingest::Ingested ingested;
  ingested.capabilities = capabilities;
  ingested.names = std::move(names);
  return sink.finish(std::move(ingested));
}

}  // namespace rackrate::test
