// SPDX-License-Identifier: Apache-2.0
// rackrate size: what a model fits on, and what each deployment serves.
#include "report/size.hpp"

#include "cli/commands/commands.hpp"
#include "cli/output.hpp"
#include "cli/resolve.hpp"
#include "decide/candidate.hpp"
#include "serving/capacity.hpp"
#include "sizing/settings.hpp"

#include <algorithm>

namespace rackrate::cli {
namespace {

// A candidate with the user's engine settings, and what it serves.
report::SizeRow assess(sizing::Candidate candidate, const Register& assumptions,
                       const catalog::Catalog& catalog, const report::SizeAnswer& answer) {
  candidate.deployment = sizing::with_settings(candidate.deployment, assumptions);
  candidate.outcome = sizing::fit(candidate.deployment, answer.mix.longest);
  report::SizeRow row{candidate, 0, sizing::Infeasible{}};
  if (const sizing::Fit* fit = row.fit()) {
    const serving::StepModel model = serving::step_model(fit->deployment, catalog.kernels);
    row.concurrency = sizing::concurrency(*fit, serving::mean_held(answer.mix));
    row.capacity = serving::capacity(*fit, model, answer.mix, answer.slo);
  }
  return row;
}

}  // namespace

ExitCode size(const Options& options) {
  Output output(options);
  const catalog::Catalog catalog = read_catalog(options);
  const Register assumptions = read_assumptions(options);
  const catalog::Model model = read_model(options, catalog);
  const sizing::Search search = read_search(options, catalog);

  report::SizeAnswer answer{&model, read_request(assumptions), decide::slo_of(assumptions), {}, {}};
  for (const sizing::Candidate& candidate :
       sizing::candidates(model, catalog, search, answer.mix.longest)) {
    answer.rows.push_back(assess(candidate, assumptions, catalog, answer));
    const catalog::WeightFormat format = candidate.deployment.weights;
    if (std::find(answer.formats.begin(), answer.formats.end(), format) == answer.formats.end()) {
      answer.formats.push_back(format);
    }
  }

  output.json([&] { return report::json_size(answer, make_stamp(catalog, read_as_of(options))); });
  output.page([&] {
    const bool every = options.every || search.gpu.has_value();
    return report::text_size(answer, every, output.style());
  });
  return ExitCode::ok;
}

}  // namespace rackrate::cli
