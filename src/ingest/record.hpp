// SPDX-License-Identifier: Apache-2.0
// The common form of every usage row, whatever format it came from.
#pragma once

#include "core/date.hpp"
#include "core/tokens.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <span>

namespace rackrate::ingest {

/// One request, or one bucket of requests in aggregated exports.
struct Record {
  Instant at;  ///< arrival, or start of the bucket; see Capabilities::grain
  TokenCounts tokens;
  MaybeCount requests{1};   ///< unknown in reports that carry no request count
  std::int64_t failed = 0;  ///< how many of `requests` failed; their lengths do not count
  std::uint32_t model = 0;  ///< id in Names; 0 = not stated
  std::uint32_t tags = 0;   ///< id of a tag set in Names; 0 = none
  float latency_s = std::numeric_limits<float>::quiet_NaN();   ///< arrival to last token
  float ttft_s = std::numeric_limits<float>::quiet_NaN();      ///< arrival to first token
  double cost_usd = std::numeric_limits<double>::quiet_NaN();  ///< what the source says it cost
};

/// Takes records as they are read. Rows are never stored by ingest. A reader that works in
/// parallel forks one sink per part of the file and joins them in file order, so the result does
/// not depend on the number of threads.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void consume(std::span<const Record> records) = 0;
  virtual std::unique_ptr<Sink> fork() const = 0;
  virtual void join(std::unique_ptr<Sink> part) = 0;
};

}  // namespace rackrate::ingest
