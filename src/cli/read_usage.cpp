// SPDX-License-Identifier: Apache-2.0
// Usage files to a workload, and the account of the rows that were not understood.
#include "cli/fault.hpp"
#include "cli/open_usage.hpp"
#include "cli/pairs.hpp"
#include "cli/resolve.hpp"
#include "core/units_format.hpp"
#include "io/numbers.hpp"
#include "report/rejects.hpp"

#include <fmt/format.h>

namespace rackrate::cli {
namespace {

constexpr double usual_share = 0.001;  // more rejected rows than this is an error
constexpr std::size_t shown_rejects = 3;

double allowed_share(const std::string& text) {
  if (text.empty()) {
    return usual_share;
  }
  const bool percent = text.ends_with("%");
  const std::optional<double> number =
      io::parse_number(std::string_view(text).substr(0, text.size() - (percent ? 1 : 0)));
  const double share = number.value_or(-1) * (percent ? 0.01 : 1);
  if (share < 0 || share > 1) {
    refuse(fault("--allow-rejects", "a share of the rows, e.g. 5% or 0.05", quoted(text),
                 "bad-value"));
  }
  return share;
}

/// The first rejected rows as messages, and how many there were.
void report_rejects(workload::Workload& workload, double share, bool kept) {
  std::int64_t rows = 0;
  std::int64_t rejected = 0;
  for (const ingest::FileReport& file : workload.sources) {
    rows += file.rows;
    rejected += file.rejected_rows;
  }
  if (rejected == 0) {
    return;
  }
  const bool too_many = static_cast<double>(rejected) > share * static_cast<double>(rows);
  std::vector<Diagnostic> messages;
  for (const ingest::Reject& reject : workload.rejects) {
    if (messages.size() < shown_rejects) {
      messages.push_back(reject.why);
      messages.back().severity = Severity::warning;
    }
  }
  const std::string count =
      fmt::format("{} of {} rows ({})", with_thousands(rejected), with_thousands(rows),
                  format_percent(static_cast<double>(rejected) / static_cast<double>(rows)));
  const std::string keep = kept ? "" : "; --rejects FILE keeps the rows";
  if (too_many) {
    messages.push_back(fault(
        "usage", fmt::format("at most {} of the rows not understood", format_percent(share)), count,
        "too-many-rejects",
        "the first of them are shown below" + keep + "; --allow-rejects 5% goes on without them"));
    throw InputError(ExitCode::input_data, std::move(messages));
  }
  messages.push_back(fault("usage", "every row understood", count + " not understood",
                           "rows-skipped", "they are skipped and counted" + keep));
  messages.back().severity = Severity::warning;
  workload.notes.insert(workload.notes.end(), messages.begin(), messages.end());
}

}  // namespace

workload::WithRequests read_requests(const Options& options, OutputFile& rejects,
                                     std::size_t most) {
  if (options.arguments.empty()) {
    refuse(fault("USAGE", "a file of token usage, e.g. usage.csv; - is standard input", "nothing",
                 "missing-usage"));
  }
  if (!options.fail_on.empty() && options.fail_on != "warn") {
    refuse(fault("--fail-on", "warn", quoted(options.fail_on), "bad-value"));
  }
  const double share = allowed_share(options.allow_rejects);
  ingest::Options reading;
  reading.columns = parse_pairs(options.columns, "--columns",
                                "OURS=THEIRS, e.g. timestamp=ts,input=prompt_tokens");
  if (!options.format.empty()) {
    reading.format = options.format;
  }
  std::vector<io::Input> inputs = open_usage(options.arguments);
  reading.allow_overlap = options.allow_overlap;
  // Hashing takes longer than reading: only for the document, and to tell files that are the same.
  reading.digests = !options.json.empty() || (inputs.size() > 1 && !options.allow_overlap);
  workload::WithRequests read = workload::profile_with_requests(std::move(inputs), reading, most);
  rejects.write(report::csv_rejects(read.workload.rejects));
  report_rejects(read.workload, share, rejects.wanted());
  return read;
}

workload::Workload read_usage(const Options& options, OutputFile& rejects) {
  return read_requests(options, rejects, 0).workload;
}

void require_usage(const workload::Workload& workload) {
  const TokenCounts& tokens = workload.tokens;
  if (tokens.input.value_or(1) == 0 && tokens.output.value_or(1) == 0) {
    refuse(
        fault("usage", "at least one request with tokens", "no usage in the files", "empty-usage"),
        ExitCode::input_data);
  }
}

}  // namespace rackrate::cli
