// SPDX-License-Identifier: Apache-2.0
// A workload: when requests come, how long they are, which model and tag they belong to, and what
// the source could not tell. A value; profiling two halves and merging equals profiling the whole.
#pragma once

#include "core/date.hpp"
#include "core/diagnostic.hpp"
#include "core/tokens.hpp"
#include "ingest/capability.hpp"
#include "ingest/ingest.hpp"
#include "workload/lengths.hpp"

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
};

/// Usage in one stretch of time (`start` is a whole multiple of the bucket's width).
struct Bucket {
  Instant start;
  std::int64_t requests = 0;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
};

/// The busiest bucket over the mean of all buckets of the span, empty ones included. Unknown where
/// the source is too coarse, or the span shorter than two such windows.
struct Shape {
  std::optional<double> peak_to_mean_1s;
  std::optional<double> peak_to_mean_1m;
  std::optional<double> peak_to_mean_1h;
  /// Mean requests per hour in each UTC hour of the week (0 = Monday 00:00); only where the span
  /// covers a day or more, and unknown for hours that the span never meets.
  std::optional<std::array<std::optional<double>, 168>> hour_of_week;
};

/// Exact second moments, for quantities that depend on products of lengths: attention work in
/// prefill (in^2), KV residency (in*out + out^2/2).
struct Moments {
  double in_in = 0;
  double in_out = 0;
  double out_out = 0;
};

/// Tokens of the requests whose total input is above a context boundary, for prices that change
/// there for the whole request.
struct LongContext {
  std::int64_t above = 0;  ///< strictly more input tokens than this
  std::int64_t requests = 0;
  TokenCounts tokens;
};

/// Boundaries that published prices use; a boundary of the form "at least n" is "above n - 1".
inline constexpr std::array<std::int64_t, 8> context_boundaries = {
    32'000, 127'999, 128'000, 199'999, 200'000, 256'000, 272'000, 512'000};

/// The part of the workload with one model name, or with one tag.
struct Slice {
  std::string key;    ///< "model", or the tag's key
  std::string value;  ///< the model's name, or the tag's value
  MaybeCount requests{0};
  std::int64_t failed_requests = 0;
  TokenCounts tokens = TokenCounts::zero();
  std::vector<LongContext> long_context;  ///< only boundaries that some request passes
  std::optional<double> cost_usd;         ///< as the source states it
};

struct Workload {
  MaybeCount requests{0};  ///< failed ones included
  std::int64_t failed_requests = 0;
  TokenCounts tokens = TokenCounts::zero();
  std::optional<Span> span;                    ///< nothing if the workload is empty or has no times
  std::vector<Bucket> buckets;                 ///< in time order, empty ones left out
  Seconds bucket_width = Seconds::minutes(1);  ///< 1 min, or the source's own width if coarser
  Shape shape;
  Lengths input_lengths;  ///< empty unless capabilities.lengths
  Lengths output_lengths;
  Moments moments;
  std::vector<Slice> models;       ///< most tokens first
  std::vector<Slice> tags;         ///< by key, then most tokens first
  std::optional<double> cost_usd;  ///< sum of what the source states; unknown if any row lacks it
  std::int64_t out_of_order_rows = 0;
  ingest::Capabilities capabilities;
  std::vector<ingest::FileReport> sources;
  std::vector<ingest::Reject> rejects;
  std::vector<Diagnostic> notes;
};

}  // namespace rackrate::workload
