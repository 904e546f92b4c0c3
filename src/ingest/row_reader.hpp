// SPDX-License-Identifier: Apache-2.0
// Reads every format whose file is a sequence of rows, CSV or JSON, in parallel and in order. The
// format says which fields it wants and what a row means.
#pragma once

#include "ingest/chunks.hpp"
#include "ingest/field_list.hpp"
#include "ingest/format.hpp"
#include "ingest/part.hpp"
#include "ingest/row.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rackrate::ingest {

class RowLoop;

/// What a row means: emits one record, or says skip(), ++merged or ++bill_rows, or rejects the row.
using RowMeaning = std::function<void(Row& row, Part& part)>;

/// Finds the rows of one JSON value by itself, where `rows_at` cannot say it.
using RowWalk = std::function<void(const io::JsonView& root, RowLoop& loop)>;

struct RowFormat {
  FieldList fields;
  RowMeaning meaning;
  SourceTraits traits = {};
  /// JSON: rows are the items of the arrays at this path ("data>results"), and a field "^key" is
  /// one of the object that holds the array. By default every top-level value, or item of a
  /// top-level array, is a row.
  std::string_view rows_at = {};
  RowWalk walk = {};
  /// JSON with rows_at: what a page says about itself, e.g. that more pages follow.
  std::function<void(const io::JsonView& page, Part& part, const std::string& file)> page = {};
  bool sequential = false;                        ///< the meaning of a row depends on earlier rows
  std::vector<std::string_view> headerless = {};  ///< CSV without a header: its columns
  bool unfinished = false;  ///< the file may still be written, so its last line may be cut off
};

class RowReader : public Reader {
 public:
  explicit RowReader(RowFormat format) : format_(std::move(format)) {}
  void read(io::Input& input, const Head& head, Intake& intake) override;

 protected:
  RowFormat format_;

 private:
  Part csv_part(const Chunk& chunk, const std::string& file, const CsvColumns& columns) const;
  Part lines_part(const Chunk& chunk, const std::string& file) const;
  Part values_part(const Chunk& chunk, const std::string& file) const;
};

/// The rows of one part, one after the other: gives each its meaning and accounts for it.
class RowLoop {
 public:
  RowLoop(const RowFormat& format, const std::string& file, Part& part);

  void csv_row(const io::CsvRow& row, const CsvColumns& columns, std::string_view text);
  /// One JSON value; false if it cannot be parsed (fault() then says why).
  bool value(std::string_view raw, std::size_t line, std::size_t readable_after);
  Diagnostic fault(std::string_view raw, std::size_t line) const;
  void reject(Diagnostic why, std::string_view raw);

  /// For walks: a row at `path` of the value at hand.
  void row(const io::JsonView& object, std::string path, const io::JsonView* parent = nullptr);
  Part& part() { return *part_; }
  const std::string& file() const { return *file_; }

 private:
  void rows_in(const io::JsonView& object, std::string_view rows_at, const std::string& path);
  void finish();

  const RowFormat* format_;
  const std::string* file_;
  Part* part_;
  Row row_;
  io::JsonParser parser_;
  std::string_view raw_;
  std::size_t line_ = 0;
};

/// Runs `work` on the chunks, several at a time, and `join`s the parts in file order.
void in_order(Chunks& chunks, unsigned threads, const std::function<Part(const Chunk&)>& work,
              const std::function<void(Part, const Chunk&)>& join);

/// As many threads as the options say, or as the machine has.
unsigned thread_count(const Options& options);

}  // namespace rackrate::ingest
