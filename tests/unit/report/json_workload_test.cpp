// SPDX-License-Identifier: Apache-2.0
#include "report/json_workload.hpp"

#include "io/json_value.hpp"
#include "unit/report/sample_plan.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using io::Json;

namespace {

Json parsed(const workload::Workload& w) {
  return Json::parse(report::json_workload(w, test::sample_stamp()));
}

}  // namespace

TEST_CASE("the document says first what it is, then what made it from which inputs") {
  const Json document = parsed(test::sample_workload());
  CHECK(document.begin().key() == "schema");
  CHECK(document["schema"] == "rackrate.workload/1");
  CHECK(document["tool"]["version"] == "0.0.0");
  CHECK(document["catalog"]["oldest_price"] == "2026-06-01");
  CHECK(document["inputs"][0]["file"] == "usage.csv");
  CHECK(document["inputs"][0]["size_bytes"] == 321);
  CHECK(document["inputs"][0]["sha256"] == std::string(64, 'b'));
}

TEST_CASE("totals are exact and unknown is null, never 0") {
  const Json totals = parsed(test::sample_workload())["totals"];
  CHECK(totals["requests"] == 7);
  CHECK(totals["failed_requests"] == 1);
  CHECK(totals["input_tokens"] == 7000);
  CHECK(totals["output_tokens"] == 1400);
  for (const char* key : {"uncached_input_tokens", "cache_read_tokens", "cache_write_5m_tokens",
                          "cache_write_1h_tokens", "cache_write_tokens", "reasoning_tokens"}) {
    CHECK_MESSAGE(totals[key].is_null(), key);
  }
}

TEST_CASE("shape, span and lengths follow the contract") {
  Json document = parsed(test::sample_workload());
  CHECK(document["span"]["start"] == "2023-11-16T18:15:00Z");
  CHECK(document["span"]["seconds"] == 180.0);
  CHECK(document["shape"]["peak_to_mean_1s"].is_null());
  CHECK(document["shape"]["peak_to_mean_1m"] == 1.7);
  CHECK(document["shape"]["hour_of_week"].is_null());
  CHECK(document["lengths"]["input"]["p95"] == 1000);
  CHECK(document["lengths"]["output"]["mean"] == 200.0);
  CHECK(document["source"][0]["rejected_rows"] == 1);

  workload::Workload relative = test::sample_workload();
  relative.capabilities.absolute_time = false;
  relative.input_lengths = {};
  document = parsed(relative);
  CHECK(document["span"]["start"].is_null());
  CHECK(document["lengths"]["input"].is_null());
}

TEST_CASE("the same workload gives the same bytes") {
  CHECK(report::json_workload(test::sample_workload(), test::sample_stamp()) ==
        report::json_workload(test::sample_workload(), test::sample_stamp()));
}
