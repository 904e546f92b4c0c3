// SPDX-License-Identifier: Apache-2.0
#include "ingest/intake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace rackrate::ingest {

bool SeenIds::seen(std::uint64_t hash) {
  constexpr std::size_t most = std::size_t{1} << 23;
  if (2 * (used_ + 1) > slots_.size() && !full_) {
    if (used_ >= most) {
      full_ = true;
    } else {
      grow();
    }
  }
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
    if (slots_[at] == hash) {
      return true;
    }
    if (slots_[at] == 0) {
      if (!full_) {
        slots_[at] = hash;
        ++used_;
      }
      return false;
    }
  }
}

void SeenIds::grow() {
  std::vector<std::uint64_t> old(std::max<std::size_t>(1024, 2 * slots_.size()));
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const std::uint64_t hash : old) {
    if (hash != 0) {
      std::size_t at = hash & mask;
      while (slots_[at] != 0) {
        at = (at + 1) & mask;
      }
      slots_[at] = hash;
    }
  }
}

Intake::Intake(const Options& options, Sink& sink, Ingested& result)
    : options_(&options), sink_(&sink), result_(&result) {
  can_ = {Grain::request, true, true, true, true, true, true, true, true, true, false};
}

void Intake::begin_file(std::size_t index) {
  file_ = index;
  lines_ = 0;
  order_ = {};
  traits_ = {};
}

void Intake::traits(const SourceTraits& traits) { traits_ = traits; }

void Intake::add(Part part) {
  FileReport& report = file();
  report.rows += part.rows;
  report.rejected_rows += part.rejects.count();
  report.skipped_rows += part.skipped;
  report.merged_rows += part.merged;
  report.bill_rows += part.bill_rows;
  for (Diagnostic& note : part.notes) {
    const bool seen =
        std::any_of(result_->notes.begin(), result_->notes.end(), [&](const Diagnostic& other) {
          return other.code == note.code && other.where.file == note.where.file;
        });
    if (!seen) {
      note.where.line += note.where.line > 0 ? lines_ : 0;
      result_->notes.push_back(std::move(note));
    }
  }
  result_->rejects.append(std::move(part.rejects), lines_);
  order_.append(part.order, lines_);
  lines_ += part.lines;
  std::move(part.bill.begin(), part.bill.end(), std::back_inserter(result_->bill));
  consume(part);
}

void Intake::consume(Part& part) {
  if (part.sink && part.consumed > 0) {
    observe_source(part);
    can_.cache_split = can_.write_lifetime = can_.reasoning = can_.latency = can_.cost = false;
    can_.models = false;
    sink_->join(std::move(part.sink));
  }
  std::vector<std::uint32_t> models;
  for (std::size_t i = 0; i < part.names.model_count(); ++i) {
    models.push_back(names().model(part.names.model_name(static_cast<std::uint32_t>(i))));
  }
  if (!part.cells.empty()) {
    for (LengthCell& cell : part.cells) {
      cell.model = models[cell.model];
    }
    sink_->consume_cells(part.cells);
  }
  std::vector<std::uint32_t> tags;
  for (std::size_t i = 0; i < part.names.tag_set_count(); ++i) {
    tags.push_back(names().tags(part.names.tag_set(static_cast<std::uint32_t>(i))));
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < part.records.size(); ++i) {
    if (duplicate(part, i)) {
      ++file().merged_rows;
      continue;
    }
    Record& record = part.records[kept++] = part.records[i];
    record.model = models[record.model];
    record.tags = tags[record.tags];
    observe(record);
  }
  if (kept > 0) {
    observe_source(part);
    sink_->consume(std::span(part.records).first(kept));
  }
}

