// SPDX-License-Identifier: Apache-2.0
// A plan made by hand: small round figures that the tests of the pages can predict.
#pragma once

#include "decide/plan.hpp"
#include "report/json_document.hpp"

#include <chrono>
#include <limits>

namespace rackrate::test {

inline Date day_of(int year, unsigned month, unsigned day) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

inline report::Stamp sample_stamp() {
  return {"0.0.0", std::string(64, 'a'), day_of(2026, 6, 1), day_of(2026, 8, 1),
          day_of(2026, 10, 15)};
}

/// Three minutes from 2023-11-16 18:15 UTC with 2, 4 and 1 requests.
inline workload::Workload sample_workload() {
  workload::Workload w;
  const std::int64_t minute = 60'000'000'000;
  const Instant start{1'700'158'500'000'000'000};
  w.requests = MaybeCount(7);
  w.failed_requests = 1;
  w.tokens.input = MaybeCount(7'000);
  w.tokens.uncached = MaybeCount::unknown();
  w.tokens.cache_read = MaybeCount::unknown();
  w.tokens.cache_write = MaybeCount::unknown();
  w.tokens.cache_write_5m = MaybeCount::unknown();
  w.tokens.cache_write_1h = MaybeCount::unknown();
  w.tokens.output = MaybeCount(1'400);
  w.tokens.reasoning = MaybeCount::unknown();
  w.span = workload::Span{start, Instant{start.ns + 3 * minute}};
  w.buckets = {{start, 2, 2'000, 400},
               {Instant{start.ns + minute}, 4, 4'000, 800},
               {Instant{start.ns + 2 * minute}, 1, 1'000, 200}};
  w.shape.peak_to_mean_1m = 1.7;
  w.input_lengths.add(1'000, 7);
  w.output_lengths.add(200, 7);
  ingest::FileReport file;
  file.file = "usage.csv";
  file.format = "azure-trace";
  file.detected_by = "the columns";
  file.rows = 8;
  file.rejected_rows = 1;
  file.size_bytes = 321;
  file.sha256 = std::string(64, 'b');
  w.sources.push_back(file);
  workload::Slice slice;
  slice.key = "model";
  slice.value = "llama-3.3-70b";
  slice.requests = MaybeCount(7);
  slice.tokens = w.tokens;
  w.models.push_back(slice);
  return w;
}

inline Assumption sample_assumption() {
  Assumption a;
  a.id = "people.engineers";
  a.what = "engineers who run the fleet";
  a.value = 1;
  a.low = 0.5;
  a.high = 3;
  a.unit = "fte";
  a.provenance = {"https://example.org/people", day_of(2026, 6, 1), Confidence::low};
  return a;
}

inline cost::LineItem line(cost::Group group, std::string item, double quantity, double price) {
  cost::LineItem out;
  out.group = group;
  out.item = std::move(item);
  out.quantity = quantity;
  out.unit = "units";
  out.unit_price = Usd::dollars(price);
  out.why = "because";
  out.source = "here";
  return out;
}

/// What the catalogs would hold; the plan points into it.
struct SampleCatalog {
  catalog::Model model;
  catalog::Accelerator gpu;
  catalog::Engine engine;

  SampleCatalog() {
    model.id = "llama-3.3-70b";
    model.name = "Llama 3.3 70B";
    gpu.id = "h100-sxm";
    engine.id = "vllm";
  }
};

inline serving::OperatingPoint sample_point() {
  serving::OperatingPoint point;
  point.ttft = {Seconds::ms(610), Seconds::ms(400), Seconds::ms(900)};
  point.tpot = {Seconds::ms(31), Seconds::ms(24), Seconds::ms(40)};
  return point;
}

inline serving::Fleet sample_fleet(const SampleCatalog& catalog) {
  sizing::Fit fit;
  fit.deployment.model = &catalog.model;
  fit.deployment.accelerator = &catalog.gpu;
  fit.deployment.engine = &catalog.engine;
  fit.deployment.tensor_parallel = 2;
  const auto rate = RequestsPerSecond::per_second(4);
  const serving::Capacity capacity{Estimate<RequestsPerSecond>::within_factor(rate, 2),
                                   sample_point(), serving::Binding::tpot};
  return {fit, capacity, 1, 3, 1, 0.07, sample_point(), sample_point()};
}

inline decide::Option sample_api() {
  decide::Option option;
  option.id = "api.cheapest";
  option.kind = decide::OptionKind::api;
  option.title = "deepinfra, same weights";
  option.lines = {line(cost::Group::api, "input", 100, 20),
                  line(cost::Group::api, "output", 10, 141)};
  option.monthly = Estimate<Usd>::exact(Usd::dollars(3410));
  option.per_token = UsdPerToken::per_million(0.17);
  return option;
}

inline decide::Option sample_self_host(const SampleCatalog& catalog) {
  decide::Option option;
  option.id = "self_host.rented";
  option.kind = decide::OptionKind::self_host;
  option.title = "3+1 replicas of 2x H100, fp8, vLLM";
  option.lines = {line(cost::Group::gpus, "GPUs, busy", 10, 1520),
                  line(cost::Group::idle, "GPUs, idle", 10, 610),
                  line(cost::Group::people, "people", 1, 5800)};
  option.monthly = {Usd::dollars(27'100), Usd::dollars(22'000), Usd::dollars(38'000)};
  option.per_token = UsdPerToken::per_million(1.49);
  option.fleet = sample_fleet(catalog);
  return option;
}

inline workload::Demand sample_demand() {
  workload::Demand demand{.requests_per_month = Requests::count(1.7e6),
                          .tokens = {},
                          .mean_rate = RequestsPerSecond::per_second(0.65),
                          .peak_rate = RequestsPerSecond::per_second(1.8),
                          .mix = {.input = Tokens::count(1000),
                                  .cached = Tokens::zero(),
                                  .output = Tokens::count(200),
                                  .p95_input = Tokens::count(1000),
                                  .p95_output = Tokens::count(200),
                                  .longest = Tokens::count(1200)},
                          .load_duration = {1.0},
                          .notes = {"the daily shape is assumed"}};
  demand.tokens.uncached = Tokens::millions(1700);
  demand.tokens.output = Tokens::millions(340);
  return demand;
}

inline std::vector<decide::Gate> sample_gates() {
  using decide::GateOutcome;
  return {
      {"licence", "does the licence allow this?", GateOutcome::yes,
       "the licence allows commercial use", ""},
      {"team", "does the team have a GPU engineer?", GateOutcome::unknown, "",
       "--set gate.team_has_gpu_engineer=yes"},
      {"steadiness", "is traffic steady?", GateOutcome::no, "the peak is 2.8 times the mean", ""}};
}

inline decide::Plan sample_plan(const SampleCatalog& catalog) {
  decide::Plan plan{
      .model = &catalog.model, .workload = sample_workload(), .demand = sample_demand()};
  plan.options = {sample_api(), sample_self_host(catalog)};
  decide::BreakEven curve;
  curve.axis = "tokens_per_day";
  curve.against = "api.cheapest";
  curve.here = 6.5e8;
  curve.searched_from = 1e6;
  curve.searched_to = 1e12;
  curve.crossings = {{1.3e9, true}};
  plan.break_even = {curve};
  plan.gates = sample_gates();
  decide::Sensitivity people;
  people.assumption = "people.engineers";
  people.self_host_at_low = Usd::dollars(24'000);
  people.self_host_at_high = Usd::dollars(38'000);
  people.swing_usd = 14'000;
  plan.sensitivities = {people};
  plan.findings = {{"old-prices", "12 prices are older than 45 days"}};
  plan.as_of = day_of(2026, 10, 15);
  plan.assumptions.add(sample_assumption());
  plan.verdict.choice = decide::Choice::stay_on_api;
  plan.verdict.option = "api.cheapest";
  plan.verdict.runner_up = "self_host.rented";
  plan.verdict.comparable = true;
  plan.verdict.ratio = 7.9;
  plan.verdict.ratio_low = 6.5;
  plan.verdict.ratio_high = 11;
  plan.verdict.probability_self_host_wins = 0.02;
  plan.verdict.probability = 0.98;
  plan.verdict.flips_if = {"traffic is above 1.3 B tokens a day"};
  return plan;
}

}  // namespace rackrate::test
