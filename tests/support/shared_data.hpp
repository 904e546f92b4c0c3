// SPDX-License-Identifier: Apache-2.0
// Real traces and samples that tests use where they are present, beside the checkout.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <optional>
#include <string>

namespace rackrate::test {

/// The path of a file or folder of the shared data, or nothing, with a message, where it is absent.
/// Use: `const auto path = shared_data("traces/x.csv"); if (!path) return;`
inline std::optional<std::filesystem::path> shared_data(const std::string& relative) {
  const std::filesystem::path path = std::filesystem::path(RACKRATE_SHARED) / relative;
  if (std::filesystem::exists(path)) {
    return path;
  }
  MESSAGE("skipped: no " << path.string());
  return std::nullopt;
}

}  // namespace rackrate::test
