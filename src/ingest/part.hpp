// SPDX-License-Identifier: Apache-2.0
// What one stretch of a file gave: records with names of its own, and an account of every row.
// Parts are made in parallel and joined in file order.
#pragma once

#include "core/diagnostic.hpp"
#include "ingest/capability.hpp"
#include "ingest/names.hpp"
#include "ingest/record.hpp"
#include "ingest/rejects.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rackrate::ingest {

class Row;

/// Whether rows come in order of time, and where they first do not.
struct TimeOrder {
  bool any = false;
  Instant first;
  Instant last;
  Location first_where;  ///< of the first row
  std::int64_t steps_back = 0;
  Location where;  ///< of the first step back
  Instant before;  ///< the time of the row before it
  Instant after;

  /// `locate()` gives the place of the row; only asked for the first row and the first step back.
  template <class Locate>
  void step(Instant at, Locate locate) {
    if (!any) {
      any = true;
      first = at;
      first_where = locate();
    } else if (at < last && steps_back++ == 0) {
      before = last;
      after = at;
      where = locate();
    }
    last = at;
  }
  void append(const TimeOrder& later, std::size_t lines_before);
};

/// A line of a bill: money without traffic. It is kept beside the records, never in them.
struct BillLine {
  Instant start;
  std::string model;  ///< empty if not stated
  std::string item;   ///< as the bill calls it
  std::string currency;
  double amount = 0;
  MaybeCount quantity;  ///< in `unit`, where stated and whole
  std::string unit;
};

struct Part {
  Names names;
  std::vector<Record> records;
  std::vector<std::uint64_t> ids;  ///< hashes of request ids, one a record, or none at all
  std::unique_ptr<Sink> sink;      ///< records that were consumed already, by a fork
  std::int64_t consumed = 0;       ///< how many
  std::vector<LengthCell> cells;
  std::vector<BillLine> bill;
  Rejects rejects;
  std::int64_t rows = 0;
  std::int64_t skipped = 0;
  std::int64_t merged = 0;
  std::int64_t bill_rows = 0;
  std::int64_t held = 0;  ///< rows whose record the reader still keeps, to emit it later
  std::size_t lines = 0;  ///< line ends in the stretch
  TimeOrder order;
  std::vector<Diagnostic> notes;  ///< at most one a code; lines as in rejects
  bool zoneless = false;          ///< some calendar time had no zone
  bool relative = false;          ///< some time counts from an arbitrary zero
  Grain grain = Grain::request;   ///< the coarsest bucket seen
  std::string context;            ///< what a walk tells the meaning of the next rows
  bool buckets = false;           ///< ids name buckets of a report, not requests

  // What a format's row function says about the row at hand.

  /// A tag of the record that is emitted next; empty values are left out.
  void bill_line(BillLine line) {
    bill.push_back(std::move(line));
    ++bill_rows;
  }
  void tag(std::string_view key, std::string_view value);
  void emit(Record record, std::string_view model = {}, std::string_view id = {});
  void skip() { ++skipped; }
  void note(Diagnostic diagnostic);
  void drop_tags() { tags_.clear(); }
  std::span<const TagView> pending_tags() const { return tags_; }

 private:
  std::vector<TagView> tags_;
};

/// 64 bits of a request id: two different ids of ten million share them with a chance of 3e-6.
std::uint64_t id_hash(std::string_view id);

}  // namespace rackrate::ingest
