// SPDX-License-Identifier: Apache-2.0
// Where all readers deliver: gives out ids, merges duplicates, accounts for rows, feeds the sink.
#pragma once

#include "ingest/ingest.hpp"
#include "ingest/part.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace rackrate::ingest {

/// The set of request ids seen, as hashes. Holds at most 2^23 of them; past that, duplicates of
/// new ids are no longer found, and `full` says so.
class SeenIds {
 public:
  /// True if `hash` (not 0) was seen before.
  bool seen(std::uint64_t hash);
  bool full() const { return full_; }

 private:
  void grow();

  std::vector<std::uint64_t> slots_;
  std::size_t used_ = 0;
  bool full_ = false;
};

/// What a reader knows of its source as a whole; the rest of the capabilities shows in the records.
struct SourceTraits {
  Grain grain = Grain::request;
  bool absolute_time = true;
  bool in_order = true;           ///< rows are expected in order of time
  bool lengths_in_cells = false;  ///< lengths come as LengthCell beside coarser records
};

class Intake {
 public:
  Intake(const Options& options, Sink& sink, Ingested& result);

  const Options& options() const { return *options_; }
  Names& names() { return result_->names; }
  std::vector<Diagnostic>& notes() { return result_->notes; }
  FileReport& file() { return result_->files[file_]; }
  std::unique_ptr<Sink> fork() const { return sink_->fork(); }

  /// What is added from here on belongs to that file of Ingested::files.
  void begin_file(std::size_t index);
  std::size_t file_index() const { return file_; }
  std::size_t lines() const { return lines_; }  ///< of that file, in the parts added so far
  void traits(const SourceTraits& traits);
  /// Joins the next part of the file that began last.
  void add(Part part);
  void end_file();
  /// All that was delivered, as capabilities; call once at the end.
  void conclude();

 private:
  void consume(Part& part);
  bool duplicate(const Part& part, std::size_t index);
  void observe_source(const Part& part);
  void refuse_mixed_times(bool dated);
  void observe(const Record& record);
  void report_order();

  const Options* options_;
  Sink* sink_;
  Ingested* result_;
  SeenIds seen_;
  std::unordered_map<std::uint64_t, std::size_t> bucket_files_;
  std::size_t file_ = 0;
  std::size_t lines_ = 0;
  TimeOrder order_;
  SourceTraits traits_;
  Capabilities can_;  // of everything so far
  bool any_ = false;
  std::optional<std::size_t> first_dated_;     // index of the file
  std::optional<std::size_t> first_relative_;  // likewise
};

}  // namespace rackrate::ingest
