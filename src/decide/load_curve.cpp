// SPDX-License-Identifier: Apache-2.0
#include "decide/load_curve.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace rackrate::decide {

LoadCurve::LoadCurve(std::vector<double> largest_first) : loads_(std::move(largest_first)) {
  check(std::is_sorted(loads_.begin(), loads_.end(), std::greater<>()), "largest load first");
  prefix_.reserve(loads_.size() + 1);
  prefix_.push_back(0);
  for (const double load : loads_) {
    prefix_.push_back(prefix_.back() + load);
  }
  mean_ = loads_.empty() ? 0 : prefix_.back() / static_cast<double>(loads_.size());
}

double LoadCurve::above(double level) const {
  const auto end =
      std::partition_point(loads_.begin(), loads_.end(), [&](double load) { return load > level; });
  const auto count = end - loads_.begin();
  if (count == 0) {
    return 0;
  }
  const double area = prefix_[static_cast<std::size_t>(count)] - level * static_cast<double>(count);
  return std::max(0.0, area / static_cast<double>(loads_.size()));
}

double LoadCurve::time_below_fraction(double level) const {
  const auto end = std::partition_point(loads_.begin(), loads_.end(),
                                        [&](double load) { return load >= level; });
  return loads_.empty()
             ? 0
             : static_cast<double>(loads_.end() - end) / static_cast<double>(loads_.size());
}

Mix best_mix(const LoadCurve& load, double machine_load,
             const std::function<Usd(const Mix&)>& price) {
  check(machine_load > 0, "a machine carries something");
  const auto mix_of = [&](int machines) {
    Mix mix;
    mix.machines = machines;
    mix.overflow_fraction = load.mean() > 0 ? load.above(machines * machine_load) / load.mean() : 0;
    mix.monthly = price(mix);
    return mix;
  };
  const int most = static_cast<int>(std::ceil(load.peak() / machine_load));
  Mix best = mix_of(0);
  for (int machines = 1; machines <= most; ++machines) {
    const Mix mix = mix_of(machines);
    if (mix.monthly < best.monthly) {
      best = mix;
    }
  }
  return best;
}

}  // namespace rackrate::decide
