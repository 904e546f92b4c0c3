// SPDX-License-Identifier: Apache-2.0
// rackrate profile: the workload alone, or the query that asks a warehouse for it.
#include "cli/commands/commands.hpp"
#include "cli/fault.hpp"
#include "cli/output.hpp"
#include "cli/resolve.hpp"
#include "cli/warehouse_query.hpp"
#include "core/units_format.hpp"
#include "report/json_workload.hpp"
#include "report/mooncake_trace.hpp"
#include "report/text_profile.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>

namespace rackrate::cli {
namespace {

[[noreturn]] void refuse_trace(ingest::Grain grain) {
  Diagnostic none = fault("--trace", "usage with the time and the lengths of single requests",
                          "no such request", "no-requests", "pass a log or a trace instead");
  if (grain > ingest::Grain::request) {
    none.why = grain == ingest::Grain::none
                   ? "the source does not tell when its requests came"
                   : fmt::format("the source sums its requests by the {}", name(grain));
  }
  refuse(std::move(none), ExitCode::input_data);
}

// The trace, and a warning for what could not be part of it.
void write_trace(OutputFile& file, workload::WithRequests& read) {
  if (!file.wanted()) {
    return;
  }
  const ingest::Grain grain = read.workload.capabilities.grain;
  if (read.requests.all().empty() || grain == ingest::Grain::none) {
    refuse_trace(grain);
  }
  file.write(report::mooncake_trace(read.requests.all()));
  if (const std::int64_t left_out = read.requests.left_out(); left_out > 0) {
    Diagnostic note =
        fault("--trace", "every row in the trace",
              with_thousands(left_out) + " left out: failed, or without the lengths of one request",
              "rows-left-out");
    note.severity = Severity::warning;
    read.workload.notes.push_back(std::move(note));
  }
}

ExitCode profile_files(const Options& options) {
  Output output(options);
  OutputFile rejects(options.rejects, "--rejects");
  OutputFile trace(options.trace, "--trace");
  if (trace.is_standard_output() && options.json == "-") {
    refuse(fault("--trace", "one answer on standard output", "- for --json, too", "bad-value"));
  }
  const catalog::Catalog catalog = read_catalog(options);
  const report::Stamp stamp = make_stamp(catalog, read_as_of(options));

  const std::size_t most = trace.wanted() ? std::numeric_limits<std::size_t>::max() : 0;
  workload::WithRequests read = read_requests(options, rejects, most);
  const workload::Workload& workload = read.workload;

  write_trace(trace, read);
  output.json([&] { return report::json_workload(workload, stamp); });
  if (!trace.is_standard_output()) {
    output.page([&] { return report::text_profile(workload, output.style()); });
  }
  return finish(options, workload.notes);
}

}  // namespace

ExitCode profile(const Options& options) {
  if (!options.sql.empty()) {
    write_standard_output(warehouse_query(options));
    return ExitCode::ok;
  }
  require_no_query(options);
  return profile_files(options);
}

}  // namespace rackrate::cli
