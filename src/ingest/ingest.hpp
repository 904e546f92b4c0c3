// SPDX-License-Identifier: Apache-2.0
// Usage files to records: detection by content, one reader per format, and an account of every row.
#pragma once

#include "core/diagnostic.hpp"
#include "ingest/capability.hpp"
#include "ingest/names.hpp"
#include "ingest/part.hpp"
#include "ingest/record.hpp"
#include "ingest/rejects.hpp"
#include "io/input.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rackrate::ingest {

struct Progress {
  std::string file;
  std::int64_t rows = 0;         ///< of this file so far
  std::size_t bytes = 0;         ///< of text, decompressed
  std::size_t size_on_disk = 0;  ///< 0 if not known
};

struct Options {
  std::optional<std::string> format;           ///< --format: overrides detection
  std::map<std::string, std::string> columns;  ///< --columns: our name -> the file's column
  unsigned threads = 0;                        ///< 0: as many as the machine has
  bool digests = true;         ///< SHA-256 of every file, which takes longer than reading a CSV
  bool allow_overlap = false;  ///< take two files with the same content, or the same buckets
  std::function<void(const Progress&)> progress = {};  ///< called now and then, from one thread
};

/// What became of one file.
/// rows = records read + rejected + merged + skipped + bill rows.
struct FileReport {
  std::string file;
  std::string format;       ///< id of the format, e.g. "azure-trace"
  std::string detected_by;  ///< what in the file decided it, for messages
  std::int64_t rows = 0;
  std::int64_t rejected_rows = 0;
  /// Duplicates of a request id, and rows that share a record with another row (formats with one
  /// row a token class).
  std::int64_t merged_rows = 0;
  std::int64_t skipped_rows = 0;  ///< rows of the format that carry no usage (empty buckets)
  std::int64_t bill_rows = 0;     ///< rows that hold money only; they are in Ingested::bill
  std::int64_t out_of_order_rows = 0;
  std::vector<std::string> ignored_columns;
  std::size_t size_bytes = 0;
  std::string sha256;
};

struct Ingested {
  Names names;
  Capabilities capabilities;
  std::vector<FileReport> files;
  Rejects rejects;                ///< of all files; up to 10,000 are kept, the count is exact
  std::vector<Diagnostic> notes;  ///< warnings worth repeating inside the answer
  std::vector<BillLine> bill;     ///< what cost reports state; never added to the records' cost
};

/// Reads all inputs into `sink`. Throws InputError (exit code 3) for an empty, binary or
/// undetectable file, a missing column, or a truncated document. Rejected rows are reported, not
/// thrown; whether their share is too large is the caller's decision.
Ingested ingest(std::vector<io::Input> inputs, const Options& options, Sink& sink);

/// Ids and titles of all formats, for --help and messages.
std::vector<std::pair<std::string, std::string>> format_list();

}  // namespace rackrate::ingest
