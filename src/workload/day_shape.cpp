// SPDX-License-Identifier: Apache-2.0
#include "workload/day_shape.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <numeric>

namespace rackrate::workload {
namespace {

std::array<double, 24> with_concentration(double k) {
  std::array<double, 24> hours{};
  for (std::size_t h = 0; h < hours.size(); ++h) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(h) / 24;
    hours[h] = std::exp(k * (std::cos(angle) - 1));
  }
  const double mean = std::accumulate(hours.begin(), hours.end(), 0.0) / 24;
  for (double& hour : hours) {
    hour /= mean;
  }
  return hours;
}

}  // namespace

std::array<double, 24> day_shape(double peak_to_mean_fraction) {
  const double wanted = std::clamp(peak_to_mean_fraction, 1.0, 24.0);
  double low = 0;
  double high = 1000;  // all load in one hour, to the last digit
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (with_concentration(middle)[0] < wanted ? low : high) = middle;
  }
  std::array<double, 24> hours = with_concentration(low);
  std::sort(hours.begin(), hours.end(), std::greater<>());
  return hours;
}

}  // namespace rackrate::workload
