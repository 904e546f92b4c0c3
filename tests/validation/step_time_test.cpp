// SPDX-License-Identifier: Apache-2.0
// Time per output token and time to first token against measured deployments: closed-loop runs
// with random prompts collected by NVIDIA's aiconfigurator (095f58a), most of them InferenceX.
#include "serving/steady_state.hpp"
#include "support/deployments.hpp"
#include "support/measured_points.hpp"
#include "support/shared_data.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

using namespace rackrate;

namespace {

struct Errors {
  std::vector<double> tpot;  // predicted / measured - 1
  std::vector<double> ttft;
  int within_tpot = 0;  // measured inside the 80 % interval
  int within_ttft = 0;
};

double quantile_of_magnitude(std::vector<double> errors, double p) {
  for (double& e : errors) {
    e = std::abs(e);
  }
  std::sort(errors.begin(), errors.end());
  return errors[static_cast<std::size_t>(p * static_cast<double>(errors.size() - 1))];
}

bool holds(const Estimate<Seconds>& estimate, double ms) {
  return estimate.low.in_ms() <= ms && ms <= estimate.high.in_ms();
}

void add(Errors& errors, const serving::OperatingPoint& point, const test::TextRow& row) {
  const double tpot = test::number(row, "tpot_ms");
  const double ttft = test::number(row, "ttft_ms");
  errors.tpot.push_back(point.tpot.value.in_ms() / tpot - 1);
  errors.ttft.push_back(point.ttft.value.in_ms() / ttft - 1);
  errors.within_tpot += holds(point.tpot, tpot) ? 1 : 0;
  errors.within_ttft += holds(point.ttft, ttft) ? 1 : 0;
}

std::optional<serving::OperatingPoint> predict(const test::TextRow& row) {
  const catalog::Catalog& all = test::embedded_catalog();
  const auto deployment = test::row_deployment(row, all);
  if (!deployment) {
    return std::nullopt;
  }
  const workload::RequestMix mix = test::row_mix(row);
  const auto fit = sizing::fit(*deployment, mix.longest);
  if (!std::holds_alternative<sizing::Fit>(fit)) {
    return std::nullopt;
  }
  return serving::closed_loop(std::get<sizing::Fit>(fit),
                              serving::step_model(*deployment, all.kernels), mix,
                              test::number(row, "concurrency"));
}

void print(const std::string& name, const Errors& e) {
  const double n = static_cast<double>(e.tpot.size());
  MESSAGE(
      fmt::format("{:<34} n {:4}  TPOT median {:5.1f} % p90 {:5.1f} % in interval {:3.0f} %  "
                  "TTFT median {:5.1f} % p90 {:5.1f} % in interval {:3.0f} %",
                  name, e.tpot.size(), 100 * quantile_of_magnitude(e.tpot, 0.5),
                  100 * quantile_of_magnitude(e.tpot, 0.9), 100 * e.within_tpot / n,
                  100 * quantile_of_magnitude(e.ttft, 0.5),
                  100 * quantile_of_magnitude(e.ttft, 0.9), 100 * e.within_ttft / n));
}

}  // namespace

TEST_CASE("speed of measured deployments") {
  const auto path = test::shared_data("truth/silicon_train.csv");
  if (!path) {
    return;
  }
  std::map<std::string, Errors> by_engine;
  std::map<std::string, Errors> by_group;
  for (const test::TextRow& row : test::read_rows(*path)) {
    if (row.at("core") != "1") {
      continue;
    }
    if (const auto point = predict(row)) {
      add(by_engine[row.at("engine")], *point, row);
      add(by_group[row.at("engine") + " " + row.at("arch") + " " + row.at("gpu")], *point, row);
    }
  }
  for (const auto& [name, errors] : by_group) {
    print(name, errors);
  }
  for (const auto& [name, errors] : by_engine) {
    print(name, errors);
  }
  REQUIRE(by_engine.size() == 3);
  // What these constants reach on the points they were fitted to; a model they have not seen is
  // predicted a few points worse.
  const auto holds_to = [&](const char* engine, double tpot, double tpot_p90, double ttft) {
    const Errors& errors = by_engine[engine];
    CAPTURE(engine);
    CHECK(errors.tpot.size() > 400);
    CHECK(quantile_of_magnitude(errors.tpot, 0.5) <= tpot);
    CHECK(quantile_of_magnitude(errors.tpot, 0.9) <= tpot_p90);
    CHECK(quantile_of_magnitude(errors.ttft, 0.5) <= ttft);
    const double n = static_cast<double>(errors.tpot.size());
    CHECK(errors.within_tpot / n > 0.75);
    CHECK(errors.within_ttft / n > 0.75);
  };
  holds_to("vllm", 0.10, 0.25, 0.22);
  holds_to("trtllm", 0.10, 0.45, 0.33);
  holds_to("sglang", 0.15, 0.35, 0.32);
}

// Three published rows, so that the figures are checked without the data set too.
TEST_CASE("speed of three published points") {
  struct Point {
    const char* model;
    catalog::WeightFormat weights;
    const char* gpu;
    int tensor_parallel;
    double input;
    double output;
    double concurrency;
    double ttft_ms;
    double tpot_ms;
  };
  // MiniMax-M2.5 on vLLM 0.19, InferenceX 2026-04.
  const Point points[] = {
      {"minimax-m2.5", catalog::WeightFormat::fp8_block, "b300", 4, 8192, 1024, 128, 972.3, 33.44},
      {"minimax-m2.5", catalog::WeightFormat::fp8_block, "b300", 4, 1024, 1024, 128, 205.6, 17.79},
      {"minimax-m2.5", catalog::WeightFormat::fp8_block, "b300", 4, 1024, 1024, 64, 129.1, 14.50},
  };
  for (const Point& p : points) {
    const auto d = test::deployment(p.model, p.gpu, p.weights, p.tensor_parallel);
    const Tokens longest = Tokens::count(p.input + p.output);
    const workload::RequestMix mix{Tokens::count(p.input),
                                   Tokens::zero(),
                                   Tokens::count(p.output),
                                   Tokens::count(p.input),
                                   Tokens::count(p.output),
                                   longest,
                                   true};
    const auto found = serving::closed_loop(
        test::fitted(d, longest), serving::step_model(d, test::embedded_catalog().kernels), mix,
        p.concurrency);
    CHECK(found.tpot.value.in_ms() == doctest::Approx(p.tpot_ms).epsilon(0.3));
    CHECK(found.ttft.value.in_ms() == doctest::Approx(p.ttft_ms).epsilon(0.7));
  }
}
