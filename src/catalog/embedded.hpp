// SPDX-License-Identifier: Apache-2.0
// The files of data/ and profiles/ that the build put into the program.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

/// The bytes of "models.toml" or "profiles/default.toml"; nothing for another name.
std::optional<std::string_view> embedded_file(std::string_view name);

/// All names, sorted.
std::vector<std::string_view> embedded_names();

}  // namespace rackrate::catalog
