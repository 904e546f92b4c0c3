// SPDX-License-Identifier: Apache-2.0
#include "serving/capacity.hpp"

#include "sizing/candidates.hpp"
#include "support/deployments.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace rackrate;
using catalog::WeightFormat;

namespace {

struct Replica {
  sizing::Fit fit;
  serving::StepModel model;
};

Replica replica(const sizing::Deployment& d) {
  return {test::fitted(d), serving::step_model(d, test::embedded_catalog().kernels)};
}

Replica llama_8b() {
  return replica(test::deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16));
}

workload::RequestMix mix(double input, double output) {
  return {Tokens::count(input),
          Tokens::zero(),
          Tokens::count(output),
          Tokens::count(input),
          Tokens::count(output),
          Tokens::count(input + output),
          true};
}

serving::Slo slo(double ttft_ms, double tpot_ms) {
  return {Seconds::ms(ttft_ms), Seconds::ms(tpot_ms), 1, 1};
}

std::variant<serving::Capacity, sizing::Infeasible> capacity(const Replica& r,
                                                             const workload::RequestMix& m,
                                                             const serving::Slo& s) {
  return serving::capacity(r.fit, r.model, m, s);
}

double rate(const std::variant<serving::Capacity, sizing::Infeasible>& outcome) {
  const auto* found = std::get_if<serving::Capacity>(&outcome);
  return found == nullptr ? 0 : found->per_replica.value.in_per_second();
}

workload::Demand demand(double mean, double peak) {
  return {.requests_per_month = Requests::count(mean * month.in_seconds()),
          .tokens = {},
          .mean_rate = RequestsPerSecond::per_second(mean),
          .peak_rate = RequestsPerSecond::per_second(peak),
          .mix = mix(1000, 200),
          .load_duration = {},
          .notes = {}};
}

}  // namespace

TEST_CASE("the limits hold at the capacity and break above it") {
  const Replica r = llama_8b();
  const auto outcome = capacity(r, mix(1000, 200), slo(500, 20));
  REQUIRE(std::holds_alternative<serving::Capacity>(outcome));
  const auto& found = std::get<serving::Capacity>(outcome);
  CHECK(found.binding == serving::Binding::tpot);
  CHECK(found.at_limit.tpot.value.in_ms() == doctest::Approx(20).epsilon(0.01));
  CHECK(found.at_limit.ttft.value < Seconds::ms(500));
  CHECK(found.per_replica.low < found.per_replica.value);
  CHECK(found.per_replica.value < found.per_replica.high);
  const auto above =
      serving::open_loop(r.fit, r.model, mix(1000, 200), found.per_replica.value * 1.05);
  CHECK((!above || above->tpot.value > Seconds::ms(20)));
}

TEST_CASE("looser limits never lower the capacity") {
  const Replica r = llama_8b();
  double before = 0;
  for (double ms = 4; ms < 200; ms *= 1.3) {
    const double now = rate(capacity(r, mix(1000, 200), slo(1000, ms)));
    CHECK(now >= before);
    before = now;
  }
  before = 0;
  for (double ms = 20; ms < 20000; ms *= 2) {
    const double now = rate(capacity(r, mix(1000, 200), slo(ms, 50)));
    CHECK(now >= before);
    before = now;
  }
}

TEST_CASE("longer requests lower the capacity") {
  const Replica r = llama_8b();
  double before = 1e9;
  for (const double scale : {1.0, 2.0, 4.0, 8.0}) {
    const double now = rate(capacity(r, mix(500 * scale, 100 * scale), slo(5000, 50)));
    CHECK(now < before);
    before = now;
  }
}

TEST_CASE("a tail factor is a tighter limit on the mean") {
  const Replica r = llama_8b();
  serving::Slo tails = slo(1000, 30);
  tails.tpot_tail_factor = 1.5;
  CHECK(rate(capacity(r, mix(1000, 200), tails)) ==
        doctest::Approx(rate(capacity(r, mix(1000, 200), slo(1000, 20)))).epsilon(0.01));
}

TEST_CASE("limits out of reach are said with both figures") {
  const Replica r = llama_8b();
  const auto outcome = capacity(r, mix(1000, 200), slo(1000, 2));
  REQUIRE(std::holds_alternative<sizing::Infeasible>(outcome));
  const auto& why = std::get<sizing::Infeasible>(outcome);
  CHECK(why.limit == "tpot");
  CHECK(why.needed == "2.0 ms on average");
  CHECK(std::get<sizing::Infeasible>(capacity(r, mix(8000, 200), slo(50, 50))).limit == "ttft");
}

