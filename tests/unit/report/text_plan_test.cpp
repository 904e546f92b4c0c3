// SPDX-License-Identifier: Apache-2.0
#include "report/text_plan.hpp"

#include "report/layout.hpp"
#include "unit/report/sample_plan.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace rackrate;
using namespace rackrate::report;

namespace {

std::string page_of(const decide::Plan& plan, Style style = {}) {
  return text_plan(plan, test::sample_stamp(), style);
}

bool has(const std::string& page, std::string_view text) {
  return page.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("the verdict comes first, with the ratio and its range") {
  const test::SampleCatalog catalog;
  const std::string page = page_of(test::sample_plan(catalog));
  CHECK(page.starts_with(
      "\n  STAY ON THE API.  Self-hosting would cost 7.9x as much (80 % sure: 6.5x to 11x).\n"));
  CHECK(has(page, "It flips if traffic is above 1.3 B tokens a day."));
}

TEST_CASE("the options stand side by side with what they are made of") {
  const test::SampleCatalog catalog;
  const std::string page = page_of(test::sample_plan(catalog));
  CHECK(has(page, "▸ api"));
  CHECK(has(page, "$3,410"));
  CHECK(has(page, "22,000–38,000"));
  CHECK(has(page, "GPUs 15,200 · idle 6,100 · people 5,800"));
  CHECK(has(page, "0.61 s"));
  CHECK(has(page, "31 ms"));
  CHECK(has(page, "deepinfra, same weights asks $3,410 a month"));
}

TEST_CASE("a ratio beyond a thousand is not spelled out") {
  const test::SampleCatalog catalog;
  decide::Plan plan = test::sample_plan(catalog);
  plan.verdict.ratio_high = 2'000'000;
  CHECK(has(page_of(plan), "cost 7.9x as much (80 % sure: 6.5x to over 1,000x)."));
  plan.verdict.ratio = 31'400;
  CHECK(has(page_of(plan), "cost over 1,000x as much (80 % sure: 6.5x to over 1,000x)."));
  plan.verdict.ratio_low = 1'500;
  CHECK(has(page_of(plan), "cost over 1,000x as much.\n"));
}

TEST_CASE("fleets are named with catalog ids, the overflow with its host") {
  const test::SampleCatalog catalog;
  decide::Option option = test::sample_self_host(catalog);
  const std::string of = std::string(" of 2x h100-sxm ") +
                         std::string(catalog::name(option.fleet->fit.deployment.weights)) + " vllm";
  CHECK(option_title(option) == "3+1 replicas" + of);
  option.fleet->replicas_for_peak = 1;
  CHECK(option_title(option) == "1+1 replicas" + of);
  option.fleet->spare_replicas = 0;
  CHECK(option_title(option) == "1 replica" + of);
  option.kind = decide::OptionKind::hybrid;
  option.title = "1 replica of 2x NVIDIA H100 SXM5 80GB, fp8, vLLM + overflow to deepinfra";
  option.lines.push_back(test::line(cost::Group::overflow, "overflow to deepinfra", 1, 1));
  CHECK(option_title(option) == "1 replica" + of + " + overflow to deepinfra");
}

TEST_CASE("the replica that the reasons speak of is one of the cheapest fleet") {
  const test::SampleCatalog catalog;
  const decide::Plan plan = test::sample_plan(catalog);
  const std::string page = page_of(plan, {false, 400});
  CHECK(has(page, "The cheapest fleet is " + option_title(plan.options[1]) +
                      ". One replica serves 4.0 requests/s"));
}

TEST_CASE("what would flip it: no heading without an item, and money as a bill") {
  const test::SampleCatalog catalog;
  decide::Plan plan = test::sample_plan(catalog);
  plan.break_even[0].axis = "api_usd_per_month";
  plan.break_even[0].here = 3410;
  plan.break_even[0].crossings = {{261'000, true}};
  CHECK(has(page_of(plan, {false, 200}),
            "Self-hosting is cheaper above an API bill of $261,000 a month (you: an API bill of "
            "$3,410 a month)."));
  plan.break_even.clear();
  plan.verdict.flips_if.clear();
  CHECK_FALSE(has(page_of(plan), "flip"));
}

TEST_CASE("control characters of the input never reach the terminal") {
  const std::string evil = "\x1b[31mEVIL";
  test::SampleCatalog catalog;
  catalog.model.name = catalog.model.id = evil;
  decide::Plan plan = test::sample_plan(catalog);
  plan.options[0].title = evil;
  plan.options[0].notes = {evil};
  plan.options[0].lines[0].item = evil;
  plan.gates[0].why = plan.gates[1].missing = evil;
  plan.findings[0].text = evil;
  plan.verdict.flips_if = {evil};
  const std::string page = page_of(plan);
  CHECK_FALSE(has(page, "\x1b"));
  CHECK(has(page, "Model       \\x1b[31mEVIL"));
}

TEST_CASE("an option that a gate rules out says so") {
  const test::SampleCatalog catalog;
  decide::Plan plan = test::sample_plan(catalog);
  plan.options[0].excluded_by = "residency";
  plan.verdict.choice = decide::Choice::self_host;
  plan.verdict.option = "self_host.rented";
  const std::string page = page_of(plan);
  CHECK(has(page, "SELF-HOST.  The API is ruled out (residency). Self-hosting costs 7.9x as much"));
  CHECK(has(page, "ruled out by the gate residency"));
}

TEST_CASE("without a side the page says which one is missing") {
  const test::SampleCatalog catalog;
  decide::Plan plan = test::sample_plan(catalog);
  SUBCASE("nothing to host it on") {
    plan.options.pop_back();
    CHECK(has(page_of(plan), "Nothing in the catalog serves this load on your own GPUs"));
  }
  SUBCASE("no price") {
    plan.options.erase(plan.options.begin());
    plan.verdict.choice = decide::Choice::self_host;
    plan.verdict.comparable = false;
    CHECK(has(page_of(plan), "No API price of these weights is known."));
  }
}

TEST_CASE("gates, assumptions and notes are all there, with sources and dates") {
  const test::SampleCatalog catalog;
  const std::string page = page_of(test::sample_plan(catalog));
  CHECK(has(page, "✓  licence     the licence allows commercial use"));
  CHECK(has(page, "?  team        does the team have a GPU engineer?"));
  CHECK(has(page, "✗  steadiness  the peak is 2.8 times the mean"));
  CHECK(has(page, "people.engineers"));
  CHECK(has(page, "0.5–3"));
  CHECK(has(page, "2026-06-01  https://example.org/people"));
  CHECK(has(page, "1. the daily shape is assumed"));
  CHECK(has(page, "2. 12 prices are older than 45 days"));
  CHECK(has(page, "--set gate.team_has_gpu_engineer=yes"));
  CHECK(has(page, "Self-hosting is cheaper above 1.30 B tokens a day (you: 650 M tokens a day)."));
}

TEST_CASE("no line is wider than the page, with and without colour") {
  const test::SampleCatalog catalog;
  decide::Plan plan = test::sample_plan(catalog);
  plan.options[1].title = std::string(150, 't');
  plan.gates[2].why = "the peak is far above the mean " + std::string(40, 'x') +
                      " and then some "
                      "more text that needs a second line to stand in";
  for (const bool colour : {false, true}) {
    for (const int width : {80, 100}) {
      std::istringstream lines(page_of(plan, {colour, width}));
      for (std::string line; std::getline(lines, line);) {
        CHECK_MESSAGE(display_width(line) <= width, line);
      }
    }
  }
}

TEST_CASE("without colour there is not one escape sequence") {
  const test::SampleCatalog catalog;
  CHECK_FALSE(has(page_of(test::sample_plan(catalog)), "\x1b"));
  CHECK(has(page_of(test::sample_plan(catalog), {true, 100}), "\x1b[1m"));
}
