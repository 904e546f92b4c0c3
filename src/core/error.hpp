// SPDX-License-Identifier: Apache-2.0
// Our own mistakes, as opposed to the user's (diagnostic.hpp) or the world's (values).
#pragma once

#include <stdexcept>
#include <string>

namespace rackrate {

/// A broken invariant in rackrate itself. `main` turns it into exit code 70.
class BugError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] inline void fail(const char* what, const char* file, int line) {
  throw BugError(std::string(file) + ":" + std::to_string(line) + ": " + what);
}

/// Throws BugError with file and line unless `condition` holds. Never for user input.
/// (The builtins stand in for std::source_location, which clang 14 lacks.)
constexpr void check(bool condition, const char* what, const char* file = __builtin_FILE(),
                     int line = __builtin_LINE()) {
  if (!condition) {
    fail(what, file, line);
  }
}

}  // namespace rackrate
