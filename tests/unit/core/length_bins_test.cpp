// SPDX-License-Identifier: Apache-2.0
#include "core/length_bins.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace rackrate {
namespace {

// The edges as a warehouse query lists them: the bin of x is the number of edges <= x.
constexpr std::array<std::int64_t, 80> edges = {
    1,      2,      3,      4,      5,      6,       7,       8,       10,      12,
    14,     16,     20,     24,     28,     32,      40,      48,      56,      64,
    80,     96,     112,    128,    160,    192,     224,     256,     320,     384,
    448,    512,    640,    768,    896,    1024,    1280,    1536,    1792,    2048,
    2560,   3072,   3584,   4096,   5120,   6144,    7168,    8192,    10240,   12288,
    14336,  16384,  20480,  24576,  28672,  32768,   40960,   49152,   57344,   65536,
    81920,  98304,  114688, 131072, 163840, 196608,  229376,  262144,  327680,  393216,
    458752, 524288, 655360, 786432, 917504, 1048576, 1310720, 1572864, 1835008, 2097152};

TEST_CASE("the closed form counts the edges, for every length up to three million") {
  int below = 0;
  std::int64_t first_difference = -1;
  for (std::int64_t x = 0; x <= 3'000'000 && first_difference < 0; ++x) {
    while (below < 80 && edges[static_cast<std::size_t>(below)] <= x) {
      ++below;
    }
    if (length_bin(x) != below) {
      first_difference = x;
    }
  }
  CHECK(first_difference == -1);
}

TEST_CASE("the floor of a bin is its edge") {
  CHECK(length_bin_floor(0) == 0);
  for (int bin = 1; bin < length_bin_count; ++bin) {
    CAPTURE(bin);
    CHECK(length_bin_floor(bin) == edges[static_cast<std::size_t>(bin - 1)]);
    CHECK(length_bin(length_bin_floor(bin)) == bin);
  }
}

TEST_CASE("the ends are clamped") {
  CHECK(length_bin(-5) == 0);
  CHECK(length_bin(INT64_MAX) == length_bin_count - 1);
}

}  // namespace
}  // namespace rackrate
