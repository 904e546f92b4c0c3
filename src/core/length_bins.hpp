// SPDX-License-Identifier: Apache-2.0
// The 81 bins of token lengths: four per power of two, at most 25 % wide. Bin edges are integers,
// so a warehouse query and this program put every length in the same bin.
#pragma once

#include <bit>
#include <cstdint>

namespace rackrate {

inline constexpr int length_bin_count = 81;
inline constexpr std::int64_t longest_binned_length = 2'097'152;  // 2^21 and above: the last bin

/// The bin of a length >= 0: x itself below 4, then 4 bins per octave.
constexpr int length_bin(std::int64_t x) {
  if (x < 4) {
    return x < 0 ? 0 : static_cast<int>(x);
  }
  if (x >= longest_binned_length) {
    return length_bin_count - 1;
  }
  const int k = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(x))) - 1;
  return 4 * (k - 2) + static_cast<int>((x >> (k - 2)) & 3) + 4;
}

/// The smallest length in `bin`.
constexpr std::int64_t length_bin_floor(int bin) {
  if (bin < 4) {
    return bin;
  }
  const int octave = (bin - 4) / 4;
  const int quarter = (bin - 4) % 4;
  return static_cast<std::int64_t>(4 + quarter) << octave;
}

}  // namespace rackrate