// The same request twice is one request. The same bucket of a report in two files is a mistake of
// the user's: one bucket may have several rows, so which of them are the same cannot be told.
bool Intake::duplicate(const Part& part, std::size_t index) {
  const std::uint64_t id = index < part.ids.size() ? part.ids[index] : 0;
  if (id == 0) {
    return false;
  }
  if (!part.buckets) {
    return seen_.seen(id);
  }
  const std::size_t first = bucket_files_.try_emplace(id, file_).first->second;
  if (first != file_ && !options_->allow_overlap) {
    Diagnostic d;
    d.where.file = file().file;
    d.field = "bucket";
    d.expected = "times or keys that no other file has";
    d.got = fmt::format("the bucket of {} again", to_string(part.records[index].at));
    d.code = "overlapping-files";
    d.why = fmt::format("{} has it, too", result_->files[first].file);
    d.hint = "leave one of the files out, or pass --allow-overlap if both count";
    throw InputError(ExitCode::input_data, std::move(d));
  }
  return false;
}

void Intake::observe_source(const Part& part) {
  any_ = true;
  const Grain grain = std::max(traits_.grain, part.grain);
  const bool dated = traits_.absolute_time && !part.relative;
  if (grain != Grain::none) {
    refuse_mixed_times(dated);
  }
  can_.grain = std::max(can_.grain, grain);
  can_.absolute_time = can_.absolute_time && dated;
  can_.lengths = can_.lengths && (grain <= Grain::second || traits_.lengths_in_cells);
}

// A trace that counts from zero says nothing about where it lies beside dates.
void Intake::refuse_mixed_times(bool dated) {
  std::optional<std::size_t>& own = dated ? first_dated_ : first_relative_;
  own = own.value_or(file_);
  if (!first_dated_ || !first_relative_ || *first_dated_ == *first_relative_) {
    return;
  }
  Diagnostic d;
  d.where.file = file().file;
  d.field = "usage";
  d.expected = "files that all have calendar times, or all count from zero";
  const std::vector<FileReport>& files = result_->files;
  d.got = fmt::format("{} with dates and {} counting from zero", quoted(files[*first_dated_].file),
                      quoted(files[*first_relative_].file));
  d.code = "mixed-times";
  d.hint = "profile them apart";
  throw InputError(ExitCode::input_data, std::move(d));
}

void Intake::observe(const Record& record) {
  const TokenCounts& tokens = record.tokens;
  can_.request_count = can_.request_count && record.requests.known();
  const bool failed = record.failed > 0;
  can_.lengths = can_.lengths && (failed || (tokens.input.known() && tokens.output.known()));
  can_.cache_split = can_.cache_split && tokens.cache_read.known();
  can_.write_lifetime =
      can_.write_lifetime && tokens.cache_write_5m.known() && tokens.cache_write_1h.known();
  can_.reasoning = can_.reasoning && tokens.reasoning.known();
  can_.latency = can_.latency && (failed || !std::isnan(record.latency_s));
  can_.cost = can_.cost && !std::isnan(record.cost_usd);
  can_.models = can_.models && record.model != 0;
  can_.tags = can_.tags || record.tags != 0;
}

void Intake::end_file() {
  FileReport& report = file();
  report.out_of_order_rows = order_.steps_back;
  // A file whose rows mostly go back is sorted newest first, as some exports are.
  if (traits_.in_order && order_.steps_back > 0 && 2 * order_.steps_back < report.rows) {
    report_order();
  }
  if (seen_.full()) {
    Diagnostic d;
    d.severity = Severity::warning;
    d.where.file = report.file;
    d.field = "request ids";
    d.expected = "at most 8,388,608 of them to compare";
    d.got = "more";
    d.code = "ids-not-compared";
    d.hint = "later requests were not looked up for duplicates; read fewer files at once";
    result_->notes.push_back(std::move(d));
  }
}

void Intake::report_order() {
  Diagnostic d;
  d.severity = Severity::note;
  d.where = order_.where;
  d.field = "time";
  d.expected = "rows in order of time";
  d.got = fmt::format("{} s back (from {} to {})", (order_.before - order_.after).in_seconds(),
                      to_string(order_.before), to_string(order_.after));
  d.code = "time-backwards";
  d.hint = order_.steps_back == 1
               ? "one row; it is counted at its own time"
               : fmt::format("the first of {} such rows; they are counted at their own time",
                             order_.steps_back);
  result_->notes.push_back(std::move(d));
}

void Intake::conclude() { result_->capabilities = any_ ? can_ : Capabilities{}; }

}  // namespace rackrate::ingest
