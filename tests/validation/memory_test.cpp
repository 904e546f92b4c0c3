// SPDX-License-Identifier: Apache-2.0
// KV capacity that real vLLM starts reported, against the memory account. Published by
// inference-sim (f90a1e3), llm-d-planner (e50305a) and LLMServingSim (5daddb2), 2026.
#include "sizing/fit.hpp"
#include "support/deployments.hpp"
#include "support/measured_points.hpp"
#include "support/shared_data.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace rackrate;
using catalog::WeightFormat;

namespace {

struct Start {
  std::string model;
  std::string gpu;
  WeightFormat weights = WeightFormat::bf16;
  int tensor_parallel = 1;
  int max_num_seqs = 0;
  int max_num_batched_tokens = 0;
  double utilisation_fraction = 0.9;
  double visible_gib = 0;
  double kv_gib = 0;  ///< reported
};

double predicted_gib(const Start& start) {
  auto d = test::deployment(start.model, start.gpu, start.weights, start.tensor_parallel);
  catalog::Accelerator gpu = *d.accelerator;
  gpu.memory_visible = Bytes::gib(start.visible_gib);
  d.accelerator = &gpu;
  d.settings.max_num_seqs = start.max_num_seqs;
  d.settings.max_num_batched_tokens = start.max_num_batched_tokens;
  d.settings.memory_utilisation_fraction = start.utilisation_fraction;
  d.settings.graph_reserve = Bytes::zero();  // versions before 0.21
  return test::fitted(d, Tokens::count(2048)).memory.kv.in_gib();
}

WeightFormat format_of(const std::string& model) {
  return model.find("fp8") != std::string::npos       ? WeightFormat::fp8
         : model.find("gpt-oss") != std::string::npos ? WeightFormat::mxfp4
                                                      : WeightFormat::bf16;
}

Start start_of(const test::TextRow& row) {
  Start s;
  s.model = row.at("model");
  s.weights = format_of(s.model);
  s.model = s.model.substr(0, s.model.find("-fp8"));
  s.gpu = row.at("gpu") == "RTX4090" ? "rtx-4090" : "h100-sxm";
  s.tensor_parallel = static_cast<int>(test::number(row, "tp"));
  s.max_num_seqs = static_cast<int>(test::number(row, "max_num_seqs"));
  s.max_num_batched_tokens = static_cast<int>(test::number(row, "max_num_batched_tokens"));
  s.utilisation_fraction = test::number(row, "gpu_memory_utilization");
  s.visible_gib = test::number(row, "gpu_total_gib");
  s.kv_gib = test::number(row, "kv_gib_measured");
  return s;
}

}  // namespace

TEST_CASE("KV capacity of published vLLM starts") {
  const Start starts[] = {
      {"llama-3.1-70b", "h100-sxm", WeightFormat::bf16, 4, 128, 8192, 0.9, 79.18, 36.927},
      {"llama-3.1-8b", "rtx-4090", WeightFormat::bf16, 1, 256, 2048, 0.9, 23.52, 5.055},
      {"llama-3.1-8b", "h100-sxm", WeightFormat::bf16, 1, 1024, 8192, 0.9, 79.18, 51.38},
      {"gpt-oss-20b", "h100-sxm", WeightFormat::mxfp4, 1, 1024, 8192, 0.9, 79.18, 50.28},
  };
  for (const Start& start : starts) {
    CAPTURE(start.model);
    CHECK(predicted_gib(start) == doctest::Approx(start.kv_gib).epsilon(0.04));
  }
}

TEST_CASE("KV capacity of the whole set: worst 4 %, median 1 %") {
  const auto path = test::shared_data("truth/vram_train.csv");
  if (!path) {
    return;
  }
  std::vector<double> errors;
  for (const test::TextRow& row : test::read_rows(*path)) {
    const Start start = start_of(row);
    const double predicted = predicted_gib(start);
    const double error = predicted / start.kv_gib - 1;
    MESSAGE(fmt::format("{} {} tp{} seqs {} tokens {}: {:.2f} GiB, measured {:.2f} ({:+.1f} %)",
                        row.at("row_id"), row.at("model"), start.tensor_parallel,
                        start.max_num_seqs, start.max_num_batched_tokens, predicted, start.kv_gib,
                        100 * error));
    errors.push_back(std::abs(error));
  }
  REQUIRE(errors.size() == 10);
  std::sort(errors.begin(), errors.end());
  CHECK(errors.back() <= 0.04);
  CHECK(errors[errors.size() / 2] <= 0.01);
}
