// SPDX-License-Identifier: Apache-2.0
// Aligned columns. Cells may carry colour; widths are counted in terminal cells.
#pragma once

#include <string>
#include <vector>

namespace rackrate::report {

enum class Align { left, right };

struct Column {
  std::string title;
  Align align = Align::left;
  int most = 0;          ///< cut cells to this width; 0 = never
  bool shrinks = false;  ///< gives way where the page is too narrow
};

class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// Missing cells at the end are blank.
  void add(std::vector<std::string> cells);
  /// A line across the columns, after the rows added so far; not counted for widths.
  void add_line(std::string text);
  bool empty() const { return rows_.empty(); }
  std::size_t size() const { return rows_.size(); }

  /// Rows with two spaces between columns, no trailing blanks, each ending in a newline. Columns
  /// without any content are left out. Columns that shrink are cut so that lines fit in `width`.
  std::string render(int indent, int width) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    std::vector<std::string> lines_below;
  };
  std::vector<int> widths(int available) const;
  std::string line(const std::vector<std::string>& cells, const std::vector<int>& widths,
                   int indent) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace rackrate::report
