// SPDX-License-Identifier: Apache-2.0
#include "decide/crossings.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <cmath>

namespace rackrate::decide {
namespace {

constexpr int fewest_steps = 256;    // searched in any case
constexpr int most_steps = 100'000;  // of the staircase
constexpr double past_today = 2;     // times today's volume, searched in any case
constexpr int slope_steps = 840;     // a multiple of every instance size sold

/// Self-hosting less API in dollars a month, as a function of volume and of the step it is on.
class Difference {
 public:
  Difference(const SelfHosting& own, Usd bill, const Load& load, const Point& point)
      : own_(&own),
        bill_(bill),
        load_(&load),
        point_(point),
        rate_(cost::gpu_rate(own.supply, point.terms)) {
    const RequestsPerSecond peak = std::max(load.peak * point.peak_factor, load.mean);
    width_ = effective_rate(own, point) / peak;
  }

  /// Volume that fills n replicas at its peak, as a factor on the plan's.
  double end_of(int step) const { return width_ * step; }

  double operator()(int replicas, double volume) const {
    Point at = point_;
    at.volume_factor = volume;
    cost::FleetSize fleet;
    fleet.replicas = replicas;
    fleet.spare_replicas = static_cast<int>(std::lround(at.terms.spare_replicas));
    fleet.gpus_per_replica = own_->gpus_per_replica;
    fleet.weights = own_->weights;
    fleet.served = load_->total * volume;
    fleet.output = load_->output * volume;
    return (total(cost::self_host_amounts(fleet, rate_, at.terms)) - api_cost(bill_, at))
        .in_dollars();
  }

  /// Steps after which the winner cannot change. Each step adds the price of a replica and takes
  /// the API's price of what it serves; if that is a gain, it outweighs the fixed cost in the end.
  int last_step() const {
    const Difference& f = *this;
    const double replica = (f(1 + slope_steps, 0) - f(1, 0)) / slope_steps;
    const double gain = -(f(1, end_of(1)) - f(1, 0)) - replica;
    if (gain <= 0) {
      return fewest_steps;
    }
    // One instance of up to 16 GPUs may stand half empty.
    const double fixed = f(1, 0) + 17 * replica + gain;
    const double needed = std::ceil(fixed / gain) + 1;
    return static_cast<int>(
        std::clamp(needed, static_cast<double>(fewest_steps), static_cast<double>(most_steps)));
  }

  int steps_past_today() const {
    return static_cast<int>(std::min(std::ceil(past_today / width_), 1.0 * most_steps));
  }

 private:
  const SelfHosting* own_;
  Usd bill_;
  const Load* load_;
  Point point_;
  cost::GpuRate rate_;
  double width_ = 0;
};

}  // namespace

VolumeSearch volume_crossings(const SelfHosting& own, Usd api_bill, const Load& load,
                              const Point& point) {
  check(api_bill > Usd::zero(), "an API that costs something");
  const Difference difference(own, api_bill, load, point);
  VolumeSearch search;
  const int steps = std::max(difference.last_step(), difference.steps_past_today());
  search.to_factor = difference.end_of(steps);
  bool wins = false;  // self-hosting costs something at no volume, the API nothing
  for (int n = 1; n <= steps; ++n) {
    const double from = difference.end_of(n - 1);
    const double to = difference.end_of(n);
    const double at_start = difference(n, from);
    const double at_end = difference(n, to);
    if ((at_start < 0) != wins) {
      wins = !wins;
      search.crossings.push_back({from, wins});
    }
    if ((at_end < 0) != wins) {
      wins = !wins;
      search.crossings.push_back({from + (to - from) * at_start / (at_start - at_end), wins});
    }
  }
  search.self_host_wins_beyond = wins;
  return search;
}

}  // namespace rackrate::decide
