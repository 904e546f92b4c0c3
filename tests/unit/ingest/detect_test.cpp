// SPDX-License-Identifier: Apache-2.0
#include "ingest/detect.hpp"

#include "reading.hpp"

using namespace rackrate;
using test::error_of;

TEST_CASE("an empty or a binary file") {
  CHECK(error_of("") ==
        "usage: error: file: expected usage data, got an empty file [empty-file]\n"
        "  hint: check that the export has finished\n");
  CHECK(error_of(" \n\r\n") == error_of(""));
  CHECK(error_of(std::string("ab\0cd\n", 6)) ==
        "usage: error: file: expected text: CSV, JSON, JSON Lines or metrics, got binary data "
        "[binary-file]\n"
        "  hint: export as CSV or JSON; gzip, zstd and zip are unpacked by themselves\n");
}

TEST_CASE("a column that is missing is named with the format that it is nearest to") {
  CHECK(error_of("TIMESTAMP,ContextTokens\n2023-11-16 18:15:46,1\n") ==
        "usage:1: error: column 'GeneratedTokens': expected 'GeneratedTokens' column of Azure LLM "
        "inference trace 2023/2024 (CSV), got columns TIMESTAMP, ContextTokens [missing-column]\n"
        "  TIMESTAMP,ContextTokens\n"
        "  hint: name the columns: --columns output=NAME\n");
}

TEST_CASE("an unknown file lists what was found") {
  CHECK(error_of("colour,size\nred,3\n") ==
        "usage: error: file: expected a usage export, log or trace in a format listed in "
        "rackrate-files(5), got columns colour, size [unknown-format]\n"
        "  hint: name the columns: --columns timestamp=NAME,input=NAME,output=NAME\n");
  CHECK(error_of("{\"colour\": \"red\"}\n{\"size\": 3}\n").find("got keys colour, size") !=
        std::string::npos);
}

TEST_CASE("a truncated document") {
  const std::string text = error_of(
      "{\"object\": \"page\",\n \"data\": [{\"start_time\": 1772442000, \"results\": [\n"
      "  {\"input_tokens\": 1, \"num_model_requests\"");
  CHECK(text.find("usage:3:") == 0);
  CHECK(text.find("[truncated-json]") != std::string::npos);
  CHECK(error_of("[{\"call_type\":\"x\",\"spend\":0,\"prompt_tokens\":1,\"completion_tokens\":1,\n"
                 "\"startTime\":\"2026-03-02T09:00:00Z\"},\n")
            .find("expected a closing ']'") != std::string::npos);
}

TEST_CASE("a truncated document has its line also far into the file") {
  std::string text = "[\n";
  for (int i = 0; i < 60'000; ++i) {
    text +=
        "{\"call_type\":\"x\",\"spend\":0,\"prompt_tokens\":1,\"completion_tokens\":1,"
        "\"startTime\":\"2026-03-02T09:00:00Z\"},\n";
  }
  const std::string error = error_of(text + "{\"call_type\":");
  CHECK(error.find("usage:60002:14: error: JSON: expected a closing '}'") == 0);
}

TEST_CASE("--format names a format, and its columns must be there") {
  ingest::Options options;
  options.format = "azur-trace";
  CHECK(error_of("a,b\n1,2\n", options) ==
        "rackrate: error: --format: expected the id of a usage format, got 'azur-trace' "
        "[unknown-format]\n"
        "  hint: did you mean 'azure-trace'?\n");
  options.format = "azure-trace";
  CHECK(error_of("a,b\n1,2\n", options).find("column 'TIMESTAMP'") != std::string::npos);
}

TEST_CASE("every format has an id and a title of its own") {
  std::vector<std::string> ids;
  for (const auto& [id, title] : ingest::format_list()) {
    CHECK_FALSE(title.empty());
    CHECK(std::find(ids.begin(), ids.end(), id) == ids.end());
    ids.push_back(id);
  }
  CHECK(ids.size() == 41);
}

TEST_CASE("ten formats glued together are not read as one") {
  const test::Read read = test::read_text(
      "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46,10,2\n"
      "{\"timestamp\":0,\"input_length\":5,\"output_length\":1}\n"
      "vllm:prompt_tokens_total{engine=\"0\"} 7\n"
      "start_time,end_time\n");
  CHECK(read.totals.records == 1);
  CHECK(read.result.rejects.count() == 3);
  CHECK(read.accounted());
}
