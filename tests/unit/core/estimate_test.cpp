// SPDX-License-Identifier: Apache-2.0
#include "core/estimate.hpp"

#include "core/units.hpp"

#include <doctest/doctest.h>

namespace rackrate {
namespace {

TEST_CASE("an estimate is exact or within a factor") {
  const auto exact = Estimate<Seconds>::exact(Seconds::ms(30));
  CHECK(exact.low == exact.value);
  CHECK(exact.high == exact.value);
  const auto rough = Estimate<Seconds>::within_factor(Seconds::ms(30), 1.5);
  CHECK(rough.low.in_ms() == doctest::Approx(20));
  CHECK(rough.high.in_ms() == doctest::Approx(45));
}

}  // namespace
}  // namespace rackrate
