// SPDX-License-Identifier: Apache-2.0
// rackrate init: a commented scenario to start from.
#include "cli/commands/commands.hpp"
#include "cli/fault.hpp"
#include "cli/output_file.hpp"
#include "cli/resolve.hpp"
#include "report/scenario.hpp"

#include <filesystem>

namespace rackrate::cli {

ExitCode init(const Options& options) {
  const std::string path = options.arguments.empty() ? "scenario.toml" : options.arguments.front();
  if (path != "-" && std::filesystem::exists(path)) {
    refuse(fault("init", "a file that is not there yet", quoted(path), "file-exists",
                 "rackrate init another.toml, or - for standard output"));
  }
  OutputFile file(path, "init");
  file.write(report::scenario_template(read_assumptions(options)));
  return ExitCode::ok;
}

}  // namespace rackrate::cli
