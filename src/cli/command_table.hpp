// SPDX-License-Identifier: Apache-2.0
// All commands in one table: parsing, help and the man page check read it.
#pragma once

#include "cli/options.hpp"
#include "core/exit_code.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace rackrate::cli {

struct Command {
  std::string_view name;
  std::string_view job;        ///< heading in the list of commands
  std::string_view arguments;  ///< what is not an option, for the usage line
  std::string_view summary;
  std::string_view example;
  std::vector<const FlagGroup*> groups;
  ExitCode (*run)(const Options&);
};

const std::vector<Command>& commands();

/// Null if there is none of that name.
const Command* find_command(std::string_view name);

}  // namespace rackrate::cli
