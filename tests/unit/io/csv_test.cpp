// SPDX-License-Identifier: Apache-2.0
#include "io/csv.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace rackrate::io {
namespace {

struct Kept {
  std::size_t line = 0;
  std::size_t offset = 0;
  std::vector<std::string> cells;
  std::vector<std::size_t> offsets;
};

std::vector<Kept> rows_of(std::string_view text, std::size_t first_line = 1) {
  CsvReader reader(text, first_line);
  CsvRow row;
  std::vector<Kept> out;
  while (reader.next(row)) {
    REQUIRE(row.cells.size() == row.offsets.size());
    out.push_back({row.line, row.offset, {row.cells.begin(), row.cells.end()}, row.offsets});
  }
  CHECK_FALSE(reader.next(row));
  return out;
}

using Cells = std::vector<std::string>;

std::vector<Cells> cells_of(std::string_view text) {
  std::vector<Cells> out;
  for (const Kept& row : rows_of(text)) {
    out.push_back(row.cells);
  }
  return out;
}

TEST_CASE("plain rows, with and without a final line end") {
  const std::vector<Cells> expected = {{"a", "b"}, {"1", "2"}};
  CHECK(cells_of("a,b\n1,2\n") == expected);
  CHECK(cells_of("a,b\n1,2") == expected);
  CHECK(cells_of("a,b\r\n1,2\r\n") == expected);
  CHECK(cells_of("a,b\r\n1,2\r") == expected);
  CHECK(cells_of("\xef\xbb\xbf"
                 "a,b\n1,2") == expected);
  CHECK(cells_of("").empty());
  CHECK(cells_of("\xef\xbb\xbf").empty());
  CHECK(cells_of("\n\r\n  \n").empty());
}

TEST_CASE("empty cells are cells") {
  CHECK(cells_of(",\n") == std::vector<Cells>{{"", ""}});
  CHECK(cells_of("a,,c,\n") == std::vector<Cells>{{"a", "", "c", ""}});
  CHECK(cells_of("\"\"\n") == std::vector<Cells>{{""}});
  CHECK(cells_of("\"a\",") == std::vector<Cells>{{"a", ""}});
  CHECK(cells_of("\"a\",\n") == std::vector<Cells>{{"a", ""}});
}

TEST_CASE("quotes hold commas, line ends and doubled quotes") {
  CHECK(cells_of("\"a,b\",c\n") == std::vector<Cells>{{"a,b", "c"}});
  CHECK(cells_of("\"a\nb\",\"c\r\nd\"\r\ne\n") == std::vector<Cells>{{"a\nb", "c\r\nd"}, {"e"}});
  CHECK(cells_of("\"say \"\"hi\"\"\",x\n") == std::vector<Cells>{{"say \"hi\"", "x"}});
  CHECK(cells_of("\"\"\"\"\n") == std::vector<Cells>{{"\""}});
  CHECK(cells_of("\"{\"\"a\"\":1,\"\"b\"\":\"\"x\"\"}\",2") ==
        std::vector<Cells>{{R"({"a":1,"b":"x"})", "2"}});
}

TEST_CASE("what RFC 4180 has no place for is kept, not guessed") {
  CHECK(cells_of("a\"b,c\n") == std::vector<Cells>{{"a\"b", "c"}});      // quote inside a cell
  CHECK(cells_of("\"a\"b,c\n") == std::vector<Cells>{{"ab", "c"}});      // text after the quote
  CHECK(cells_of(" \"a\",c\n") == std::vector<Cells>{{" \"a\"", "c"}});  // blank before it
  CHECK(cells_of(std::string_view("a\0b,c\n", 6)) ==
        std::vector<Cells>{{std::string("a\0b", 3), "c"}});
  CHECK(cells_of("a\rb,c\n") == std::vector<Cells>{{"a\rb", "c"}});
  CHECK(cells_of("\"a\"\r\n") == std::vector<Cells>{{"a"}});
}

TEST_CASE("an unclosed quote ends at the end of the text and is told") {
  CsvReader reader("a,\"b\nc,d\n");
  CsvRow row;
  REQUIRE(reader.next(row));
  CHECK(row.cells.size() == 2);
  CHECK(row.cells[1] == "b\nc,d\n");
  CHECK(reader.unclosed_quote());
  CHECK_FALSE(reader.next(row));

  CsvReader closed("\"a\"\n");
  REQUIRE(closed.next(row));
  CHECK_FALSE(closed.unclosed_quote());
}

TEST_CASE("line numbers and offsets count every line, blank and quoted ones too") {
  const auto rows = rows_of("a,b\n\n\"x\ny\",2\r\n   \n3,4\n", 10);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].line == 10);
  CHECK(rows[0].offsets == std::vector<std::size_t>{0, 2});
  CHECK(rows[1].line == 12);
  CHECK(rows[1].offset == 5);
  CHECK(rows[1].offsets == std::vector<std::size_t>{5, 11});
  CHECK(rows[2].line == 15);
  CHECK(rows[2].offset == 18);
}

TEST_CASE("cells stay valid until the next row, however many are unescaped") {
  std::string text;
  for (int i = 0; i < 50; ++i) {
    text += "\"cell \"\"" + std::to_string(i) + "\"\"\",";
  }
  CsvReader reader(text);
  CsvRow row;
  REQUIRE(reader.next(row));
  REQUIRE(row.cells.size() == 51);
  CHECK(row.cells[0] == "cell \"0\"");
  CHECK(row.cells[49] == "cell \"49\"");
}

TEST_CASE("columns are found by their trimmed names") {
  CsvReader reader(" Time , tokens,tokens,x,x,x\n");
  CsvRow row;
  REQUIRE(reader.next(row));
  const CsvHeader header(row);
  CHECK(header.find("Time") == 0);
  CHECK(header.find("tokens") == 1);
  CHECK_FALSE(header.find("time"));
  CHECK(header.duplicates() == Cells{"tokens", "x"});
  CHECK(header.names().size() == 6);
}

}  // namespace
}  // namespace rackrate::io
