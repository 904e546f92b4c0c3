// SPDX-License-Identifier: Apache-2.0
// The common form of every usage row, whatever format it came from.
#pragma once

#include "core/date.hpp"
#include "core/tokens.hpp"
#include "core/wide.hpp"

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
  bool bucket = false;  ///< sums of a stretch of time, even where it holds one request
};

/// The requests of one hour and one model whose lengths fall into one pair of bins
/// (core/length_bins.hpp), from a warehouse profile. Such a source states its traffic in records of
/// a minute as well: cells add lengths and moments to them, never requests or tokens.
struct LengthCell {
  Instant hour;
  std::uint32_t model = 0;
  int input_bin = 0;
  int output_bin = 0;
  std::int64_t requests = 0;
  std::int64_t failed = 0;
  std::int64_t input = 0;  ///< sums over the cell
  std::int64_t output = 0;
  WideCount in_in = 0;
  WideCount in_out = 0;
  WideCount out_out = 0;
};

/// Takes records as they are read. Rows are never stored by ingest. A reader that works in
/// parallel forks one sink per part of the file and joins them in file order, so the result does
/// not depend on the number of threads.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void consume(std::span<const Record> records) = 0;
  virtual void consume_cells(std::span<const LengthCell> /*cells*/) {}
  virtual std::unique_ptr<Sink> fork() const = 0;
  virtual void join(std::unique_ptr<Sink> part) = 0;
};

}  // namespace rackrate::ingest
