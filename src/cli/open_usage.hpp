// SPDX-License-Identifier: Apache-2.0
// Usage files by the names on the command line: files, folders, zip archives and patterns.
#pragma once

#include "io/input.hpp"

#include <string>
#include <vector>

namespace rackrate::cli {

/// All of them, in order. A name with *, ? or [ that is no file itself is a pattern, as for a shell
/// that found it in quotes. Throws InputError with everything that cannot be opened.
std::vector<io::Input> open_usage(const std::vector<std::string>& names);

}  // namespace rackrate::cli
