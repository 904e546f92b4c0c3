// SPDX-License-Identifier: Apache-2.0
// Usage files to records: detection by content, one reader per format, and an account of every row.
#pragma once

#include "core/diagnostic.hpp"
#include "ingest/capability.hpp"
#include "ingest/names.hpp"
#include "ingest/record.hpp"
#include "io/input.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rackrate::ingest {

struct Options {
  std::optional<std::string> format;           ///< --format: overrides detection
  std::map<std::string, std::string> columns;  ///< --columns: our name -> the file's column
};

/// A row that was not understood. Never dropped in silence.
struct Reject {
  Diagnostic why;   ///< with file, line, field, expected, got
  std::string row;  ///< the row as it stands in the file (cut at 4 KiB)
};

/// What became of one file. rows = records read + rejected + merged duplicates + `skipped`.
struct FileReport {
  std::string file;
  std::string format;       ///< id of the format, e.g. "azure-trace"
  std::string detected_by;  ///< what in the file decided it, for messages
  std::int64_t rows = 0;
  std::int64_t rejected_rows = 0;
  std::int64_t merged_rows = 0;   ///< duplicates of a request id
  std::int64_t skipped_rows = 0;  ///< rows of the format that carry no usage (empty buckets)
  std::vector<std::string> ignored_columns;
  std::size_t size_bytes = 0;
  std::string sha256;
};

struct Ingested {
  Names names;
  Capabilities capabilities;
  std::vector<FileReport> files;
  std::vector<Reject> rejects;    ///< all of them, up to 10,000; the count is in `files`
  std::vector<Diagnostic> notes;  ///< warnings worth repeating inside the answer
};

/// Reads all inputs into `sink`. Throws InputError (exit code 3) for an empty, binary or
/// undetectable file, a missing column, or a truncated document. Rejected rows are reported, not
/// thrown; whether their share is too large is the caller's decision.
Ingested ingest(std::vector<io::Input> inputs, const Options& options, Sink& sink);

/// Ids and titles of all formats, for --help and messages.
std::vector<std::pair<std::string, std::string>> format_list();

}  // namespace rackrate::ingest
