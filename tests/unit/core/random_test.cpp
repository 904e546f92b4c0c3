// SPDX-License-Identifier: Apache-2.0
#include "core/random.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <initializer_list>

namespace rackrate {
namespace {

TEST_CASE("SplitMix64 gives the published sequence for seed 1234567") {
  // https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64
  Random random(1234567);
  for (const std::uint64_t expected :
       {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL,
        4593380528125082431ULL, 16408922859458223821ULL}) {
    CHECK(random.bits() == expected);
  }
}

TEST_CASE("uniform stays in [0, 1) and averages one half") {
  Random random(7);
  double total = 0;
  constexpr int draws = 100'000;
  for (int i = 0; i < draws; ++i) {
    const double value = random.uniform();
    REQUIRE(value >= 0);
    REQUIRE(value < 1);
    total += value;
  }
  // The standard error of the mean is sqrt(1/12/draws) = 0.0009.
  CHECK(total / draws == doctest::Approx(0.5).epsilon(0.006));
}

}  // namespace
}  // namespace rackrate
