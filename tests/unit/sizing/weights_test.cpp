// SPDX-License-Identifier: Apache-2.0
#include "sizing/weights.hpp"

#include "support/deployments.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using catalog::WeightFormat;
using test::deployment;

namespace {

Bytes checkpoint(std::string_view model, WeightFormat format) {
  return sizing::checkpoint_size(catalog::require_model(test::embedded_catalog().models, model),
                                 format);
}

}  // namespace

TEST_CASE("checkpoints have their published sizes") {
  CHECK(checkpoint("llama-3.3-70b", WeightFormat::bf16).in_gb() ==
        doctest::Approx(141.1).epsilon(0.001));
  // 70B AWQ repositories hold 39.8 GB.
  CHECK(checkpoint("llama-3.3-70b", WeightFormat::int4_g128).in_gb() ==
        doctest::Approx(39.8).epsilon(0.01));
  CHECK(checkpoint("llama-3.1-8b", WeightFormat::int4_g128).in_gb() ==
        doctest::Approx(5.73).epsilon(0.002));
  CHECK(checkpoint("llama-3.1-8b", WeightFormat::bf16).in_gb() ==
        doctest::Approx(16.06).epsilon(0.001));
}

TEST_CASE("one GPU of two loads half of a model that divides") {
  // vLLM reports 33.88 GiB per GPU for RedHatAI/Llama-3.3-70B-Instruct-FP8 on two H100.
  const Bytes loaded =
      sizing::weights_per_gpu(deployment("llama-3.3-70b", "h100-sxm", WeightFormat::fp8, 2));
  CHECK(loaded.in_gib() == doctest::Approx(33.88).epsilon(0.005));
}

TEST_CASE("KV heads are replicated beyond their number") {
  // Qwen2.5-7B has four KV heads: 2 x hidden x head_dim per layer stays on each GPU of eight where
  // a quarter of that would be half of it.
  const auto four = deployment("qwen2.5-7b", "h100-sxm", WeightFormat::bf16, 4);
  auto eight = four;
  eight.tensor_parallel = 8;
  const double kv_projection = 2.0 * 3584 * 128 * 28 * 2;
  const double split_evenly = sizing::weights_per_gpu(four).in_bytes() / 2;
  CHECK(sizing::weights_per_gpu(eight).in_bytes() - split_evenly ==
        doctest::Approx(kv_projection / 2).epsilon(0.05));
}

TEST_CASE("MXFP4 experts are padded to their kernel tile") {
  // vLLM reports 13.47 GiB for gpt-oss-20b and 64.38 GiB for gpt-oss-120b on one H100.
  CHECK(sizing::weights_per_gpu(deployment("gpt-oss-20b", "h100-sxm", WeightFormat::mxfp4))
            .in_gib() == doctest::Approx(13.47).epsilon(0.01));
  CHECK(sizing::weights_per_gpu(deployment("gpt-oss-120b", "h100-sxm", WeightFormat::mxfp4))
            .in_gib() == doctest::Approx(64.38).epsilon(0.005));
}

TEST_CASE("exact weights replace the formula in the model's own format only") {
  catalog::Model model = catalog::require_model(test::embedded_catalog().models, "llama-3.1-8b");
  model.exact_weights = catalog::ExactWeights{Bytes::gb(16.5), "model.safetensors"};
  CHECK(sizing::checkpoint_size(model, WeightFormat::bf16) == Bytes::gb(16.5));
  CHECK(sizing::checkpoint_size(model, WeightFormat::fp8).in_gb() ==
        doctest::Approx(9.08).epsilon(0.01));
  auto d = deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16);
  d.model = &model;
  CHECK(sizing::weights_per_gpu(d).in_gb() == doctest::Approx(16.5).epsilon(0.001));
}

TEST_CASE("latent attention keeps its down-projections on every GPU") {
  const auto one = deployment("deepseek-v3", "h200", WeightFormat::fp8_block, 1);
  auto eight = one;
  eight.tensor_parallel = 8;
  const double even = sizing::weights_per_gpu(one).in_gb() / 8;
  // 7168 x (1536 + 576) values in 61 layers at one byte, seven eighths of them on top; and the
  // routers of 58 layers at two.
  CHECK(sizing::weights_per_gpu(eight).in_gb() - even ==
        doctest::Approx((7168 * 2112 * 61.0 + 2 * 58 * 256 * 7168.0) * 7 / 8 / 1e9).epsilon(0.02));
}
