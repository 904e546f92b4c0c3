// SPDX-License-Identifier: Apache-2.0
#include "catalog/csv_table.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::catalog;

namespace {

constexpr Choices<int, 2> colours{{{"red", 1}, {"green", 2}}};

// Everything the table says when every column of every row is read.
std::string complaint(const std::string& text) {
  Diagnostics sink;
  CsvTable table(io::Source::from_text("t.csv", text), {"name", "price", "day", "colour"}, sink);
  while (table.next()) {
    table.text(table.column("name"));
    table.number(table.column("price"), 1, 9);
    table.date(table.column("day"));
    table.choice(table.column("colour"), colours);
  }
  std::string out;
  for (const Diagnostic& d : sink.all()) {
    CHECK_FALSE(missing_slot(d).has_value());
    out += render(d);
  }
  return out;
}

}  // namespace

TEST_CASE("csv_table: typed cells whatever the order of the columns") {
  Diagnostics sink;
  CsvTable table(io::Source::from_text("t.csv", "day,colour,price,name\n2026-03-01,green,2.5,x\n"),
                 {"name", "price", "day", "colour"}, sink);
  REQUIRE(table.next());
  CHECK(table.text(table.column("name")) == "x");
  CHECK(table.number(table.column("price")) == 2.5);
  CHECK(to_string(table.date(table.column("day"))) == "2026-03-01");
  CHECK(table.choice(table.column("colour"), colours) == 2);
  CHECK_FALSE(table.next());
  CHECK(sink.all().empty());
}

TEST_CASE("csv_table: a bad cell is shown with its line, column and caret") {
  CHECK(complaint("name,price,day,colour\na,2,2026-03-01,red\nb,12,2026-03-01,red\n") ==
        "t.csv:3:3: error: column 'price': expected a number from 1 to 9, got '12' [out-of-range]\n"
        "  b,12,2026-03-01,red\n"
        "    ^\n"
        "  hint: write a number from 1 to 9\n");
  CHECK(complaint("name,price,day,colour\na,2,2026-02-30,red\n").find("[bad-date]") !=
        std::string::npos);
  CHECK(complaint("name,price,day,colour\na,2,2026-02-03,blue\n")
            .find("expected one of red, green, got 'blue' [bad-value]") != std::string::npos);
  CHECK(complaint("name,price,day,colour\na,two,2026-02-03,red\n").find("[bad-number]") !=
        std::string::npos);
  CHECK(
      complaint("name,price,day,colour\n,2,2026-02-03,red\n").find("got nothing [missing-value]") !=
      std::string::npos);
}

TEST_CASE("csv_table: columns that are missing or misspelt, rows of another length") {
  const std::string misspelt = complaint("name,pric,day,colour\na,2,2026-02-03,red\n");
  CHECK(misspelt.find("column 'price': expected a column of this name") != std::string::npos);
  CHECK(misspelt.find("did you mean 'price'?") != std::string::npos);
  CHECK(complaint("name,price,day,colour\na,2,2026-02-03\n").find("[cell-count]") !=
        std::string::npos);
  CHECK(complaint("").find("[missing-column]") != std::string::npos);
}
