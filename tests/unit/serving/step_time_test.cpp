// SPDX-License-Identifier: Apache-2.0
#include "serving/step_time.hpp"

#include "support/deployments.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace rackrate;
using catalog::WeightFormat;
using test::deployment;

namespace {

serving::StepModel model(const sizing::Deployment& d) {
  return serving::step_model(d, test::embedded_catalog().kernels);
}

double ms(const serving::StepModel& m, serving::Batch batch) {
  return serving::step_time(m, batch).in_ms();
}

}  // namespace

TEST_CASE("a decode step of an 8B model is the formula worked by hand") {
  auto m = model(deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16));
  m.engine.step_factor = 1;
  // Layer: q, k, v, o and three feed-forward matrices; four kernels of 3.5 us.
  const double layer = 4096.0 * 4096 * 2 + 4096.0 * 1024 * 2 + 3.0 * 4096 * 14336;
  const double bandwidth = 3350e9;
  // Sixteen tokens are a 32nd of the way to the fixed time of large steps, 4.4 us.
  const double fixed = 3.5e-6 + (4.4e-6 - 3.5e-6) * 16 / 512;
  double seconds = 32 * (4 * fixed + layer * 2 / (bandwidth * 0.87));
  seconds += 128256.0 * 4096 * 2 / (bandwidth * 0.87) + 3.5e-6;
  seconds += 32 * 21.5e-6 + 16 * 1000 * 131072.0 / (bandwidth * 0.936);
  seconds += 16 * 8 * 4096 * 2.0 / (bandwidth * 0.8) * 32;
  const catalog::EngineConstants& e = m.engine;
  seconds += e.host_per_step.in_seconds() + 16 * e.host_per_sequence.in_seconds() +
             32 * e.per_layer.in_seconds();
  CHECK(ms(m, {16, 1000, 0, 0}) == doctest::Approx(seconds * 1e3).epsilon(1e-6));
}

TEST_CASE("a prefill step is bound by compute") {
  const auto m = model(deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16));
  // 8,192 tokens through 6.98e9 parameters at 0.81 of 989 TFLOPS: 143 ms, attention on top.
  const double dense = 2 * 6.98e9 * 8192 / (989e12 * 0.81) * 1e3;
  const double attention = 4.0 * 32 * 128 * 32 * 8192 * 4096 / (989e12 * 0.544) * 1e3;
  CHECK(ms(m, {0, 0, 8192, 4096}) == doctest::Approx(dense + attention).epsilon(0.06));
}

TEST_CASE("more work never takes less time") {
  for (const char* const id : {"llama-3.3-70b", "deepseek-v3", "gpt-oss-120b", "qwen3-next-80b"}) {
    CAPTURE(id);
    const catalog::Model& row = catalog::require_model(test::embedded_catalog().models, id);
    const auto m = model(deployment(id, "h200", row.native_format, 8));
    double before = 0;
    for (double n = 1; n <= 512; n *= 2) {
      const double now = ms(m, {n, 2000, 0, 0});
      CHECK(now > before);
      CHECK(now / n < (before > 0 ? before / (n / 2) : 1e9));  // and less per sequence
      before = now;
    }
    before = 0;
    for (double context = 100; context < 1e5; context *= 3) {
      const double now = ms(m, {32, context, 0, 0});
      CHECK(now >= before);
      before = now;
    }
    before = 0;
    for (double prompt = 16; prompt <= 16384; prompt *= 2) {
      const double now = ms(m, {8, 1000, prompt, prompt / 2});
      CHECK(now > before);
      before = now;
    }
  }
}

TEST_CASE("narrower weights and more GPUs decode faster") {
  const auto wide = model(deployment("llama-3.3-70b", "h100-sxm", WeightFormat::bf16, 4));
  const auto narrow = model(deployment("llama-3.3-70b", "h100-sxm", WeightFormat::fp8, 4));
  const auto more = model(deployment("llama-3.3-70b", "h100-sxm", WeightFormat::bf16, 8));
  const serving::Batch batch{8, 1000, 0, 0};
  CHECK(ms(narrow, batch) < 0.8 * ms(wide, batch));
  CHECK(ms(more, batch) < 0.75 * ms(wide, batch));
}

