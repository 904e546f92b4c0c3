// SPDX-License-Identifier: Apache-2.0
#include "core/statistics.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace rackrate {
namespace {

double pairwise(std::span<const double> values) {
  if (values.size() <= 8) {
    double total = 0;
    for (const double value : values) {
      total += value;
    }
    return total;
  }
  const std::size_t half = values.size() / 2;
  return pairwise(values.first(half)) + pairwise(values.subspan(half));
}

}  // namespace

double quantile(const std::vector<double>& sorted, double p) {
  check(!sorted.empty() && p >= 0 && p <= 1, "quantile of nothing or outside [0, 1]");
  const auto index = static_cast<std::size_t>(std::floor(p * static_cast<double>(sorted.size())));
  return sorted[std::min(index, sorted.size() - 1)];
}

double sum(const std::vector<double>& values) { return pairwise(values); }

}  // namespace rackrate