TEST_CASE("the binding limit follows the workload") {
  const Replica r = llama_8b();
  const auto binding = [&](const workload::RequestMix& m, const serving::Slo& s) {
    return std::get<serving::Capacity>(capacity(r, m, s)).binding;
  };
  CHECK(binding(mix(1000, 200), slo(5000, 15)) == serving::Binding::tpot);
  CHECK(binding(mix(8000, 10), slo(800, 1000)) == serving::Binding::ttft);
  CHECK(binding(mix(8000, 10), slo(1e6, 1e6)) == serving::Binding::prefill);
  CHECK(binding(mix(100, 30000), slo(1e6, 1e6)) == serving::Binding::kv_cache);
}

TEST_CASE("slots bound engines that have them") {
  const auto d = test::deployment("llama-3.1-8b", "rtx-4090", WeightFormat::q4_k_m, 1, "llama.cpp");
  const Replica r = replica(d);
  const auto outcome = capacity(r, mix(500, 200), slo(1e6, 1e6));
  REQUIRE(std::holds_alternative<serving::Capacity>(outcome));
  CHECK(std::get<serving::Capacity>(outcome).binding == serving::Binding::batch_slots);
  // One sequence alone makes about 130 tokens a second on this card; four slots add little.
  CHECK(rate(outcome) * 200 < 150);
}

TEST_CASE("a fleet serves the peak with spares to lose") {
  const Replica r = llama_8b();
  const auto outcome = capacity(r, mix(1000, 200), slo(1000, 20));
  const auto& one = std::get<serving::Capacity>(outcome);
  const double each = one.per_replica.value.in_per_second();
  const auto fleet = std::get<serving::Fleet>(
      serving::fleet(r.fit, r.model, one, demand(2.5 * each, 4.5 * each), 1, 0.1));
  CHECK(fleet.replicas_for_mean == 3);  // 2.5 / 0.9
  CHECK(fleet.replicas_for_peak == 5);  // 4.5 / 0.9
  CHECK(fleet.replicas() == 6);
  CHECK(fleet.gpus() == 6);
  CHECK(fleet.at_peak.tpot.value <= Seconds::ms(20.01));
  CHECK(fleet.at_mean.tpot.value < fleet.at_peak.tpot.value);
  CHECK(fleet.at_mean.rate.in_per_second() == doctest::Approx(2.5 * each / 6).epsilon(1e-3));
}

TEST_CASE("a small load takes one replica") {
  const Replica r = llama_8b();
  const auto outcome = capacity(r, mix(1000, 200), slo(1000, 20));
  const auto& one = std::get<serving::Capacity>(outcome);
  const auto fleet =
      std::get<serving::Fleet>(serving::fleet(r.fit, r.model, one, demand(0.01, 0.02), 0, 0.1));
  CHECK(fleet.replicas() == 1);
  CHECK(fleet.at_mean.rate.in_per_second() == doctest::Approx(0.01).epsilon(1e-3));
}

TEST_CASE("a load beyond any fleet is infeasible, not a fault of the program") {
  const Replica r = llama_8b();
  const auto outcome = capacity(r, mix(1000, 200), slo(1000, 20));
  const auto& one = std::get<serving::Capacity>(outcome);
  const auto fleet = serving::fleet(r.fit, r.model, one, demand(1e9, 1e15), 0, 0.1);
  REQUIRE(std::holds_alternative<sizing::Infeasible>(fleet));
  CHECK(std::get<sizing::Infeasible>(fleet).limit == "fleet");
}

TEST_CASE("every feasible candidate has a speed, quickly") {
  const catalog::Catalog& all = test::embedded_catalog();
  int found = 0;
  const auto start = std::chrono::steady_clock::now();
  for (const char* const id : {"llama-3.1-8b", "llama-3.3-70b", "deepseek-v3", "gpt-oss-120b",
                               "qwen3-30b-a3b", "gemma-3-27b", "qwen3-next-80b"}) {
    const catalog::Model& model = catalog::require_model(all.models, id);
    for (const auto& candidate : sizing::candidates(model, all, {}, Tokens::count(8192))) {
      const auto* fit = std::get_if<sizing::Fit>(&candidate.outcome);
      if (fit == nullptr) {
        continue;
      }
      CAPTURE(candidate.deployment.accelerator->id);
      const serving::StepModel m = serving::step_model(candidate.deployment, all.kernels);
      const auto outcome = serving::capacity(*fit, m, mix(1000, 200), slo(1e7, 1e7));
      CHECK(rate(outcome) > 0);
      CHECK(rate(outcome) < 1000);
      ++found;
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  MESSAGE(found << " candidates in " << took.count() << " s");
  CHECK(found > 300);
  CHECK(took.count() < 10);  // a debug build with sanitizers; a release build takes 0.1 s
}
