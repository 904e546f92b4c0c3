// SPDX-License-Identifier: Apache-2.0
#include "sizing/fit.hpp"

#include "support/deployments.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using catalog::WeightFormat;
using test::deployment;

TEST_CASE("the account adds up") {
  const sizing::Fit fit =
      test::fitted(deployment("llama-3.3-70b", "h100-sxm", WeightFormat::fp8, 2));
  const sizing::Memory& m = fit.memory;
  CHECK((m.weights + m.reserve + m.kv) / m.usable == doctest::Approx(1));
  CHECK(m.weights_total / m.weights == doctest::Approx(2));
  // Whole blocks of 16 tokens; two GPUs of 40 layers' worth each.
  CHECK(m.kv_per_token.in_bytes() == 327680.0 / 2);
  CHECK(m.kv_tokens.as_count() <= m.kv / m.kv_per_token);
  CHECK(m.kv_tokens.as_count() > m.kv / m.kv_per_token - 16);
}

TEST_CASE("what does not fit says why") {
  CHECK(test::not_fitted(deployment("llama-3.3-70b", "h100-sxm", WeightFormat::bf16)).limit ==
        "weights");
  CHECK(test::not_fitted(deployment("llama-3.3-70b", "a100-80-sxm", WeightFormat::nvfp4)).limit ==
        "format");
  CHECK(test::not_fitted(deployment("llama-3.3-70b", "h100-sxm", WeightFormat::bf16, 3)).limit ==
        "tensor parallel");
  CHECK(test::not_fitted(deployment("llama-3.3-70b", "h100-sxm", WeightFormat::bf16, 16)).limit ==
        "tensor parallel");
  CHECK(test::not_fitted(deployment("llama-3.1-8b", "m3-max", WeightFormat::bf16)).limit ==
        "engine");
  CHECK(test::not_fitted(deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16),
                         Tokens::count(200000))
            .limit == "context");
  const sizing::Infeasible kv = test::not_fitted(
      deployment("llama-3.1-8b", "rtx-4090", WeightFormat::bf16), Tokens::count(131072));
  CHECK(kv.limit == "kv cache");
  CHECK(kv.needed == "16.0 GiB for one request of 131,072 tokens");
}

TEST_CASE("FP8 needs hardware that has it, except as storage") {
  // vLLM stores FP8 on Ampere and computes in 16 bit; T4 has no path.
  CHECK(std::holds_alternative<sizing::Fit>(sizing::fit(
      deployment("llama-3.1-8b", "a100-80-sxm", WeightFormat::fp8), Tokens::count(4096))));
  CHECK(test::not_fitted(deployment("llama-3.1-8b", "t4", WeightFormat::fp8)).limit == "format");
  CHECK(test::not_fitted(deployment("llama-3.1-8b", "h100-sxm", WeightFormat::q4_k_m)).limit ==
        "format");
}

TEST_CASE("concurrency is bounded by memory and by batch slots") {
  auto d = deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16);
  const sizing::Fit fit = test::fitted(d);
  const double at_1000 = sizing::concurrency(fit, Tokens::count(1008));
  CHECK(at_1000 == doctest::Approx(fit.memory.kv.in_bytes() / (1008 * 131072.0)));
  CHECK(sizing::concurrency(fit, Tokens::count(2016)) == doctest::Approx(at_1000 / 2));
  CHECK(sizing::concurrency(fit, Tokens::count(16)) == d.settings.max_num_seqs);
}

TEST_CASE("slots are allocated at the longest length") {
  const auto d = deployment("llama-3.1-8b", "rtx-4090", WeightFormat::q4_k_m, 1, "llama.cpp");
  const sizing::Fit small = test::fitted(d, Tokens::count(8192));
  CHECK(sizing::concurrency(small, Tokens::count(100)) == 4);
  const sizing::Fit large = test::fitted(d, Tokens::count(65536));
  CHECK(sizing::concurrency(large, Tokens::count(100)) == 2);
}

TEST_CASE("the longest context is what one sequence can hold") {
  const sizing::Fit fit = test::fitted(deployment("llama-3.1-8b", "rtx-4090", WeightFormat::bf16));
  const double longest = sizing::longest_context(fit).as_count();
  CHECK(fit.memory.footprint.of_sequence(Tokens::count(longest)) <= fit.memory.kv);
  CHECK(fit.memory.footprint.of_sequence(Tokens::count(longest + 1)) > fit.memory.kv);
  const sizing::Fit roomy =
      test::fitted(deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16));
  CHECK(sizing::longest_context(roomy) == Tokens::count(131072));
}

TEST_CASE("comfortable leaves the margin free") {
  const sizing::Fit fit = test::fitted(deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16));
  const double most = sizing::concurrency(fit, Tokens::count(8192));
  CHECK(sizing::comfortable(fit, 0.9 * most, Tokens::count(8192)));
  CHECK_FALSE(sizing::comfortable(fit, 0.99 * most, Tokens::count(8192)));
  CHECK(fit.memory.margin >= Bytes::gib(0.5));
  CHECK_FALSE(fit.memory.tight);
}

TEST_CASE("more memory never makes a fit impossible") {
  const auto base = deployment("qwen2.5-7b", "l4", WeightFormat::bf16);
  catalog::Accelerator gpu = *base.accelerator;
  bool fitted = false;
  double kv = 0;
  for (double gib = 10; gib <= 200; gib += 5) {
    gpu.memory_visible = Bytes::gib(gib);
    auto d = base;
    d.accelerator = &gpu;
    const auto outcome = sizing::fit(d, Tokens::count(8192));
    const auto* fit = std::get_if<sizing::Fit>(&outcome);
    CHECK((fit != nullptr || !fitted));
    fitted = fit != nullptr;
    if (fit != nullptr) {
      CHECK(fit->memory.kv_tokens.as_count() >= kv);
      kv = fit->memory.kv_tokens.as_count();
    }
  }
  CHECK(fitted);
}
