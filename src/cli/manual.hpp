// SPDX-License-Identifier: Apache-2.0
// Help texts, made from the tables of commands and options.
#pragma once

#include "cli/command_table.hpp"
#include "report/style.hpp"

#include <string>

namespace rackrate::cli {

/// The commands, grouped by the job they do.
std::string overview(const report::Style& style);
/// One command with all its options.
std::string help(const Command& command, const report::Style& style);
/// "plan --model", one line for every option of every command, for the man page check.
std::string option_list();

}  // namespace rackrate::cli
