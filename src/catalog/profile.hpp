// SPDX-License-Identifier: Apache-2.0
// Profiles: named sets of assumptions, and what a scenario file or --set changes in one.
#pragma once

#include "core/assumption.hpp"
#include "io/node.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

/// "default" first, then the others of the program and of `overlay`/profiles in order.
std::vector<std::string> profile_names(
    const std::optional<std::filesystem::path>& overlay = std::nullopt);

/// The register of profiles/<name>.toml, from `overlay` where it is there, else from the program; a
/// profile that extends another holds only what differs. Throws InputError `unknown-profile`, or
/// what is wrong in the file.
Register load_profile(std::string_view name,
                      const std::optional<std::filesystem::path>& overlay = std::nullopt);

/// Sets what the scenario says. Its keys are the ids, written as nested tables or dotted; a value
/// is a number in the register's unit, text with that unit ("50 ms", "$180k", "7 %"), or a table {
/// value, low, high }. `others` are top-level keys that somebody else reads. Throws InputError with
/// every fault (exit code 2).
void apply_scenario(Register& assumptions, const io::Document& scenario,
                    const std::vector<std::string>& others = {});

/// Sets one "id=value" of --set, with the same checks.
void apply_setting(Register& assumptions, std::string_view setting);

}  // namespace rackrate::catalog
