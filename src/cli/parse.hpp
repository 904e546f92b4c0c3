// SPDX-License-Identifier: Apache-2.0
// The command line as typed into a command and its options.
#pragma once

#include "cli/command_table.hpp"
#include "cli/options.hpp"

#include <string>
#include <vector>

namespace rackrate::cli {

/// The options of `command` from the words after its name. Throws InputError `unknown-option` with
/// a suggestion, `missing-value`, or `unexpected-argument`.
Options parse(const Command& command, std::vector<std::string> words);

}  // namespace rackrate::cli
