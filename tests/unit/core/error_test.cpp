// SPDX-License-Identifier: Apache-2.0
#include "core/error.hpp"

#include <doctest/doctest.h>

namespace rackrate {
namespace {

TEST_CASE("a broken invariant names its place") {
  CHECK_NOTHROW(check(true, "fine"));
  try {
    check(false, "two and two make five");
    FAIL("did not throw");
  } catch (const BugError& bug) {
    const std::string what = bug.what();
    CHECK(what.find("error_test.cpp:") != std::string::npos);
    CHECK(what.find("two and two make five") != std::string::npos);
  }
}

}  // namespace
}  // namespace rackrate
