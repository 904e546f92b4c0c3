// SPDX-License-Identifier: Apache-2.0
#include "decide/point.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <cmath>

namespace rackrate::decide {
namespace {

constexpr double least_rate = 0.05;    // of the prediction
constexpr double most_replicas = 1e7;  // at the worst of draws; a plan's fleet is far smaller

cost::FleetSize fleet_without_load(const SelfHosting& own, const Load& load, const Point& point) {
  cost::FleetSize fleet;
  fleet.gpus_per_replica = own.gpus_per_replica;
  fleet.weights = own.weights;
  fleet.served = load.total * point.volume_factor;
  fleet.output = load.output * point.volume_factor;
  return fleet;
}

Usd cost_of(const SelfHosting& own, const cost::FleetSize& fleet, const Point& point) {
  return total(
      cost::self_host_amounts(fleet, cost::gpu_rate(own.supply, point.terms), point.terms));
}

// What a replica carries, in units of the load curve.
double machine_load(const SelfHosting& own, const Load& load, const Point& point) {
  return effective_rate(own, point) / (load.mean * point.volume_factor);
}

}  // namespace

// Beyond its interval a rate goes on, but never to nothing.
RequestsPerSecond effective_rate(const SelfHosting& own, const Point& point) {
  const Estimate<RequestsPerSecond>& predicted = own.per_replica;
  const RequestsPerSecond off = point.speed < 0 ? (predicted.value - predicted.low) * point.speed
                                                : (predicted.high - predicted.value) * point.speed;
  const RequestsPerSecond rate = std::max(predicted.value + off, predicted.value * least_rate);
  return rate * (point.terms.rate_factor * point.capacity_factor) *
         (1 - point.terms.router_skew_fraction);
}

cost::FleetSize fleet_for_peak(const SelfHosting& own, const Load& load, const Point& point) {
  const RequestsPerSecond each = effective_rate(own, point);
  const RequestsPerSecond mean = load.mean * point.volume_factor;
  const RequestsPerSecond peak = std::max(load.peak * point.peak_factor, mean);
  cost::FleetSize fleet = fleet_without_load(own, load, point);
  // The margin keeps a load that fills n replicas exactly from asking for n + 1; as in
  // serving::fleet, which must agree.
  fleet.replicas = static_cast<int>(std::clamp(std::ceil(peak / each - 1e-9), 1.0, most_replicas));
  fleet.spare_replicas = static_cast<int>(std::lround(point.terms.spare_replicas));
  fleet.busy_replicas = std::min(mean / each, static_cast<double>(fleet.replicas));
  return fleet;
}

Usd self_host_cost(const SelfHosting& own, const Load& load, const Point& point) {
  return cost_of(own, fleet_for_peak(own, load, point), point);
}

double overflow_fraction(const SelfHosting& own, int replicas, const Load& load,
                         const Point& point) {
  return load.curve.above(replicas * machine_load(own, load, point)) / load.curve.mean();
}

cost::FleetSize fleet_of_base(const SelfHosting& own, int replicas, const Load& load,
                              const Point& point) {
  const double kept = 1 - overflow_fraction(own, replicas, load, point);
  cost::FleetSize fleet = fleet_without_load(own, load, point);
  fleet.replicas = replicas;
  fleet.busy_replicas =
      std::min(kept / machine_load(own, load, point), static_cast<double>(replicas));
  fleet.served *= kept;
  fleet.output *= kept;
  return fleet;
}

Usd api_cost(Usd bill, const Point& point) {
  return bill * (point.volume_factor * (1 + point.terms.price_drift / 2));
}

Usd hybrid_cost(const SelfHosting& own, int replicas, Usd bill, const Load& load,
                const Point& point) {
  const Usd api = api_cost(bill, point);
  if (replicas == 0) {
    return api;
  }
  return cost_of(own, fleet_of_base(own, replicas, load, point), point) +
         api * overflow_fraction(own, replicas, load, point);
}

Mix best_hybrid(const SelfHosting& own, Usd bill, const Load& load, const Point& point) {
  return best_mix(load.curve, machine_load(own, load, point), [&](const Mix& mix) {
    return hybrid_cost(own, mix.machines, bill, load, point);
  });
}

}  // namespace rackrate::decide
