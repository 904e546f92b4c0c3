// SPDX-License-Identifier: Apache-2.0
// Continuous batching in steady state: latency and throughput of one replica at a given load, by
// Little's law and the step-time model. Means only; tails come from simulation.
#pragma once

#include "core/estimate.hpp"
#include "serving/step_time.hpp"
#include "workload/demand.hpp"

#include <optional>

namespace rackrate::serving {

/// One replica at one load.
struct OperatingPoint {
  RequestsPerSecond rate = RequestsPerSecond::zero();
  double concurrency = 0;  ///< requests in the engine
  double decoding = 0;     ///< of those, sequences decoding
  Estimate<Seconds> ttft = Estimate<Seconds>::exact(Seconds::zero());  ///< mean
  /// Mean gap between output tokens.
  Estimate<Seconds> tpot = Estimate<Seconds>::exact(Seconds::zero());
  TokensPerSecond output_rate = TokensPerSecond::zero();  ///< output tokens per second
  double prefill_share_fraction = 0;                      ///< of engine time
  bool saturated = false;  ///< more requests than the engine admits at once
};

enum class Arrivals {
  closed,  ///< a fixed number in flight: the next request comes when one ends
  open,    ///< at random times, whatever the state of the engine
};

/// The steady state in which `decoding` sequences decode on average, of `in_flight` requests
/// (closed loop only). Every other load is found from these by search.
OperatingPoint at_decoding(const StepModel& model, const workload::RequestMix& mix, double decoding,
                           Arrivals arrivals, double in_flight = 0);

/// `concurrency` requests kept in flight (closed loop).
OperatingPoint closed_loop(const sizing::Fit& fit, const StepModel& model,
                           const workload::RequestMix& mix, double concurrency);

/// Requests arriving at `rate` (open loop): the concurrency at which throughput equals the rate;
/// nothing if the replica cannot sustain it.
std::optional<OperatingPoint> open_loop(const sizing::Fit& fit, const StepModel& model,
                                        const workload::RequestMix& mix, RequestsPerSecond rate);

/// Tokens a request holds in the cache on average over its life: the prompt and half its output.
Tokens mean_held(const workload::RequestMix& mix);

}  // namespace rackrate::serving
