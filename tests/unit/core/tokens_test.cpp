// SPDX-License-Identifier: Apache-2.0
#include "core/tokens.hpp"

#include <doctest/doctest.h>

#include <optional>

namespace rackrate {
namespace {

static_assert(sizeof(MaybeCount) == 8);

TEST_CASE("unknown is never zero") {
  const MaybeCount unknown;
  CHECK_FALSE(unknown.known());
  CHECK(unknown == MaybeCount::unknown());
  CHECK(unknown != MaybeCount(0));
  CHECK(MaybeCount(0).known());
  CHECK(unknown.optional() == std::nullopt);
  CHECK(MaybeCount(3).optional() == 3);
  CHECK(unknown.value_or(5) == 5);
  CHECK(MaybeCount(3).value_or(5) == 3);
  CHECK_THROWS_AS(unknown.value(), BugError);
  CHECK_THROWS_AS(MaybeCount(-1), BugError);
}

TEST_CASE("a sum with an unknown part is unknown") {
  CHECK(MaybeCount(2) + MaybeCount(3) == MaybeCount(5));
  CHECK(MaybeCount(2) + MaybeCount() == MaybeCount::unknown());
  CHECK(MaybeCount() + MaybeCount() == MaybeCount::unknown());
}

TEST_CASE("token counts add class by class") {
  TokenCounts a = TokenCounts::zero();
  a.input = MaybeCount(100);
  a.output = MaybeCount(20);
  TokenCounts b = a;
  b.reasoning = MaybeCount::unknown();
  const TokenCounts sum = a + b;
  CHECK(sum.input == MaybeCount(200));
  CHECK(sum.output == MaybeCount(40));
  CHECK(sum.cache_read == MaybeCount(0));
  CHECK(sum.reasoning == MaybeCount::unknown());
  CHECK(a + TokenCounts::zero() == a);
}

}  // namespace
}  // namespace rackrate
