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
  RequestsPerSecond rate;
  double concurrency = 0;             ///< requests in the engine
  double decoding = 0;                ///< of those, sequences decoding
  Estimate<Seconds> ttft;             ///< mean
  Estimate<Seconds> tpot;             ///< mean gap between output tokens
  TokensPerSecond output_rate;        ///< output tokens per second
  double prefill_share_fraction = 0;  ///< of engine time
  bool saturated = false;
};

/// `concurrency` requests kept in flight (closed loop).
OperatingPoint closed_loop(const sizing::Fit& fit, const StepModel& model,
                           const workload::RequestMix& mix, double concurrency);

/// Requests arriving at `rate` (open loop): the concurrency at which throughput equals the rate;
/// nothing if the replica cannot sustain it.
std::optional<OperatingPoint> open_loop(const sizing::Fit& fit, const StepModel& model,
                                        const workload::RequestMix& mix, RequestsPerSecond rate);

}  // namespace rackrate::serving
