// SPDX-License-Identifier: Apache-2.0
// The commands. Each reads its options and runs the stages; it throws InputError for what the user
// must change.
#pragma once

#include "cli/options.hpp"
#include "core/exit_code.hpp"

namespace rackrate::cli {

ExitCode plan(const Options& options);
ExitCode profile(const Options& options);
ExitCode size(const Options& options);
ExitCode prices(const Options& options);
ExitCode init(const Options& options);

}  // namespace rackrate::cli
