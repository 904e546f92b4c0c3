// SPDX-License-Identifier: Apache-2.0
// How long prompts or outputs are: an exact multiset of token counts, cheap to merge.
#pragma once

#include "core/wide.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace rackrate::workload {

/// Counts of lengths. Below 2^17 in an array that grows with the longest, longer ones in a map.
/// Merging is exact, so the quantiles of merged parts are those of the whole.
class Lengths {
 public:
  void add(std::int64_t length, std::int64_t times = 1) {
    if (static_cast<std::uint64_t>(length) < short_.size()) {
      short_[static_cast<std::size_t>(length)] += times;
    } else {
      add_rare(length, times);
    }
  }
  void merge(const Lengths& other);

  bool empty() const { return short_.empty() && long_.empty(); }
  std::int64_t count() const;
  std::int64_t sum() const;
  WideCount sum_of_squares() const;
  double mean() const;                    ///< 0 if empty
  std::int64_t quantile(double p) const;  ///< element floor(p * n) of the sorted lengths
  std::int64_t max() const;
  std::int64_t min() const;
  /// (length, times) in rising order.
  std::vector<std::pair<std::int64_t, std::int64_t>> items() const;
  friend bool operator==(const Lengths&, const Lengths&) = default;

 private:
  static constexpr std::int64_t short_limit = std::int64_t{1} << 17;

  void add_rare(std::int64_t length, std::int64_t times);

  std::vector<std::int64_t> short_;  ///< its size is the power of two above the longest short one
  std::map<std::int64_t, std::int64_t> long_;
};

}  // namespace rackrate::workload
