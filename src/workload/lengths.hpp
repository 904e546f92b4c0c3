// SPDX-License-Identifier: Apache-2.0
// How long prompts or outputs are: an exact multiset of token counts, cheap to merge.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace rackrate::workload {

/// Counts of lengths. Below 2^17 in an array, longer ones in a map. Merging is exact, so the
/// quantiles of merged parts are those of the whole.
class Lengths {
 public:
  void add(std::int64_t length, std::int64_t times = 1);
  void merge(const Lengths& other);

  std::int64_t count() const { return count_; }
  bool empty() const { return count_ == 0; }
  double mean() const;                    ///< 0 if empty
  std::int64_t quantile(double p) const;  ///< element floor(p * n) of the sorted lengths
  std::int64_t max() const;
  std::int64_t min() const;
  /// (length, times) in rising order.
  std::vector<std::pair<std::int64_t, std::int64_t>> items() const;

 private:
  std::vector<std::uint32_t> short_;
  std::map<std::int64_t, std::int64_t> long_;
  std::int64_t count_ = 0;
  std::int64_t sum_ = 0;
};

}  // namespace rackrate::workload
