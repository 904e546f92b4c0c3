// SPDX-License-Identifier: Apache-2.0
#include "catalog/csv_table.hpp"

#include "core/spelling.hpp"
#include "io/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rackrate::catalog {

CsvTable::CsvTable(const io::Source& source, std::initializer_list<std::string_view> columns,
                   Diagnostics& sink)
    : source_(source),
      reader_(source_.text()),
      sink_(&sink),
      names_(columns.begin(), columns.end()) {
  read_header(columns);
}

void CsvTable::read_header(std::initializer_list<std::string_view> columns) {
  io::CsvRow row;
  reader_.next(row);
  const io::CsvHeader header(row);
  cells_ = header.names().size();
  for (const std::string_view column : columns) {
    const auto found = header.find(column);
    at_.push_back(found.value_or(0));
    if (!found) {
      usable_ = false;
      sink_->add({Severity::error, source_.whole(), fmt::format("column '{}'", column),
                  "a column of this name in the first line", "nothing", "missing-column", "",
                  fmt::format("the header is {}", fmt::join(columns, ","))});
    }
  }
  for (const std::string& name : header.names()) {
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) {
      usable_ = false;
      const std::string meant = did_you_mean(name, names_);
      sink_->add({Severity::error, source_.locate_line(1), fmt::format("column '{}'", name),
                  "a column that exists here", rackrate::quoted(name), "unknown-column", "",
                  meant.empty() ? "remove the column" : meant});
    }
  }
}

CsvTable::Column CsvTable::column(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  check(found != names_.end(), "a column that was not asked for");
  return Column(static_cast<std::size_t>(found - names_.begin()));
}

bool CsvTable::next() {
  while (usable_ && reader_.next(row_)) {
    if (row_.cells.size() == cells_) {
      return true;
    }
    sink_->add({Severity::error, source_.locate(row_.offset), "the row",
                fmt::format("{} cells, as in the header", cells_),
                fmt::format("{} cells", row_.cells.size()), "cell-count", "",
                "put quotes around a cell that holds a comma"});
  }
  return false;
}

std::string_view CsvTable::cell(Column column) const { return row_.cells[at_[column.index_]]; }

void CsvTable::fault(Column column, std::string expected, std::string code, std::string hint) {
  const std::string_view found = cell(column);
  if (hint.empty()) {
    hint = "write " + expected;
  }
  sink_->add({Severity::error, source_.locate(row_.offsets[at_[column.index_]]),
              fmt::format("column '{}'", names_[column.index_]), std::move(expected),
              found.empty() ? "nothing" : quoted(found), std::move(code), "", std::move(hint)});
}

std::string CsvTable::text(Column column) {
  if (cell(column).empty()) {
    fault(column, "text", "missing-value", "fill the cell");
  }
  return std::string(cell(column));
}

std::string CsvTable::text_or_empty(Column column) const { return std::string(cell(column)); }

std::string CsvTable::accelerator(Column column, const std::vector<Accelerator>& known) {
  const Accelerator* const found = find_accelerator(known, cell(column));
  if (found == nullptr) {
    fault(column, "a GPU in the catalog, e.g. h100-sxm", "unknown-gpu",
          suggest_accelerator(known, cell(column)));
    return {};
  }
  return found->id;
}

std::optional<double> CsvTable::maybe_number(Column column, double low, double high) {
  if (cell(column).empty()) {
    return std::nullopt;
  }
  const auto value = io::parse_number(cell(column));
  if (!value || *value < low || *value > high) {
    const bool open = high == std::numeric_limits<double>::max();
    fault(column,
          open ? fmt::format("a number >= {}", low)
               : fmt::format("a number from {} to {}", low, high),
          value ? "out-of-range" : "bad-number");
    return low;
  }
  return value;
}

double CsvTable::number(Column column, double low, double high) {
  if (cell(column).empty()) {
    fault(column, fmt::format("a number >= {}", low), "missing-value", "fill the cell");
  }
  return maybe_number(column, low, high).value_or(low);
}

bool CsvTable::flag(Column column) {
  constexpr Choices<bool, 2> flags{{{"0", false}, {"1", true}}};
  return choice(column, flags);
}

std::optional<Date> CsvTable::maybe_date(Column column) {
  if (cell(column).empty()) {
    return std::nullopt;
  }
  const auto date = parse_date(cell(column));
  if (!date) {
    fault(column, "a date, e.g. 2026-03-01", "bad-date", "write year-month-day, a day that exists");
  }
  return date;
}

Date CsvTable::date(Column column) {
  if (cell(column).empty()) {
    fault(column, "a date, e.g. 2026-03-01", "missing-value", "fill the cell");
  }
  return maybe_date(column).value_or(Date{});
}

}  // namespace rackrate::catalog
