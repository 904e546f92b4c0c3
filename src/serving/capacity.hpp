// SPDX-License-Identifier: Apache-2.0
// What one replica serves within its latency limits, and how many replicas a load needs.
#pragma once

#include "core/estimate.hpp"
#include "serving/steady_state.hpp"
#include "workload/demand.hpp"

#include <string>
#include <variant>

namespace rackrate::serving {

/// Latency limits. The closed-form model predicts means; `margin` is how much faster than the limit
/// the mean must be so that the tail holds it too, from the register.
struct Slo {
  Seconds ttft;
  Seconds tpot;
  double ttft_tail_factor = 1;  ///< p95 over mean
  double tpot_tail_factor = 1;
};

enum class Binding { kv_cache, batch_slots, prefill, ttft, tpot };

struct Capacity {
  Estimate<RequestsPerSecond> per_replica;  ///< highest rate within the limits
  OperatingPoint at_limit;                  ///< the steady state at that rate
  Binding binding;                          ///< what stops it
};

/// Highest request rate of one replica. Infeasible if even one request at a time misses a limit.
std::variant<Capacity, sizing::Infeasible> capacity(const sizing::Fit& fit, const StepModel& model,
                                                    const workload::RequestMix& mix,
                                                    const Slo& slo);

/// Replicas for a load and what they do.
struct Fleet {
  sizing::Fit fit;
  Capacity capacity;
  int replicas_for_mean = 0;        ///< what the mean rate alone would need
  int replicas_for_peak = 0;        ///< what the peak rate needs
  int spare_replicas = 0;           ///< N+k: the load is still served when k replicas are down
  double router_skew_fraction = 0;  ///< capacity lost because replicas fill unevenly
  OperatingPoint at_peak;           ///< latency at the peak rate with the peak replicas
  OperatingPoint at_mean;

  int replicas() const { return replicas_for_peak + spare_replicas; }
  int gpus() const { return replicas() * fit.deployment.gpus(); }
};

/// Infeasible above 100,000 replicas.
std::variant<Fleet, sizing::Infeasible> fleet(const sizing::Fit& fit, const StepModel& model,
                                              const Capacity& capacity,
                                              const workload::Demand& demand, int spare_replicas,
                                              double router_skew_fraction);

std::string_view name(Binding binding);

}  // namespace rackrate::serving
