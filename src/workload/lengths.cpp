// SPDX-License-Identifier: Apache-2.0
#include "workload/lengths.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace rackrate::workload {

void Lengths::add_rare(std::int64_t length, std::int64_t times) {
  check(length >= 0 && times > 0, "a length that is not counted up from 0");
  if (length < short_limit) {
    short_.resize(std::bit_ceil(static_cast<std::size_t>(length) + 1));
    add(length, times);
    return;
  }
  long_[length] += times;
}

void Lengths::merge(const Lengths& other) {
  short_.resize(std::max(short_.size(), other.short_.size()));
  for (std::size_t i = 0; i < other.short_.size(); ++i) {
    short_[i] += other.short_[i];
  }
  for (const auto& [length, times] : other.long_) {
    long_[length] += times;
  }
}

std::int64_t Lengths::count() const {
  std::int64_t count = 0;
  for (const auto& [length, times] : items()) {
    count += times;
  }
  return count;
}

std::int64_t Lengths::sum() const {
  std::int64_t sum = 0;
  for (const auto& [length, times] : items()) {
    sum += length * times;
  }
  return sum;
}

WideCount Lengths::sum_of_squares() const {
  WideCount sum = 0;
  for (const auto& [length, times] : items()) {
    sum += static_cast<WideCount>(length) * length * times;
  }
  return sum;
}

double Lengths::mean() const {
  return empty() ? 0 : static_cast<double>(sum()) / static_cast<double>(count());
}

std::vector<std::pair<std::int64_t, std::int64_t>> Lengths::items() const {
  std::vector<std::pair<std::int64_t, std::int64_t>> all;
  for (std::size_t i = 0; i < short_.size(); ++i) {
    if (short_[i] > 0) {
      all.emplace_back(static_cast<std::int64_t>(i), short_[i]);
    }
  }
  all.insert(all.end(), long_.begin(), long_.end());
  return all;
}

std::int64_t Lengths::quantile(double p) const {
  check(!empty() && p >= 0 && p <= 1, "quantile of nothing or outside [0, 1]");
  const std::int64_t all = count();
  const auto wanted =
      std::min(static_cast<std::int64_t>(std::floor(p * static_cast<double>(all))), all - 1);
  std::int64_t below = 0;
  std::int64_t at = 0;
  for (const auto& [length, times] : items()) {
    at = length;
    below += times;
    if (below > wanted) {
      break;
    }
  }
  return at;
}

std::int64_t Lengths::max() const { return quantile(1); }
std::int64_t Lengths::min() const { return quantile(0); }

}  // namespace rackrate::workload
