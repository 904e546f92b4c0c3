// SPDX-License-Identifier: Apache-2.0
#include "report/table.hpp"

#include "core/error.hpp"
#include "report/layout.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace rackrate::report {
namespace {

constexpr int least_width = 8;

}  // namespace

void Table::add(std::vector<std::string> cells) {
  check(cells.size() <= columns_.size(), "a row has more cells than the table has columns");
  cells.resize(columns_.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (columns_[i].most > 0) {
      cells[i] = cut(cells[i], columns_[i].most);
    }
  }
  rows_.push_back({std::move(cells), {}});
}

void Table::add_line(std::string text) {
  check(!rows_.empty(), "a line below a row needs a row");
  rows_.back().lines_below.push_back(std::move(text));
}

// 0 for a column that holds nothing in any row.
std::vector<int> Table::widths(int available) const {
  std::vector<int> out(columns_.size(), 0);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    for (const Row& row : rows_) {
      out[i] = std::max(out[i], display_width(row.cells[i]));
    }
    if (out[i] > 0) {
      out[i] = std::max(out[i], display_width(columns_[i].title));
    }
  }
  const auto used = [&] {
    const auto shown = std::count_if(out.begin(), out.end(), [](int w) { return w > 0; });
    return std::accumulate(out.begin(), out.end(), 2 * static_cast<int>(shown) - 2);
  };
  for (std::size_t i = 0; i < columns_.size() && used() > available; ++i) {
    if (columns_[i].shrinks && out[i] > 0) {
      out[i] = std::max(least_width, out[i] - (used() - available));
    }
  }
  return out;
}

std::string Table::line(const std::vector<std::string>& cells, const std::vector<int>& widths,
                        int indent) const {
  std::string out(static_cast<std::size_t>(indent), ' ');
  bool first = true;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (widths[i] == 0) {
      continue;
    }
    out += first ? "" : "  ";
    const std::string cell = cut(cells[i], widths[i]);
    out +=
        columns_[i].align == Align::left ? pad_right(cell, widths[i]) : pad_left(cell, widths[i]);
    first = false;
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out + "\n";
}

std::string Table::render(int indent, int width) const {
  const std::vector<int> columns = widths(width - indent);
  std::string out;
  std::vector<std::string> titles;
  for (const Column& column : columns_) {
    titles.push_back(column.title);
  }
  if (std::any_of(titles.begin(), titles.end(), [](const auto& t) { return !t.empty(); })) {
    out += line(titles, columns, indent);
  }
  for (const Row& row : rows_) {
    out += line(row.cells, columns, indent);
    for (const std::string& below : row.lines_below) {
      out += std::string(static_cast<std::size_t>(indent), ' ') + below + "\n";
    }
  }
  return out;
}

}  // namespace rackrate::report
