// SPDX-License-Identifier: Apache-2.0
#include "sizing/reserves.hpp"

#include "support/deployments.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using catalog::WeightFormat;
using test::deployment;

TEST_CASE("the sampler's warm-up follows sequences and vocabulary") {
  auto d = deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16);
  d.settings.max_num_seqs = 1024;
  // 9.73 times measured on vLLM 0.11.
  CHECK(sizing::sampler_peak(d).in_gib() ==
        doctest::Approx(9.73 * 1024 * 128256 * 4 / 1073741824.0).epsilon(0.005));
  const Bytes at_1024 = sizing::sampler_peak(d);
  d.settings.max_num_seqs = 256;
  CHECK(sizing::sampler_peak(d) / at_1024 == doctest::Approx(0.25));
}

TEST_CASE("vLLM reserves the larger of sampler and activations") {
  auto d = deployment("llama-3.1-70b", "h100-sxm", WeightFormat::bf16, 4);
  d.settings.graph_reserve = Bytes::zero();
  d.settings.max_num_seqs = 128;
  d.settings.max_num_batched_tokens = 8192;
  // 8192 tokens x (3 x 28672 / 4 + 4 x 8192) x 2 bytes, and 0.6 GiB for four GPUs.
  const double activations = 8192 * (3 * 28672 / 4.0 + 4 * 8192) * 2;
  CHECK(sizing::budget(d, Bytes::zero()).reserve.in_bytes() ==
        doctest::Approx(activations + 0.6 * 1073741824.0));
  d.settings.max_num_seqs = 1024;
  CHECK(sizing::budget(d, Bytes::zero()).reserve.in_bytes() ==
        doctest::Approx(sizing::sampler_peak(d).in_bytes() + 0.6 * 1073741824.0));
}

TEST_CASE("SGLang reserves at least 10 GiB of large GPUs") {
  const auto large = deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16, 1, "sglang");
  CHECK(sizing::budget(large, Bytes::zero()).reserve >= Bytes::gib(10));
  const auto small = deployment("llama-3.1-8b", "l40s", WeightFormat::bf16, 1, "sglang");
  CHECK(sizing::budget(small, Bytes::zero()).reserve < Bytes::gib(10));
}

TEST_CASE("TensorRT-LLM keeps a share of what is free after loading") {
  const auto d = deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16, 1, "tensorrt-llm");
  const Bytes weights = Bytes::gib(15);
  const sizing::Budget budget = sizing::budget(d, weights);
  const Bytes busy = sizing::activation_peak(d) + sizing::non_torch(1);
  const Bytes kv = budget.usable - weights - budget.reserve;
  CHECK(kv / (budget.usable - weights - busy) == doctest::Approx(0.9 * 0.985 * 0.98));
}

TEST_CASE("llama.cpp needs a compute buffer and a context") {
  const auto d = deployment("llama-3.1-8b", "rtx-4090", WeightFormat::q4_k_m, 1, "llama.cpp");
  const auto o = deployment("llama-3.1-8b", "rtx-4090", WeightFormat::q4_k_m, 1, "ollama");
  const Bytes reserve = sizing::budget(d, Bytes::zero()).reserve;
  CHECK(reserve.in_mib() - 0.4 * 1024 == doctest::Approx(258.5).epsilon(0.01));
  CHECK((sizing::budget(o, Bytes::zero()).reserve - reserve).in_mib() == doctest::Approx(457));
}
