// SPDX-License-Identifier: Apache-2.0
// rackrate profile: the workload alone.
#include "cli/commands/commands.hpp"
#include "cli/output.hpp"
#include "cli/resolve.hpp"
#include "report/json_workload.hpp"
#include "report/text_profile.hpp"

namespace rackrate::cli {

ExitCode profile(const Options& options) {
  Output output(options);
  OutputFile rejects(options.rejects, "--rejects");
  const catalog::Catalog catalog = read_catalog(options);
  const report::Stamp stamp = make_stamp(catalog, read_as_of(options));

  const workload::Workload workload = read_usage(options, rejects);

  output.json([&] { return report::json_workload(workload, stamp); });
  output.page([&] { return report::text_profile(workload, output.style()); });
  return finish(options, workload.notes);
}

}  // namespace rackrate::cli
