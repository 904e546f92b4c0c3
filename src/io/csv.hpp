// SPDX-License-Identifier: Apache-2.0
// CSV by RFC 4180 as it occurs: quotes with line breaks, CRLF, byte order mark, no final newline.
#pragma once

#include "io/source.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::io {

/// One record. Cells are unquoted; a view is valid until the reader's next call.
struct CsvRow {
  std::size_t line = 0;    ///< line on which the row begins, from 1
  std::size_t offset = 0;  ///< byte offset of the row in the text
  std::vector<std::string_view> cells;
  std::vector<std::size_t> offsets;  ///< byte offset of each cell
};

/// Reads rows of a text in order. Lines that are empty or hold only blanks are skipped. An unclosed
/// quote ends the row at the end of the text and sets `unclosed_quote`.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text, std::size_t first_line = 1);

  /// Fills `row`; false at the end.
  bool next(CsvRow& row);
  /// Where the next row begins.
  std::size_t offset() const { return at_; }
  bool unclosed_quote() const { return unclosed_quote_; }

 private:
  void plain_row(CsvRow& row, std::size_t line_end);
  void quoted_row(CsvRow& row);
  std::string_view quoted_cell();
  std::string_view plain_cell();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool unclosed_quote_ = false;
  std::deque<std::string> unescaped_;
};

/// The columns of a header row by name. Names are trimmed and compared exactly.
class CsvHeader {
 public:
  explicit CsvHeader(const CsvRow& row);

  std::optional<std::size_t> find(std::string_view name) const;
  const std::vector<std::string>& names() const { return names_; }
  /// Names that occur more than once.
  std::vector<std::string> duplicates() const;

 private:
  std::vector<std::string> names_;
};

}  // namespace rackrate::io
