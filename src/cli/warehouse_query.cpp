// SPDX-License-Identifier: Apache-2.0
#include "cli/warehouse_query.hpp"

#include "cli/fault.hpp"
#include "cli/pairs.hpp"
#include "core/spelling.hpp"
#include "workload/sql.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace rackrate::cli {
namespace {

workload::Dialect read_dialect(const std::string& given) {
  const std::optional<workload::Dialect> dialect = workload::parse_dialect(given);
  if (!dialect) {
    std::vector<std::string> known;
    for (const workload::Dialect each : workload::all_dialects) {
      known.emplace_back(workload::name(each));
    }
    refuse(fault("--sql", fmt::format("one of {}", fmt::join(known, ", ")), quoted(given),
                 "unknown-dialect", did_you_mean(given, known)));
  }
  return *dialect;
}

std::map<std::string, std::string> read_map(const std::vector<std::string>& given) {
  const std::vector<std::string>& known = workload::warehouse_columns();
  std::map<std::string, std::string> columns;
  Diagnostics faults;
  for (const std::string& text : given) {
    for (auto& [ours, theirs] :
         parse_pairs(text, "--map", "OURS=EXPRESSION, e.g. timestamp=created_at,input=tokens_in")) {
      if (std::find(known.begin(), known.end(), ours) == known.end()) {
        faults.add(fault("--map", fmt::format("one of {}", fmt::join(known, ", ")), quoted(ours),
                         "unknown-column", did_you_mean(ours, known)));
      }
      columns[ours] = theirs;
    }
  }
  faults.throw_if_errors(ExitCode::usage);
  return columns;
}

}  // namespace

std::string warehouse_query(const Options& options) {
  const workload::Dialect dialect = read_dialect(options.sql);
  if (!options.arguments.empty()) {
    refuse(fault("--sql", "no usage files: the query reads the table",
                 quoted(options.arguments.front()), "bad-option"));
  }
  if (!options.json.empty() || !options.trace.empty()) {
    refuse(fault("--sql", "no other output beside the query",
                 options.json.empty() ? "--trace" : "--json", "bad-option",
                 "run the query, then: rackrate profile RESULT.csv"));
  }
  workload::WarehouseTable table;
  table.table = options.table.empty() ? table.table : options.table;
  table.columns = read_map(options.map);
  return workload::profile_query(dialect, table);
}

void require_no_query(const Options& options) {
  if (!options.table.empty() || !options.map.empty()) {
    refuse(fault(options.table.empty() ? "--map" : "--table", "--sql DIALECT beside it", "nothing",
                 "bad-option", "for usage files, --columns names their columns"));
  }
}

}  // namespace rackrate::cli
