// SPDX-License-Identifier: Apache-2.0
#include "serving/capacity.hpp"

#include "core/error.hpp"
#include "core/units_format.hpp"

#include <algorithm>
#include <cmath>

namespace rackrate::serving {
namespace {

// Requests at random times number sqrt(mean) around their mean (Poisson): room for the 95th
// percentile keeps queueing for memory or slots rare.
constexpr double crowding = 1.645;

// Prefill may take so much of the engine before queues behind it dominate.
constexpr double most_prefill = 0.9;

constexpr int most_replicas = 100'000;  // beyond this a fleet is a slip in the inputs

struct Limits {
  Seconds ttft;
  Seconds tpot;
  double in_flight;
  Binding when_full;  // what in_flight stands for
};

std::optional<Binding> broken(const OperatingPoint& point, const Limits& limits) {
  if (point.tpot.value > limits.tpot) {
    return Binding::tpot;
  }
  if (point.prefill_share_fraction > most_prefill) {
    return Binding::prefill;
  }
  if (point.ttft.value > limits.ttft) {
    return Binding::ttft;
  }
  if (point.concurrency + crowding * std::sqrt(point.concurrency) > limits.in_flight) {
    return limits.when_full;
  }
  return std::nullopt;
}

Limits limits_of(const sizing::Fit& fit, const workload::RequestMix& mix, const Slo& slo) {
  const double in_flight = sizing::concurrency(fit, mean_held(mix));
  const bool slots = in_flight >= fit.deployment.settings.max_num_seqs;
  return {slo.ttft / slo.ttft_tail_factor, slo.tpot / slo.tpot_tail_factor, in_flight,
          slots ? Binding::batch_slots : Binding::kv_cache};
}

struct Highest {
  OperatingPoint point;
  Binding binding;
};

// The largest number of decoding sequences within the limits, by bisection.
std::optional<Highest> highest(const StepModel& model, const workload::RequestMix& mix,
                               const Limits& limits) {
  const auto at = [&](double n) { return at_decoding(model, mix, n, Arrivals::open); };
  double low = 0.001;
  if (broken(at(low), limits)) {
    return std::nullopt;
  }
  double high = limits.in_flight;
  for (int i = 0; i < 40 && high - low > 1e-4 * high; ++i) {
    const double middle = (low + high) / 2;
    (broken(at(middle), limits) ? high : low) = middle;
  }
  return Highest{at(low), broken(at(high), limits).value_or(limits.when_full)};
}

// The rate if every time were `factor` longer: the limits are met where the model predicts times
// shorter by it, and what is served then takes longer.
RequestsPerSecond rate_if(const StepModel& model, const workload::RequestMix& mix, Limits limits,
                          double factor) {
  limits.ttft = limits.ttft / factor;
  limits.tpot = limits.tpot / factor;
  const std::optional<Highest> found = highest(model, mix, limits);
  return found ? found->point.rate / factor : RequestsPerSecond::zero();
}

sizing::Infeasible out_of_reach(const OperatingPoint& alone, const Limits& limits) {
  const bool tpot = alone.tpot.value > limits.tpot;
  const bool ttft = alone.ttft.value > limits.ttft;
  if (tpot || ttft) {
    return {tpot ? "tpot" : "ttft",
            format_duration(tpot ? limits.tpot : limits.ttft) + " on average",
            format_duration(tpot ? alone.tpot.value : alone.ttft.value) + " with one request"};
  }
  return {"kv cache", "room for one request and its variation",
          significant(limits.in_flight, 2) + " requests of mean length"};
}

OperatingPoint at_rate(const sizing::Fit& fit, const StepModel& model,
                       const workload::RequestMix& mix, const Capacity& capacity,
                       RequestsPerSecond rate) {
  return open_loop(fit, model, mix, std::min(rate, capacity.per_replica.value))
      .value_or(capacity.at_limit);
}

double replicas_for(RequestsPerSecond rate, RequestsPerSecond each) {
  return std::max(1.0, std::ceil(rate / each - 1e-9));
}

}  // namespace

std::variant<Capacity, sizing::Infeasible> capacity(const sizing::Fit& fit, const StepModel& model,
                                                    const workload::RequestMix& mix,
                                                    const Slo& slo) {
  check(slo.ttft_tail_factor >= 1 && slo.tpot_tail_factor >= 1, "tails are longer than means");
  const Limits limits = limits_of(fit, mix, slo);
  const std::optional<Highest> found = highest(model, mix, limits);
  if (!found) {
    return out_of_reach(at_decoding(model, mix, 0.001, Arrivals::open), limits);
  }
  const RequestsPerSecond rate = found->point.rate;
  const double factor = model.tpot_error_factor;
  Capacity capacity{Estimate<RequestsPerSecond>::exact(rate), found->point, found->binding};
  capacity.per_replica.low = std::min(rate / factor, rate_if(model, mix, limits, factor));
  capacity.per_replica.high = std::max(rate * factor, rate_if(model, mix, limits, 1 / factor));
  return capacity;
}

std::variant<Fleet, sizing::Infeasible> fleet(const sizing::Fit& fit, const StepModel& model,
                                              const Capacity& capacity,
                                              const workload::Demand& demand, int spare_replicas,
                                              double router_skew_fraction) {
  check(router_skew_fraction >= 0 && router_skew_fraction < 1, "skew is a share of capacity");
  check(capacity.per_replica.value > RequestsPerSecond::zero(), "a replica serves something");
  const RequestsPerSecond each = capacity.per_replica.value * (1 - router_skew_fraction);
  const double for_peak = replicas_for(std::max(demand.peak_rate, demand.mean_rate), each);
  if (!(for_peak <= most_replicas)) {
    return sizing::Infeasible{"fleet", "more than 100,000 replicas", "100,000 at most"};
  }
  Fleet fleet{fit, capacity, 0, 0, 0, 0, {}, {}};
  fleet.spare_replicas = spare_replicas;
  fleet.router_skew_fraction = router_skew_fraction;
  fleet.replicas_for_mean = static_cast<int>(replicas_for(demand.mean_rate, each));
  fleet.replicas_for_peak = static_cast<int>(for_peak);
  // The fullest replica takes more than its part by the skew.
  const double uneven = 1 / (1 - router_skew_fraction);
  fleet.at_peak = at_rate(fit, model, demand.mix, capacity,
                          demand.peak_rate / fleet.replicas_for_peak * uneven);
  fleet.at_mean = at_rate(fit, model, demand.mix, capacity, demand.mean_rate / fleet.replicas());
  return fleet;
}

std::string_view name(Binding binding) {
  switch (binding) {
    case Binding::kv_cache: return "kv cache";
    case Binding::batch_slots: return "batch slots";
    case Binding::prefill: return "prefill";
    case Binding::ttft: return "ttft";
    case Binding::tpot: return "tpot";
  }
  return "tpot";
}

}  // namespace rackrate::serving
