// SPDX-License-Identifier: Apache-2.0
#include "workload/length_cells.hpp"

#include <algorithm>

namespace rackrate::workload {

std::string to_text(WideCount value) {
  const bool negative = value < 0;
  std::string digits;
  do {
    const int digit = static_cast<int>(value % 10);
    digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
    value /= 10;
  } while (value != 0);
  if (negative) {
    digits += '-';
  }
  std::reverse(digits.begin(), digits.end());
  return digits;
}

void LengthCells::merge(const LengthCells& other) {
  counts_.resize(std::max(counts_.size(), other.counts_.size()));
  for (std::size_t i = 0; i < other.counts_.size(); ++i) {
    counts_[i] += other.counts_[i];
  }
}

int LengthCells::used() const {
  return static_cast<int>(
      std::count_if(counts_.begin(), counts_.end(), [](std::int64_t n) { return n > 0; }));
}

}  // namespace rackrate::workload
