// SPDX-License-Identifier: Apache-2.0
#include "sizing/kv_cache.hpp"

#include "support/deployments.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using catalog::WeightFormat;
using test::deployment;

namespace {

double per_token(std::string_view model, int tensor_parallel = 1,
                 sizing::KvFormat kv = sizing::KvFormat::bf16) {
  auto d = deployment(model, "h200", WeightFormat::bf16, tensor_parallel);
  d.kv = kv;
  return sizing::kv_footprint(d).per_token.in_bytes();
}

}  // namespace

TEST_CASE("a cached token has its published size") {
  CHECK(per_token("llama-3.1-8b") == 131072);       // 2 x 32 layers x 8 heads x 128 x 2 bytes
  CHECK(per_token("llama-3.3-70b") == 327680);      // 2 x 80 x 8 x 128 x 2
  CHECK(per_token("deepseek-v3") == 61 * 576 * 2);  // one latent a layer
}

TEST_CASE("tensor parallelism divides KV heads until each GPU has one") {
  CHECK(per_token("llama-3.3-70b", 8) == 327680.0 / 8);
  CHECK(per_token("qwen2.5-7b", 4) == per_token("qwen2.5-7b") / 4);
  CHECK(per_token("qwen2.5-7b", 8) == per_token("qwen2.5-7b") / 4);
  CHECK(per_token("deepseek-v3", 8) == 61 * 576 * 2);
}

TEST_CASE("an 8-bit cache takes half") {
  CHECK(per_token("llama-3.1-8b", 1, sizing::KvFormat::fp8) == 65536);
  // Sparse latent attention: 656 bytes of latent and 132 of indexer key a layer.
  CHECK(per_token("deepseek-v3.2", 1, sizing::KvFormat::fp8) == 61 * (656 + 132));
  CHECK(per_token("deepseek-v3.2") == 61 * (1152 + 132));
}

TEST_CASE("window layers keep a window, the others every token") {
  // gpt-oss-20b: 12 full and 12 window layers of 128 tokens; 8 KV heads of 64.
  const auto d = deployment("gpt-oss-20b", "h100-sxm", WeightFormat::mxfp4);
  const sizing::KvFootprint footprint = sizing::kv_footprint(d);
  CHECK(footprint.per_token.in_bytes() == 12 * 2 * 8 * 64 * 2);
  REQUIRE(footprint.windows.size() == 1);
  CHECK(footprint.windows.front().window == Tokens::count(128));
  const double short_one = footprint.of_sequence(Tokens::count(64)).in_bytes();
  CHECK(short_one == 64 * 24 * 2 * 8 * 64 * 2);
  const double long_one = footprint.of_sequence(Tokens::count(16000)).in_bytes();
  CHECK(long_one == (16000.0 + 128) * 12 * 2 * 8 * 64 * 2);
}

TEST_CASE("hybrid models keep a constant state and a few growing layers") {
  // Qwen3-Next-80B: 12 of 48 layers grow, 2 KV heads of 256; 36 layers keep 32 x 128 x 128 values.
  const auto d = deployment("qwen3-next-80b", "h200", WeightFormat::bf16);
  const sizing::KvFootprint footprint = sizing::kv_footprint(d);
  CHECK(footprint.per_token.in_bytes() == 12 * 2 * 2 * 256 * 2);
  const double state = 3 * (2 * 16 * 128 + 32 * 128) * 2 + 32.0 * 128 * 128 * 4;
  CHECK(footprint.state.in_bytes() == doctest::Approx(36 * state).epsilon(1e-9));
  // The attention block grows until it is as large as a layer's state, in steps of 16 tokens.
  const double tokens = state / (2 * 2 * 256 * 2);
  CHECK(footprint.block_tokens >= tokens);
  CHECK(footprint.block_tokens < tokens + 16);
}

TEST_CASE("a sequence holds whole blocks") {
  auto d = deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16);
  d.settings.block_tokens = 16;
  const sizing::KvFootprint footprint = sizing::kv_footprint(d);
  CHECK(footprint.of_sequence(Tokens::count(1)).in_bytes() == 16 * 131072);
  CHECK(footprint.of_sequence(Tokens::count(16)).in_bytes() == 16 * 131072);
  CHECK(footprint.of_sequence(Tokens::count(17)).in_bytes() == 32 * 131072);
}

TEST_CASE("pipeline stages share the layers out") {
  auto d = deployment("llama-3.1-8b", "h100-sxm", WeightFormat::bf16);
  d.pipeline_parallel = 2;
  CHECK(sizing::kv_footprint(d).per_token.in_bytes() == 65536);
}