TEST_CASE("a mixture reads the experts its tokens touch") {
  const auto m = model(deployment("qwen3-30b-a3b", "h100-sxm", WeightFormat::bf16));
  const catalog::Model& row = *m.deployment.model;
  const auto& moe = std::get<catalog::MoeFfn>(row.layers.front().ffn);
  REQUIRE(moe.experts == 128);
  REQUIRE(moe.experts_per_token == 8);
  // 48 layers x 128 x (1 - (1 - 8/128)^n) experts of 3 x 2048 x 768 values at 0.936 of bandwidth.
  const auto touched = [](double n) { return 128 * (1 - std::pow(1 - 8.0 / 128, n)); };
  const double expert_ms = 3.0 * 2048 * 768 * 2 / (3350e9 * 0.936) * 1e3;
  const double per_token = (ms(m, {2, 100, 0, 0}) - ms(m, {1, 100, 0, 0}));
  CHECK(per_token == doctest::Approx(48 * (touched(2) - touched(1)) * expert_ms).epsilon(0.05));
}

TEST_CASE("weights an accelerator only stores are computed in 16 bit") {
  const auto a100 = model(deployment("llama-3.1-8b", "a100-80-sxm", WeightFormat::fp8));
  const auto bf16 = model(deployment("llama-3.1-8b", "a100-80-sxm", WeightFormat::bf16));
  CHECK(ms(a100, {1, 100, 0, 0}) < ms(bf16, {1, 100, 0, 0}));
  CHECK(ms(a100, {0, 0, 8192, 4096}) ==
        doctest::Approx(ms(bf16, {0, 0, 8192, 4096})).epsilon(0.02));
}

TEST_CASE("constants are borrowed with a wider interval where nothing was measured") {
  const auto h100 = model(deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16));
  const auto pcie = model(deployment("llama-3.1-8b", "h100-pcie", WeightFormat::bf16));
  const auto amd = model(deployment("llama-3.1-8b", "mi300x", WeightFormat::bf16));
  CHECK(h100.measured);
  CHECK_FALSE(pcie.measured);
  CHECK(pcie.borrowed_from == "h100-sxm");
  CHECK(pcie.tpot_error_factor > h100.tpot_error_factor);
  CHECK(amd.tpot_error_factor > pcie.tpot_error_factor);
  // PCIe instead of NVLink: two GPUs gain less.
  const auto two = model(deployment("llama-3.1-8b", "h100-pcie", WeightFormat::bf16, 2));
  CHECK(ms(two, {0, 0, 8192, 4096}) > 0.6 * ms(pcie, {0, 0, 8192, 4096}));
}

TEST_CASE("llama.cpp decodes at its published share of bandwidth") {
  // Llama-3-8B, 512 tokens generated, llama-bench of May 2024 (XiongjieDai/
  // GPU-Benchmarks-on-LLM-Inference): tokens per second of one sequence.
  struct Published {
    const char* gpu;
    WeightFormat format;
    double tokens_per_s;
  };
  for (const Published& p : {Published{"rtx-4090", WeightFormat::q4_k_m, 130.58},
                             Published{"rtx-4090", WeightFormat::bf16, 54.84},
                             Published{"rtx-3090", WeightFormat::q4_k_m, 115.42},
                             Published{"m2-ultra", WeightFormat::q4_k_m, 78.81},
                             Published{"m2-ultra", WeightFormat::bf16, 36.25},
                             Published{"h100-pcie", WeightFormat::q4_k_m, 144.49},
                             Published{"a100-80-pcie", WeightFormat::bf16, 54.56}}) {
    CAPTURE(p.gpu);
    const auto m = model(deployment("llama-3.1-8b", p.gpu, p.format, 1, "llama.cpp"));
    CHECK(1e3 / ms(m, {1, 256, 0, 0}) == doctest::Approx(p.tokens_per_s).epsilon(0.25));
  }
}

TEST_CASE("slots hardly share a step") {
  const auto m =
      model(deployment("llama-3.1-8b", "rtx-4090", WeightFormat::q4_k_m, 1, "llama.cpp"));
  const double one = ms(m, {1, 500, 0, 0});
  const double four = ms(m, {4, 500, 0, 0});
  CHECK(four / one == doctest::Approx(1 + 3 * *m.engine.serial_fraction).epsilon(0.01));
}

TEST_CASE("pipeline stages share the batch, not the latency") {
  auto d = deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16);
  const auto one = model(d);
  d.pipeline_parallel = 2;
  const auto two = model(d);
  CHECK(ms(two, {32, 1000, 0, 0}) == doctest::Approx(ms(one, {16, 1000, 0, 0})));
  CHECK(ms(two, {1, 1000, 0, 0}) == doctest::Approx(ms(one, {1, 1000, 0, 0})));
}
