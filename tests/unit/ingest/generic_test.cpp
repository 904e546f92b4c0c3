// SPDX-License-Identifier: Apache-2.0
#include "reading.hpp"

using namespace rackrate;
using test::read_text;

TEST_CASE("well-known names are found by themselves") {
  const test::Read read = read_text(
      "ts,model,prompt_tokens,completion_tokens,cached_tokens\n"
      "2026-03-02T09:00:00Z,gpt-5,100,7,40\n");
  CHECK(read.file().format == "generic");
  CHECK(read.model(0) == "gpt-5");
  CHECK(read.at(0).tokens.cache_read == MaybeCount(40));
  CHECK_FALSE(read.at(0).tokens.uncached.known());  // cache writes may hide in the input
  CHECK(read.result.capabilities.models);
}

TEST_CASE("named columns, with tags for names of the user's own") {
  ingest::Options options;
  options.columns = {
      {"timestamp", "when"}, {"input", "a"}, {"output", "b"}, {"team", "group"}, {"model", "m"}};
  const test::Read read = read_text(
      "when,a,b,group,m\n1772442003,10,2,search,x\n"
      "1772442004,20,3,ads,x\n",
      options);
  CHECK(read.totals.tokens.input == MaybeCount(30));
  CHECK(read.tags(0) == std::vector<ingest::Tag>{{"team", "search"}});
  CHECK(read.tags(1) == std::vector<ingest::Tag>{{"team", "ads"}});
  CHECK(read.result.capabilities.tags);
}

TEST_CASE("nested keys of JSON lines, and a unit for times") {
  ingest::Options options;
  options.columns = {{"timestamp_ms", "t"}, {"input", "usage.in"}, {"output", "usage.out"}};
  const test::Read read = read_text(
      "{\"t\":1500,\"usage\":{\"in\":10,\"out\":2}}\n"
      "{\"t\":2500,\"usage\":{\"in\":1.5,\"out\":2}}\n",
      options);
  CHECK(read.totals.tokens.input == MaybeCount(10));
  CHECK(read.at(0).at.ns == 1'500'000'000);
  CHECK_FALSE(read.result.capabilities.absolute_time);
  CHECK(test::rejects_of(read) ==
        "usage:2:25: warning: key 'usage.in': expected a whole number >= 0, got '1.5' "
        "[bad-count]\n"
        "  {\"t\":2500,\"usage\":{\"in\":1.5,\"out\":2}}\n"
        "                          ^\n");
}

TEST_CASE("a named column that is not there") {
  ingest::Options options;
  options.columns = {{"timestamp", "when"}, {"input", "in_tok"}, {"output", "out_tok"}};
  CHECK(test::error_of("when,in_tokn,out_tok\n1,2,3\n", options) ==
        "usage:1: error: column 'in_tok': expected a column for the input, got columns "
        "when, in_tokn, out_tok [missing-column]\n"
        "  when,in_tokn,out_tok\n"
        "  hint: did you mean 'in_tokn'?\n");
}

TEST_CASE("the same request id twice is one request") {
  const test::Read read = read_text(
      "ts,id,input_tokens,output_tokens\n1772442003,a,10,2\n1772442004,b,1,1\n1772442003,a,10,2\n");
  CHECK(read.totals.tokens.input == MaybeCount(11));
  CHECK(read.file().merged_rows == 1);
  CHECK(read.accounted());
}

TEST_CASE("totals that contradict the parts are rejected with both numbers") {
  const test::Read read =
      read_text("ts,input_tokens,output_tokens,total_tokens\n1772442003,10,2,13\n");
  CHECK(test::rejects_of(read).find("expected the sum of the row's token counts, got '13' where "
                                    "the parts add up to 12 [total-mismatch]") !=
        std::string::npos);
}

TEST_CASE("an unclosed quote is said to be the reason") {
  const test::Read read = read_text(
      "ts,model,input_tokens,output_tokens\n1772442003,a,10,2\n1772442004,\"b,1,1\n1772442005,c,1,"
      "1\n");
  CHECK(read.totals.records == 1);
  CHECK(read.result.rejects.count() == 1);
  CHECK(test::notes_of(read).find("[unclosed-quote]") != std::string::npos);
}

TEST_CASE("JSON lines that are no JSON, no object or not UTF-8 are rejected one by one") {
  const test::Read read = read_text(
      "{\"timestamp\":0,\"input_length\":5,\"output_length\":1}\n"
      "{\"timestamp\":1,\"input_length\":\n"
      "[1,2]\n"
      "\n"
      "{\"timestamp\":2,\"input_length\":5,\"output_length\":1,\"x\":\"\xff\"}\n"
      "{\"timestamp\":3,\"input_length\":99999999999999999999999,\"output_length\":1}\n"
      "{\"timestamp\":4,\"input_length\":7,\"output_length\":1}\n");
  CHECK(read.totals.tokens.input == MaybeCount(12));
  CHECK(read.file().rows == 6);
  CHECK(read.result.rejects.count() == 4);
  CHECK(read.accounted());
  const std::string text = test::rejects_of(read);
  CHECK(text.find("usage:2:") == 0);
  CHECK(text.find("usage:3: warning: row: expected an object, got a list [bad-json]") !=
        std::string::npos);
  CHECK(text.find("usage:5:") != std::string::npos);
  CHECK(text.find("usage:6:") != std::string::npos);
}

TEST_CASE("a byte order mark and CRLF do not matter") {
  const test::Read read = read_text(
      "\xef\xbb\xbf"
      "ts,input_tokens,output_tokens\r\n1772442003,10,2\r\n");
  CHECK(read.totals.tokens.input == MaybeCount(10));
  const test::Read json = read_text(
      "\xef\xbb\xbf{\"timestamp\":0,\"input_length\":5,\"output_length\":1}\r\n"
      "{\"timestamp\":1,\"input_length\":6,\"output_length\":1}\r\n");
  CHECK(json.totals.tokens.input == MaybeCount(11));
}
