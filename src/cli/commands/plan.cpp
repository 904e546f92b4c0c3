// SPDX-License-Identifier: Apache-2.0
// rackrate plan: from usage files to the decision page.
#include "cli/commands/commands.hpp"
#include "cli/output.hpp"
#include "cli/resolve.hpp"
#include "decide/make_plan.hpp"
#include "report/json_plan.hpp"
#include "report/text_plan.hpp"

#include <utility>

namespace rackrate::cli {

ExitCode plan(const Options& options) {
  Output output(options);
  OutputFile rejects(options.rejects, "--rejects");
  const catalog::Catalog catalog = read_catalog(options);
  Register assumptions = read_assumptions(options);
  sizing::Search search = read_search(options, catalog);
  const Date as_of = read_as_of(options);
  const report::Stamp stamp = make_stamp(catalog, as_of);

  workload::Workload workload = read_usage(options, rejects);
  require_usage(workload);
  const catalog::Model model = read_model(options, catalog, workload);
  const decide::Plan plan = decide::make_plan(
      {&catalog, &model, std::move(workload), std::move(assumptions), std::move(search), as_of});

  output.json([&] { return report::json_plan(plan, stamp); });
  output.page([&] { return report::text_plan(plan, stamp, output.style()); });
  return finish(options, plan.workload.notes);
}

}  // namespace rackrate::cli
