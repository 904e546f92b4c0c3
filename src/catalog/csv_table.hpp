// SPDX-License-Identifier: Apache-2.0
// Typed reading of the CSV data files: missing and unknown columns, wrong cells and out-of-range
// numbers become diagnostics with file, line and column.
#pragma once

#include "catalog/accelerator.hpp"
#include "catalog/choices.hpp"
#include "core/date.hpp"
#include "core/diagnostic.hpp"
#include "io/csv.hpp"
#include "io/source.hpp"

#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

/// Rows of a CSV file with a fixed set of columns, in any order. A fault adds a diagnostic to the
/// sink and yields a harmless value; the caller throws at the end.
class CsvTable {
 public:
  /// A column, found once; see column().
  class Column {
    friend class CsvTable;
    explicit constexpr Column(std::size_t index) : index_(index) {}
    std::size_t index_;
  };

  CsvTable(const io::Source& source, std::initializer_list<std::string_view> columns,
           Diagnostics& sink);

  /// `name` must be one of the columns given to the constructor.
  Column column(std::string_view name) const;
  /// Moves to the next row with as many cells as the header; false at the end.
  bool next();

  std::string text(Column column);  ///< empty is a fault
  std::string text_or_empty(Column column) const;
  double number(Column column, double low = 0, double high = std::numeric_limits<double>::max());
  std::optional<double> maybe_number(Column column, double low = 0,
                                     double high = std::numeric_limits<double>::max());
  bool flag(Column column);  ///< 0 or 1
  Date date(Column column);
  std::optional<Date> maybe_date(Column column);

  /// The id of the accelerator that the cell names.
  std::string accelerator(Column column, const std::vector<Accelerator>& known);

  template <class Value, std::size_t count>
  Value choice(Column column, const Choices<Value, count>& choices) {
    const auto value = parse_choice(choices, cell(column));
    if (!value) {
      fault(column, listed(choices), "bad-value");
    }
    return value.value_or(choices.front().second);
  }

  /// A fault of the cell, which is shown.
  void fault(Column column, std::string expected, std::string code, std::string hint = {});

 private:
  std::string_view cell(Column column) const;
  void read_header(std::initializer_list<std::string_view> columns);

  io::Source source_;
  io::CsvReader reader_;
  Diagnostics* sink_;
  io::CsvRow row_;
  std::vector<std::string> names_;
  std::vector<std::size_t> at_;  ///< cell of each column
  std::size_t cells_ = 0;
  bool usable_ = true;
};

}  // namespace rackrate::catalog
