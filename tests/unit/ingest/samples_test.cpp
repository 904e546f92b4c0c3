// SPDX-License-Identifier: Apache-2.0
// Every sample export gives exactly its expected totals: one workload in all formats.
#include "io/json.hpp"
#include "io/node.hpp"
#include "reading.hpp"

#include <algorithm>

using namespace rackrate;

namespace {

// "a.{1,2}.x" -> "a.1.x", "a.2.x"
std::vector<std::string> expanded(const std::string& name) {
  const auto open = name.find('{');
  if (open == std::string::npos) {
    return {name};
  }
  return {name.substr(0, open) + "1" + name.substr(name.find('}') + 1),
          name.substr(0, open) + "2" + name.substr(name.find('}') + 1)};
}

void check_count(const std::string& name, const io::Node& expected, std::string_view key,
                 MaybeCount got) {
  INFO(name << " " << key);
  const io::Node* const value = expected.find(key);
  if (value != nullptr && value->integer() != nullptr) {
    CHECK(got == MaybeCount(*value->integer()));
  } else {
    CHECK_FALSE(got.known());
  }
}

void check_sample(const std::filesystem::path& folder, const std::string& name,
                  const io::Node& expected) {
  std::vector<std::filesystem::path> paths;
  for (const std::string& file : expanded(name)) {
    paths.push_back(folder / file);
  }
  INFO(name);
  test::Read read;
  try {
    read = test::read_files(paths);
  } catch (const InputError& error) {
    FAIL_CHECK(name << ": " << render(error.diagnostics().front()));
    return;
  }
  CHECK(read.accounted());
  CHECK(read.result.rejects.count() == 0);
  const bool money_only = expected.find("in_total") == nullptr && expected.find("usd") != nullptr;
  if (money_only || expected.find("cny") != nullptr) {
    double amount = 0;
    for (const ingest::BillLine& line : read.result.bill) {
      amount += line.amount;
    }
    const io::Node* const stated = expected.find(money_only ? "usd" : "cny");
    CHECK(amount == doctest::Approx(*stated->real()).epsilon(1e-12));
    CHECK(read.totals.records == 0);
    return;
  }
  const TokenCounts& tokens = read.totals.tokens;
  check_count(name, expected, "requests", read.totals.requests);
  if (expected.find("out_total") == nullptr) {
    return;  // the export without any use
  }
  check_count(name, expected, "in_total", tokens.input);
  if (name.find("PROFILE") == 0) {  // has the classes of the log that it is the profile of
    check_count(name, expected, "out_total", tokens.output);
    CHECK(tokens.cache_read == MaybeCount(171'388));
    CHECK(tokens.reasoning == MaybeCount(4'740));
    return;
  }
  check_count(name, expected, "uncached_in", tokens.uncached);
  check_count(name, expected, "cache_read_in", tokens.cache_read);
  check_count(name, expected, "cache_write_in", tokens.cache_write);
  check_count(name, expected, "out_total", tokens.output);
  check_count(name, expected, "reasoning_out", tokens.reasoning);
}

}  // namespace

TEST_CASE("every sample gives exactly its expected totals") {
  const auto folder = test::shared_data("samples");
  if (!folder) {
    return;
  }
  const io::Document document = io::parse_json(
      io::Source::open(*folder / "EXPECTED.json", ExitCode::input_data), ExitCode::input_data);
  std::size_t samples = 0;
  for (const io::Member& entry : *document.root.object()) {
    check_sample(*folder, entry.key, entry.value);
    ++samples;
  }
  CHECK(samples >= 47);
}

TEST_CASE("the real traces give their published totals") {
  const auto folder = test::shared_data("traces");
  if (!folder) {
    return;
  }
  // Computed independently over the public files; see their repositories for the data.
  const test::Read azure = test::read_files({*folder / "AzureLLMInferenceTrace_conv.csv"});
  CHECK(azure.totals.requests == MaybeCount(19'366));
  CHECK(azure.totals.tokens.input == MaybeCount(22'361'870));
  CHECK(azure.totals.tokens.output == MaybeCount(4'088'665));
  CHECK(azure.file().format == "azure-trace");
  CHECK(azure.result.notes.empty());
  CHECK(azure.accounted());

  const test::Read mooncake = test::read_files({*folder / "mooncake_conversation_trace.jsonl"});
  CHECK(mooncake.totals.requests == MaybeCount(12'031));
  CHECK(mooncake.totals.tokens.input == MaybeCount(144'793'823));
  CHECK(mooncake.totals.tokens.output == MaybeCount(4'122'048));

  const test::Read rag = test::read_files({*folder / "ragpulse_0_trace.jsonl"});
  CHECK(rag.totals.requests == MaybeCount(7'106));
  CHECK(rag.totals.tokens.input == MaybeCount(20'917'099));
  CHECK(rag.totals.tokens.output == MaybeCount(2'012'676));
  CHECK(rag.file().out_of_order_rows == 1);
  CHECK(rag.file().format == "ragpulse-trace");
  CHECK_FALSE(rag.result.capabilities.absolute_time);
}
