// SPDX-License-Identifier: Apache-2.0
#include "ingest/chunks.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace rackrate;
using namespace rackrate::ingest;

namespace {

std::vector<std::string> chunks_of(std::string text, Split split, std::size_t size) {
  io::Input input = io::Input::from_text("x", std::move(text));
  Chunks chunks(input, split, size);
  std::vector<std::string> out;
  while (const auto chunk = chunks.next()) {
    out.emplace_back(chunk->text);
  }
  return out;
}

}  // namespace

TEST_CASE("chunks end at line ends, whatever their size") {
  const std::string text = "a,1\nbb,2\nccc,3\nd,4";
  for (std::size_t size = 1; size < 30; ++size) {
    std::string joined;
    for (const std::string& chunk : chunks_of(text, Split::lines, size)) {
      CHECK((chunk.back() == '\n' || joined.size() + chunk.size() == text.size()));
      joined += chunk;
    }
    CHECK(joined == text);
  }
}

TEST_CASE("no chunk of CSV ends inside a quoted cell") {
  const std::string text = "a,b\n1,\"x\ny\"\"\n\"\n2,\"\"\n3,5\" tall\n\"q\",4\n";
  for (std::size_t size = 1; size < text.size() + 2; ++size) {
    std::string joined;
    for (const std::string& chunk : chunks_of(text, Split::csv_rows, size)) {
      joined += chunk;
      const bool at_row_end = joined == text || joined == "a,b\n" ||
                              joined == "a,b\n1,\"x\ny\"\"\n\"\n" ||
                              joined == "a,b\n1,\"x\ny\"\"\n\"\n2,\"\"\n" ||
                              joined == "a,b\n1,\"x\ny\"\"\n\"\n2,\"\"\n3,5\" tall\n";
      CHECK(at_row_end);
    }
    CHECK(joined == text);
  }
}

TEST_CASE("the end of the last whole CSV row") {
  CHECK(last_csv_row_end("a,b\n1,2") == 4);
  CHECK(last_csv_row_end("a,b\n1,\"2\n") == 4);
  CHECK(last_csv_row_end("\"a\nb") == 0);
  CHECK(last_csv_row_end("a,b\n1,\"2\"") == 4);
  CHECK(last_csv_row_end("\xef\xbb\xbf\"a\",b\n") == 9);
}

TEST_CASE("JSON values end at their closing bracket") {
  CHECK(json_value_end(R"({"a":"}"} x)", 0) == 9);
  CHECK(json_value_end(R"(["\"]",{}])", 0) == 10);
  CHECK(json_value_end(R"({"a":"\\"})", 0) == 10);
  CHECK(json_value_end("12,", 0) == 2);
  CHECK(json_value_end(R"({"a":1)", 0) == std::string_view::npos);
  CHECK(json_value_end(R"("abc)", 0) == std::string_view::npos);
}

TEST_CASE("the items of a top-level array are pieces, with their lines") {
  io::Input input = io::Input::from_text("x", "[\n {\"a\":1},\n {\"b\":\n2}\n]\n{\"c\":3}");
  Chunks chunks(input, Split::json_values);
  const auto chunk = chunks.next();
  REQUIRE(chunk.has_value());
  REQUIRE(chunk->pieces.size() == 3);
  CHECK(chunk->text.substr(chunk->pieces[1].offset, chunk->pieces[1].size) == "{\"b\":\n2}");
  CHECK(chunk->pieces[1].lines_before == 2);
  CHECK(chunk->pieces[2].lines_before == 5);
  CHECK(chunk->tail.empty());
  CHECK_FALSE(chunks.next().has_value());
}
