// SPDX-License-Identifier: Apache-2.0
#include "report/table.hpp"

#include "core/error.hpp"

#include <doctest/doctest.h>

using namespace rackrate::report;

TEST_CASE("columns are as wide as their widest cell and right-aligned where asked") {
  Table table({{"name"}, {"$", Align::right}});
  table.add({"a", "5"});
  table.add({"höher", "1,234"});
  CHECK(table.render(2, 80) ==
        "  name       $\n"
        "  a          5\n"
        "  höher  1,234\n");
}

TEST_CASE("a column without content is left out, and lines end without blanks") {
  Table table({{"a"}, {"empty"}, {"c"}});
  table.add({"1", "", "x"});
  table.add({"2"});
  CHECK(table.render(0, 80) == "a  c\n1  x\n2\n");
}

TEST_CASE("cells are cut where the column says so, and lines go between rows") {
  Table table({{"", Align::left, 4}});
  table.add({"abcdef"});
  table.add_line("below");
  table.add({"x"});
  CHECK(table.render(1, 80) == " abc…\n below\n x\n");
}

TEST_CASE("more cells than columns is our mistake") {
  Table table({{"only"}});
  CHECK_THROWS_AS(table.add({"1", "2"}), rackrate::BugError);
}

TEST_CASE("a column that shrinks gives way where the page is narrow") {
  Table table({{"", Align::left, 0, true}, {"", Align::right}});
  table.add({"a long title of an option", "12,345"});
  CHECK(table.render(2, 22) == "  a long titl…  12,345\n");
  CHECK(table.render(2, 80) == "  a long title of an option  12,345\n");
}
