// SPDX-License-Identifier: Apache-2.0
// What each way to serve the load costs at one point of the uncertain world. Arithmetic only:
// sensitivities, draws and break-even searches ask for thousands of points.
#pragma once

#include "core/estimate.hpp"
#include "cost/self_host.hpp"
#include "cost/terms.hpp"
#include "decide/load_curve.hpp"
#include "serving/capacity.hpp"

namespace rackrate::decide {

/// The load of a month, and its shape.
struct Load {
  RequestsPerSecond mean = RequestsPerSecond::zero();
  RequestsPerSecond peak = RequestsPerSecond::zero();
  Tokens total = Tokens::zero();
  Tokens output = Tokens::zero();
  LoadCurve curve{{}};
};

/// The register's terms, and factors on the plan's own demand and capacity.
struct Point {
  cost::Terms terms;
  double volume_factor = 1;    ///< tokens and mean rate
  double peak_factor = 1;      ///< peak rate
  double capacity_factor = 1;  ///< rate of a replica
  /// Where the rate of a replica lies in its interval: 0 its value, -1 its low, +1 its high.
  double speed = 0;
};

/// A deployment, and how its GPUs are paid for.
struct SelfHosting {
  /// Predicted rate of a replica, before the register's correction.
  Estimate<RequestsPerSecond> per_replica =
      Estimate<RequestsPerSecond>::exact(RequestsPerSecond::zero());
  int gpus_per_replica = 1;
  Bytes weights = Bytes::zero();
  cost::Supply supply;
};

/// What one replica carries in practice: prediction, its correction, and uneven filling.
RequestsPerSecond effective_rate(const SelfHosting& own, const Point& point);

/// Sized for the peak, with spares.
cost::FleetSize fleet_for_peak(const SelfHosting& own, const Load& load, const Point& point);
Usd self_host_cost(const SelfHosting& own, const Load& load, const Point& point);

/// A fixed base of replicas without spares: what does not fit goes to an API.
cost::FleetSize fleet_of_base(const SelfHosting& own, int replicas, const Load& load,
                              const Point& point);
/// Share of the load that does not fit a base of `replicas`.
double overflow_fraction(const SelfHosting& own, int replicas, const Load& load,
                         const Point& point);

/// A bill at the plan's volume, at this point's; prices drift for half a year on average.
Usd api_cost(Usd bill, const Point& point);

Usd hybrid_cost(const SelfHosting& own, int replicas, Usd bill, const Load& load,
                const Point& point);
/// The number of base replicas with the lowest cost, 0 if that is the API alone.
Mix best_hybrid(const SelfHosting& own, Usd bill, const Load& load, const Point& point);

}  // namespace rackrate::decide
