// SPDX-License-Identifier: Apache-2.0
// One row of a usage file with typed access to its fields. The first fault rejects the row and
// keeps its exact place.
#pragma once

#include "core/date.hpp"
#include "core/diagnostic.hpp"
#include "core/tokens.hpp"
#include "ingest/field_list.hpp"
#include "ingest/timestamps.hpp"
#include "ingest/value.hpp"
#include "io/csv.hpp"
#include "io/json_view.hpp"
#include "io/node.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::ingest {

/// Where the wanted fields are in a CSV file.
class CsvColumns {
 public:
  CsvColumns(const FieldList& fields, const io::CsvHeader& header);

  struct Use {
    std::size_t column;
    const FieldList::Step* step;
  };
  const std::vector<Use>& uses() const { return uses_; }
  std::size_t header_size() const { return header_size_; }

 private:
  std::vector<Use> uses_;
  std::size_t header_size_;
};

/// Line numbers in the locations it gives count from the start of the text it was bound in.
class Row {
 public:
  Row(const FieldList& fields, const std::string& file);

  void bind(const io::CsvRow& row, const CsvColumns& columns, std::string_view text);
  /// `raw` is the text of the whole JSON value that `object` lies in, at `path` ("data>3>usage");
  /// it begins on `line`.
  /// Fields "^key" are those of `parent`, two steps up the path.
  void bind(const io::JsonView& object, std::string_view raw, std::size_t line,
            std::string path = {}, const io::JsonView* parent = nullptr);

  const Value& operator[](std::size_t slot) const { return values_[slot]; }
  bool known(std::size_t slot) const { return values_[slot].known(); }
  /// Text, or a whole number as text; empty if not known or neither.
  std::string_view text(std::size_t slot) const;

  /// Not known: unknown. Anything but a whole number >= 0 rejects the row.
  MaybeCount count(std::size_t slot);
  /// Not known rejects the row, too.
  MaybeCount required_count(std::size_t slot);
  /// Rejects the row where the time is missing, unreadable or (unless it may count from an
  /// arbitrary zero) before 1990.
  Instant time(std::size_t slot, TimeUnit unit = TimeUnit::by_size, bool relative = false);
  /// The same, but a missing time is nothing.
  std::optional<Instant> maybe_time(std::size_t slot, TimeUnit unit = TimeUnit::by_size);
  /// A number that later stages can do without: nothing where it is missing or no number.
  std::optional<double> number(std::size_t slot) const { return read_number(values_[slot]); }
  std::optional<bool> flag(std::size_t slot) const { return read_flag(values_[slot]); }

  /// An object or a list, also one that a text holds; absent otherwise.
  io::JsonView json(std::size_t slot);

  void reject(std::size_t slot, std::string expected, std::string got, std::string code,
              std::string hint = {});
  /// The row as a whole is at fault.
  void reject(std::string expected, std::string got, std::string code, std::string hint = {});
  bool ok() const { return !fault_; }
  const std::optional<Diagnostic>& fault() const { return fault_; }

  std::size_t line() const { return line_; }
  /// The row as it stands in the file.
  std::string_view shown() const;
  const std::string& file() const { return *file_; }
  Location locate(std::size_t slot) const;
  std::string field_name(std::size_t slot) const;  ///< "column 'x'" or "key 'a.b'"
  /// Of the first field read as a time, or of the row.
  Location time_location() const;
  /// Whether a calendar time without a zone was read (and taken as UTC).
  bool zoneless() const { return zoneless_; }

 private:
  void clear(std::string_view raw, std::size_t line);
  void fill(const io::JsonView& object, int level);
  io::JsonView nested(std::string_view text);
  void put(const FieldList::Step& step, const Value& value);
  MaybeCount count_at(std::size_t slot, bool required);
  std::optional<std::size_t> offset_of(std::size_t slot) const;

  const FieldList* fields_;
  const std::string* file_;
  std::vector<Value> values_;
  std::vector<int> ranks_;
  std::string_view raw_;
  std::size_t line_ = 0;
  std::string path_;
  bool csv_ = false;
  std::vector<std::optional<std::size_t>> cell_offsets_;  // by slot, into raw_
  std::deque<io::JsonParser> nested_;                     // for texts that hold JSON
  std::size_t nested_used_ = 0;
  std::optional<Diagnostic> fault_;
  mutable const char* positions_of_ = nullptr;
  mutable std::optional<io::Document> positions_;
  mutable std::deque<std::string> labels_;  // numbers as text
  FastClock clock_;
  std::optional<std::size_t> time_slot_;
  bool zoneless_ = false;
};

}  // namespace rackrate::ingest
