// SPDX-License-Identifier: Apache-2.0
#include "reading.hpp"

using namespace rackrate;
using test::read_text;

namespace {

const std::string header = "TIMESTAMP,ContextTokens,GeneratedTokens\r\n";

}  // namespace

TEST_CASE("rows of both years, with and without a last line end") {
  const test::Read read = read_text(header +
                                    "2023-11-16 18:15:46.6805900,374,44\r\n"
                                    "2024-05-12 00:00:00.001163+00:00,10,0\r\n"
                                    "2024-05-12 00:00:00+00:00,7,1");
  CHECK(read.totals.records == 3);
  CHECK(read.totals.tokens.input == MaybeCount(391));
  CHECK(read.totals.tokens.output == MaybeCount(45));
  CHECK_FALSE(read.totals.tokens.uncached.known());
  CHECK(read.totals.failed == 1);  // no output
  CHECK(to_string(read.at(0).at) == "2023-11-16T18:15:46.680590Z");
  CHECK(read.file().rows == 3);
  CHECK(read.file().format == "azure-trace");
  CHECK(read.file().detected_by == "TIMESTAMP, ContextTokens, GeneratedTokens");
  CHECK(read.result.capabilities.lengths);
  CHECK_FALSE(read.result.capabilities.cache_split);
  CHECK_FALSE(read.result.capabilities.models);
}

TEST_CASE("every kind of bad row is rejected with its place and reason") {
  const test::Read read = read_text(header +
                                    "2023-11-16 18:15:46,374,44\n"
                                    "2023-11-16 18:15:47,-3,44\n"
                                    "2023-11-16 18:15:48,374,4.5\n"
                                    "yesterday,374,44\n"
                                    "2023-11-16 18:15:49,374\n"
                                    "2023-11-16 18:15:50,99999999999999999999,1\n"
                                    "1970-01-01 00:00:00,1,1\n"
                                    "2023-11-16 18:15:51,1,1,1\n"
                                    "2023-11-16 18:15:52,3.0,1e3\n");
  CHECK(read.totals.records == 2);
  CHECK(read.totals.tokens.input == MaybeCount(377));
  CHECK(read.totals.tokens.output == MaybeCount(1044));
  CHECK(read.file().rejected_rows == 7);
  CHECK(read.accounted());
  CHECK(test::rejects_of(read) ==
        "usage:3:21: warning: column 'ContextTokens': expected a whole number >= 0, got '-3' "
        "[negative-count]\n"
        "  2023-11-16 18:15:47,-3,44\n"
        "                      ^\n"
        "usage:4:25: warning: column 'GeneratedTokens': expected a whole number >= 0, got '4.5' "
        "[bad-count]\n"
        "  2023-11-16 18:15:48,374,4.5\n"
        "                          ^\n"
        "usage:5:1: warning: column 'TIMESTAMP': expected a time, e.g. 2026-03-02T09:00:00Z or "
        "Unix seconds, got 'yesterday' [bad-time]\n"
        "  yesterday,374,44\n"
        "  ^\n"
        "usage:6: warning: column 'GeneratedTokens': expected a whole number >= 0, got nothing "
        "[missing-value]\n"
        "  2023-11-16 18:15:49,374\n"
        "usage:7:21: warning: column 'ContextTokens': expected a whole number >= 0, got "
        "'99999999999999999999' [huge-count]\n"
        "  2023-11-16 18:15:50,99999999999999999999,1\n"
        "                      ^\n"
        "usage:8:1: warning: column 'TIMESTAMP': expected a time after 1990, got '1970-01-01 "
        "00:00:00' [bad-time]\n"
        "  1970-01-01 00:00:00,1,1\n"
        "  ^\n"
        "usage:9: warning: row: expected 3 cells, as the header has, got 4 [ragged-row]\n"
        "  2023-11-16 18:15:51,1,1,1\n"
        "  hint: a text with a comma in it needs quotes\n");
}

TEST_CASE("a time that goes backwards is kept, counted and noted once") {
  const test::Read read = read_text(header +
                                    "2023-11-16 18:15:46,1,1\n"
                                    "2023-11-16 18:15:47,1,1\n"
                                    "2023-11-16 18:15:43.8,1,1\n"
                                    "2023-11-16 18:15:49,1,1\n"
                                    "2023-11-16 18:15:48,1,1\n");
  CHECK(read.totals.records == 5);
  CHECK(read.file().out_of_order_rows == 2);
  CHECK(test::notes_of(read) ==
        "usage:4:1: note: time: expected rows in order of time, got 3.2 s back (from "
        "2023-11-16T18:15:47Z to 2023-11-16T18:15:43.800Z) [time-backwards]\n"
        "  2023-11-16 18:15:43.8,1,1\n"
        "  ^\n"
        "  hint: the first of 2 such rows; they are counted at their own time\n");
}

TEST_CASE("other orders of columns, quotes and blank lines are read, too") {
  const test::Read read = read_text(
      "ContextTokens,TIMESTAMP,note,GeneratedTokens\n"
      "5,\"2023-11-16 18:15:46\",\"a, \"\"b\"\"\nc\",2\n\n"
      "6,2023-11-16 18:15:47,x,oops\n");
  CHECK(read.totals.tokens.input == MaybeCount(5));
  CHECK(read.file().ignored_columns == std::vector<std::string>{"note"});
  REQUIRE(read.result.rejects.kept().size() == 1);
  CHECK(read.result.rejects.kept()[0].why.where.line == 5);
  CHECK(read.result.rejects.kept()[0].row == "6,2023-11-16 18:15:47,x,oops");
}

TEST_CASE("the result does not depend on the number of threads") {
  std::string text = header;
  for (int i = 0; i < 400'000; ++i) {
    const int second = i % 60;
    text += "2023-11-16 18:15:" + std::string(second < 10 ? "0" : "") + std::to_string(second) +
            (i % 50'000 == 7 ? ",x,1\n" : ",374," + std::to_string(i % 90) + "\n");
  }
  ingest::Options one;
  one.threads = 1;
  ingest::Options many;
  many.threads = 5;
  const test::Read a = read_text(text, one);
  const test::Read b = read_text(text, many);
  CHECK(a.totals.records == 399'992);
  CHECK(a.totals.tokens == b.totals.tokens);
  CHECK(a.totals.records == b.totals.records);
  CHECK(a.file().out_of_order_rows == b.file().out_of_order_rows);
  CHECK(test::rejects_of(a) == test::rejects_of(b));
  CHECK(test::notes_of(a) == test::notes_of(b));
  CHECK(a.result.rejects.kept().at(1).why.where.line == 50'009);
}
