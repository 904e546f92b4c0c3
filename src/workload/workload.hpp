// SPDX-License-Identifier: Apache-2.0
// A workload: when requests come, how long they are, which model and tag they belong to, and what
// the source could not tell. A value; profiling two halves and merging equals profiling the whole.
#pragma once

#include "core/date.hpp"
#include "core/diagnostic.hpp"
#include "core/tokens.hpp"
#include "ingest/capability.hpp"
#include "ingest/ingest.hpp"
#include "workload/arrivals.hpp"
#include "workload/length_cells.hpp"
#include "workload/lengths.hpp"
#include "workload/stated_cost.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rackrate::workload {

/// First and last arrival. With aggregated sources `end` is the end of the last bucket.
struct Span {
  Instant start;
  Instant end;
  Seconds length() const { return end - start; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// Usage in one stretch of time (`start` is a whole multiple of the bucket's width).
struct Bucket {
  Instant start;
  std::int64_t requests = 0;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  friend bool operator==(const Bucket&, const Bucket&) = default;
};

/// The busiest window over the mean of all windows of the span, empty ones included. Windows are
/// counted from the first arrival. By requests, or by tokens where the source does not count them.
/// Unknown where the source is coarser than the window, or the span shorter than two of them.
struct Shape {
  std::optional<double> peak_to_mean_1s;
  std::optional<double> peak_to_mean_1m;
  std::optional<double> peak_to_mean_1h;
  /// Mean requests per hour in each UTC hour of the week (0 = Monday 00:00; hours since its zero
  /// where a trace has no absolute time); only where the span covers a day or more, and unknown for
  /// hours that the span never meets. The first and last hour count as whole.
  std::optional<std::array<std::optional<double>, 168>> hour_of_week;
  friend bool operator==(const Shape&, const Shape&) = default;
};

/// Tokens of the requests whose total input is above a context boundary, for prices that change
/// there for the whole request.
struct LongContext {
  std::int64_t above = 0;  ///< strictly more input tokens than this
  std::int64_t requests = 0;
  TokenCounts tokens = TokenCounts::zero();
  friend bool operator==(const LongContext&, const LongContext&) = default;
};

/// Boundaries that published prices use; a boundary of the form "at least n" is "above n - 1".
inline constexpr std::array<std::int64_t, 8> context_boundaries = {
    32'000, 127'999, 128'000, 199'999, 200'000, 256'000, 272'000, 512'000};

/// The part of the workload with one model name, or with one tag. Rows that state no model are a
/// slice with an empty name, so that models add up to the whole.
struct Slice {
  std::string key;    ///< "model", or the tag's key
  std::string value;  ///< the model's name, or the tag's value
  MaybeCount requests{0};
  std::int64_t failed_requests = 0;
  TokenCounts tokens = TokenCounts::zero();
  /// Only boundaries that some request passes, rising. Rows that sum several requests cannot tell.
  std::vector<LongContext> long_context;
  std::optional<double> cost_usd;  ///< as the source states it; unknown if any row lacks it
  StatedCost cost;                 ///< what cost_usd is read from; exact, for merging
  friend bool operator==(const Slice&, const Slice&) = default;
};

/// Rows that failed as a whole and carry no counts add nothing and make nothing unknown.
struct Workload {
  MaybeCount requests{0};  ///< failed ones included
  std::int64_t failed_requests = 0;
  TokenCounts tokens = TokenCounts::zero();
  std::optional<Span> span;                    ///< nothing if the workload is empty or has no times
  std::vector<Bucket> buckets;                 ///< in time order, empty ones left out
  Seconds bucket_width = Seconds::minutes(1);  ///< 1 min, or the source's own width if coarser
  Shape shape;
  Lengths input_lengths;  ///< empty unless capabilities.lengths, as are the next four
  Lengths output_lengths;
  LengthCells length_cells;
  Moments moments;
  std::int64_t longest_request = 0;  ///< input + output
  Arrivals arrivals;                 ///< what span and shape are read from
  std::vector<Slice> models;         ///< most tokens first
  std::vector<Slice> tags;           ///< by key, then most tokens first
  std::optional<double> cost_usd;    ///< sum of what the source states; unknown if any row lacks it
  StatedCost cost;                   ///< what cost_usd is read from; exact, for merging
  std::int64_t out_of_order_rows = 0;
  ingest::Capabilities capabilities;
  std::vector<ingest::FileReport> sources;
  std::vector<ingest::Reject> rejects;  ///< up to 10,000; `sources` has the count
  std::vector<ingest::BillLine> bill;   ///< what cost reports state, beside cost_usd
  std::vector<Diagnostic> notes;
};

}  // namespace rackrate::workload
