// SPDX-License-Identifier: Apache-2.0
// From what was observed to what a month must serve. The only place where observations are
// extrapolated, and every factor used is an assumption of the register.
#pragma once

#include "core/assumption.hpp"
#include "core/units.hpp"
#include "workload/workload.hpp"

#include <string>
#include <vector>

namespace rackrate::workload {

/// Tokens of a month by class. Classes a source does not split count as uncached input and plain
/// output; `cache_split_known` says which it is.
struct MonthlyTokens {
  Tokens uncached = Tokens::zero();
  Tokens cache_read = Tokens::zero();
  Tokens cache_write_5m = Tokens::zero();
  Tokens cache_write_1h = Tokens::zero();
  Tokens cache_write = Tokens::zero();  ///< of unknown lifetime only; disjoint from 5m and 1h
  Tokens output = Tokens::zero();       ///< includes reasoning
  Tokens reasoning = Tokens::zero();    ///< part of output
  bool cache_split_known = false;

  Tokens input() const {
    return uncached + cache_read + cache_write_5m + cache_write_1h + cache_write;
  }
  Tokens total() const { return input() + output; }
};

/// Mean lengths of a request; what the serving model needs of the mix.
struct RequestMix {
  Tokens input;      ///< mean, cached tokens included
  Tokens cached;     ///< mean part of input that a prefix cache holds; 0 if not known
  Tokens output;     ///< mean
  Tokens p95_input;  ///< 95th percentile, or the mean where lengths are not known
  Tokens p95_output;
  Tokens longest;  ///< longest input + output seen, or an assumption
  bool lengths_known = false;
};

/// What a fleet or an API must serve.
struct Demand {
  Requests requests_per_month;
  MonthlyTokens tokens;
  RequestsPerSecond mean_rate;  ///< over the month
  RequestsPerSecond peak_rate;  ///< busiest minute of the busiest hour
  RequestMix mix;
  /// Rate in each bucket of the observed span (empty buckets included) relative to mean_rate,
  /// largest first: the load-duration curve. Its mean is 1. Spread by the assumed daily shape where
  /// one is used.
  std::vector<double> load_duration;
  bool daily_shape_assumed = false;
  bool peak_assumed = false;       ///< the source is too coarse for a one-minute peak
  std::vector<std::string> notes;  ///< what was assumed, in the reader's words
};

/// Scales the observed span to a month of 730 h. `workload` must hold at least one request or
/// token. With a = the "traffic.*" assumptions and p = workload.shape:
///
///   mean = requests / span                        of a day or more
///        = requests / span * a.observed_to_mean   of less
///        = requests / a.untimed_days              without times, or all at one instant
///   peak = mean * hour * minute, and never below the observed one
///     minute = p.1m / p.1h (or p.1m where one hour is not exceeded) if seen,
///              else a.peak_minute_to_hour
///     hour   = p.1h where a day or more was seen by the hour,
///              else max(a.peak_hour_to_mean, busiest day / mean day)
///
/// A span below one minute counts as one minute. Where requests are not counted they are
/// input / a.tokens_per_request_input (or output / a.tokens_per_request_output).
Demand demand(const Workload& workload, const Register& assumptions);

}  // namespace rackrate::workload
