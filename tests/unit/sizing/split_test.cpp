// SPDX-License-Identifier: Apache-2.0
#include "sizing/split.hpp"

#include "catalog/parameters.hpp"
#include "support/deployments.hpp"

#include <doctest/doctest.h>

using namespace rackrate;

namespace {

const catalog::Model& model(std::string_view id) {
  return catalog::require_model(test::embedded_catalog().models, id);
}

}  // namespace

TEST_CASE("one GPU holds the whole layer") {
  for (const catalog::Model& each : test::embedded_catalog().models) {
    for (const catalog::LayerGroup& group : each.layers) {
      const auto whole = catalog::layer_parameters(group, each.hidden);
      const auto share = sizing::layer_share(group, each.hidden, 1);
      for (const catalog::Part part : catalog::all_parts) {
        CHECK(share[part] == static_cast<double>(whole[part]));
      }
    }
  }
}

TEST_CASE("shares of a group add up to at least the layer") {
  for (const catalog::Model& each : test::embedded_catalog().models) {
    for (const catalog::LayerGroup& group : each.layers) {
      const auto whole = catalog::layer_parameters(group, each.hidden);
      const auto share = sizing::layer_share(group, each.hidden, 8);
      for (const catalog::Part part : catalog::all_parts) {
        CHECK(share[part] * 8 >= static_cast<double>(whole[part]) * (1 - 1e-12));
        CHECK(share[part] <= static_cast<double>(whole[part]));
      }
    }
  }
}

TEST_CASE("heads must divide") {
  CHECK_FALSE(sizing::split_obstacle(model("llama-3.3-70b"), 8));
  CHECK(sizing::split_obstacle(model("llama-3.3-70b"), 3) == "64 attention heads");
  // 28 heads, 4 KV heads: eight GPUs would split heads.
  CHECK(sizing::split_obstacle(model("qwen2.5-7b"), 8) == "28 attention heads");
  CHECK_FALSE(sizing::split_obstacle(model("qwen2.5-7b"), 4));
}

TEST_CASE("KV heads are shared out, then replicated") {
  CHECK(sizing::kv_heads_per_gpu(8, 4) == 2);
  CHECK(sizing::kv_heads_per_gpu(8, 8) == 1);
  CHECK(sizing::kv_heads_per_gpu(4, 8) == 1);
}
