// SPDX-License-Identifier: Apache-2.0
#include "report/json_plan.hpp"

#include "io/json_value.hpp"
#include "unit/report/sample_plan.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using io::Json;

namespace {

Json parsed(const decide::Plan& plan) {
  return Json::parse(report::json_plan(plan, test::sample_stamp()));
}

}  // namespace

TEST_CASE("the plan has every member of the contract") {
  const test::SampleCatalog catalog;
  const Json plan = parsed(test::sample_plan(catalog));
  CHECK(plan.begin().key() == "schema");
  CHECK(plan["schema"] == "rackrate.plan/1");
  for (const char* key : {"tool", "catalog", "inputs", "workload", "assumptions", "options",
                          "break_even", "uncertainty", "gates", "verdict", "findings"}) {
    CHECK_MESSAGE(plan.contains(key), key);
  }
  CHECK(plan["workload"]["totals"]["input_tokens"] == 7000);
  CHECK(plan["assumptions"][0]["id"] == "people.engineers");
  CHECK(plan["assumptions"][0]["as_of"] == "2026-06-01");
  CHECK(plan["assumptions"][0]["confidence"] == "low");
  CHECK(plan["break_even"][0]["crossings"][0]["at"] == 1.3e9);
  CHECK(plan["gates"][1]["outcome"] == "unknown");
  CHECK(plan["verdict"]["choice"] == "stay_on_api");
  CHECK(plan["verdict"]["margin_pct"].get<double>() == doctest::Approx(690));
  CHECK(plan["verdict"]["confidence"].get<double>() == doctest::Approx(0.98));
  CHECK(plan["uncertainty"]["tornado"][0]["flips_at"].is_null());
  CHECK(plan["findings"][0]["id"] == "old-prices");
}

TEST_CASE("the lines of an option add up to its total") {
  const test::SampleCatalog catalog;
  const Json plan = parsed(test::sample_plan(catalog));
  for (const Json& option : plan["options"]) {
    double total = 0;
    for (const Json& line : option["lines"]) {
      CHECK(line["quantity"].get<double>() * line["unit_price_usd"].get<double>() ==
            doctest::Approx(line["monthly_usd"].get<double>()));
      total += line["monthly_usd"].get<double>();
    }
    CHECK(total == doctest::Approx(option["monthly_usd"]["total"].get<double>()));
  }
}

TEST_CASE("an API has no fleet and no latency; a fleet has both") {
  const test::SampleCatalog catalog;
  const Json options = parsed(test::sample_plan(catalog))["options"];
  CHECK(options[0]["kind"] == "api");
  CHECK(options[0]["fleet"].is_null());
  CHECK(options[0]["slo"].is_null());
  CHECK(options[1]["kind"] == "self_host");
  CHECK(options[1]["fleet"]["gpu"] == "h100-sxm");
  CHECK(options[1]["fleet"]["replicas"] == 4);
  CHECK(options[1]["fleet"]["gpus"] == 8);
  CHECK(options[1]["slo"]["ttft_mean_at_peak_ms"]["high"] == doctest::Approx(900));
  CHECK(options[1]["cash_flow"].is_null());
}

TEST_CASE("cache reads are null where the split is not known") {
  const test::SampleCatalog catalog;
  decide::Plan plan = test::sample_plan(catalog);
  plan.demand.tokens.cache_read = Tokens::millions(3);
  plan.demand.tokens.cache_split_known = true;
  CHECK(parsed(plan)["demand"]["cache_read_tokens_per_month"] == 3e6);
  plan.demand.tokens.cache_split_known = false;
  CHECK(parsed(plan)["demand"]["cache_read_tokens_per_month"].is_null());
}

TEST_CASE("an unknown assumption is null") {
  const test::SampleCatalog catalog;
  decide::Plan plan = test::sample_plan(catalog);
  Assumption unknown = test::sample_assumption();
  unknown.id = "today.monthly_usd";
  unknown.value = unknown.low = unknown.high = std::numeric_limits<double>::quiet_NaN();
  plan.assumptions.add(unknown);
  CHECK(parsed(plan)["assumptions"][1]["value"].is_null());
}
