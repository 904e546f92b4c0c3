// SPDX-License-Identifier: Apache-2.0
// From what was typed to what it means: catalogs, assumptions, a model, a workload. Every function
// throws InputError for what it does not understand.
#pragma once

#include "catalog/catalog.hpp"
#include "cli/options.hpp"
#include "cli/output_file.hpp"
#include "core/assumption.hpp"
#include "report/json_document.hpp"
#include "sizing/candidates.hpp"
#include "workload/demand.hpp"
#include "workload/profile.hpp"
#include "workload/workload.hpp"

namespace rackrate::cli {

catalog::Catalog read_catalog(const Options& options);

/// Profile, then scenario, then the flags that stand for a setting, then --set.
Register read_assumptions(const Options& options);

/// --as-of, or today: the only place that looks at the clock.
Date read_as_of(const Options& options);

report::Stamp make_stamp(const catalog::Catalog& catalog, Date as_of);

/// The usage files as a workload; rejected rows go to `rejects`. Throws InputError
/// `too-many-rejects` where more than --allow-rejects of the rows were not understood.
workload::Workload read_usage(const Options& options, OutputFile& rejects);
/// The same, and up to `most` of its single requests.
workload::WithRequests read_requests(const Options& options, OutputFile& rejects, std::size_t most);

/// Throws InputError `empty-usage` where the files hold no request and no token.
void require_usage(const workload::Workload& workload);

/// The request that `size` thinks of: lengths from the register.
workload::RequestMix read_request(const Register& assumptions);

/// --model.
catalog::Model read_model(const Options& options, const catalog::Catalog& catalog);
/// --model, or the open-weight model that most of the usage names.
catalog::Model read_model(const Options& options, const catalog::Catalog& catalog,
                          const workload::Workload& workload);

/// --gpu, --engine, --quant, --tp.
sizing::Search read_search(const Options& options, const catalog::Catalog& catalog);

/// Prints warnings; the exit code they mean under --fail-on.
ExitCode finish(const Options& options, const std::vector<Diagnostic>& messages);

}  // namespace rackrate::cli
