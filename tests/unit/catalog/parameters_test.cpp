// SPDX-License-Identifier: Apache-2.0
#include "catalog/parameters.hpp"

#include "support/model_text.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::catalog;
using rackrate::test::built_in_model;
using rackrate::test::built_in_models;
using rackrate::test::model_of;

TEST_CASE("parameters: the parts of Llama 3.1 8B by hand") {
  const ParameterBreakdown parts = parameters(built_in_model("llama-3.1-8b"));
  CHECK(parts[Part::embedding] == 128256LL * 4096);
  CHECK(parts[Part::lm_head] == 128256LL * 4096);
  // q and o: 4096 x 4096, k and v: 4096 x 8 heads x 128
  CHECK(parts[Part::attention] == 32LL * (2 * 4096 * 4096 + 2 * 4096 * 8 * 128));
  CHECK(parts[Part::dense_ffn] == 32LL * 3 * 4096 * 14336);
  CHECK(parts[Part::small] == 32LL * 2 * 4096 + 4096);
  CHECK(parts[Part::routed_experts] == 0);
  CHECK(total(parts) == 8030261248);
}

TEST_CASE("parameters: every catalog row counts what its publisher states") {
  int exact = 0;
  for (const Model& model : built_in_models()) {
    CAPTURE(model.id);
    REQUIRE(model.published_parameters);
    const std::int64_t published = *model.published_parameters;
    const std::int64_t counted = parameter_count(model);
    const bool rounded = published % 10'000'000 == 0;
    if (rounded) {
      // Model cards round to two or three digits.
      CHECK(static_cast<double>(counted) ==
            doctest::Approx(static_cast<double>(published)).epsilon(0.02));
    } else {
      CHECK(counted == published);
      ++exact;
    }
    CHECK(active_parameter_count(model) <= counted);
    if (model.published_active_parameters) {
      CHECK(static_cast<double>(active_parameter_count(model)) ==
            doctest::Approx(static_cast<double>(*model.published_active_parameters)).epsilon(0.21));
    }
  }
  CHECK(exact >= 50);
}

TEST_CASE("parameters: the whole is the sum of its layers") {
  for (const Model& model : built_in_models()) {
    CAPTURE(model.id);
    std::int64_t sum =
        model.other_small_parameters + model.vocab * model.hidden * (model.tied_embeddings ? 1 : 2);
    for (const LayerGroup& group : model.layers) {
      sum += group.count * total(layer_parameters(group, model.hidden));
    }
    CHECK(sum == parameter_count(model));
  }
}

TEST_CASE("parameters: weights as published, against file sizes on Hugging Face") {
  const auto gb = [](std::string_view id) {
    const Model& model = built_in_model(id);
    return stored_size(parameters(model), model.native_parts).in_gb();
  };
  CHECK(gb("llama-3.3-70b") == doctest::Approx(141.1).epsilon(0.001));
  CHECK(gb("gpt-oss-120b") == doctest::Approx(65.2).epsilon(0.005));     // 65.25 GB
  CHECK(gb("gpt-oss-20b") == doctest::Approx(13.8).epsilon(0.005));      // 13.76 GB
  CHECK(gb("kimi-k2-thinking") == doctest::Approx(594).epsilon(0.005));  // 594 GB
}

TEST_CASE("parameters: quantised sizes") {
  const Model& small = built_in_model("llama-3.1-8b");
  const Model& large = built_in_model("llama-3.3-70b");
  const auto gb = [](const Model& model, WeightFormat format) {
    return stored_size(parameters(model), usual_parts(format)).in_gb();
  };
  // AWQ checkpoint of 8B: 5.73 GB; FP8 70B on two GPUs measured 33.88 GiB each.
  CHECK(gb(small, WeightFormat::int4_g128) == doctest::Approx(5.73).epsilon(0.002));
  CHECK(gb(large, WeightFormat::fp8) / 2 / 1.073741824 == doctest::Approx(33.88).epsilon(0.005));
  CHECK(gb(large, WeightFormat::int4_g128) == doctest::Approx(39.8).epsilon(0.005));
  // GGUF files of bartowski: 8B Q4_K_M 4.92, Q8_0 8.54; 70B Q4_K_M 42.5.
  CHECK(gb(small, WeightFormat::q4_k_m) == doctest::Approx(4.92).epsilon(0.005));
  CHECK(gb(small, WeightFormat::q8_0) == doctest::Approx(8.54).epsilon(0.005));
  CHECK(gb(large, WeightFormat::q4_k_m) == doctest::Approx(42.5).epsilon(0.005));
}

TEST_CASE("parameters: a tied head counts once, and as the head") {
  const ParameterBreakdown parts = parameters(built_in_model("qwen3-0.6b"));
  CHECK(parts[Part::embedding] == 0);
  CHECK(parts[Part::lm_head] == 151936LL * 1024);
}

TEST_CASE("parameters: vision towers are stored but are no text parameters") {
  const Model& model = built_in_model("gemma-3-27b");
  CHECK(parameters(model)[Part::vision] == 423060336);
  CHECK(total(parameters(model)) == 27432406640);  // as Hugging Face counts the repository
  CHECK(parameter_count(model) == 27009346304);
}

TEST_CASE("parameters: constant state per sequence and layer") {
  const auto state_mb = [](const Model& model) {
    for (const LayerGroup& group : model.layers) {
      if (const auto* linear = std::get_if<LinearState>(&group.attention)) {
        return linear->state_per_sequence().in_bytes() / 1e6;
      }
    }
    return 0.0;
  };
  // Mamba-2: 3 x (64*64 + 2*8*128) x 2 + 64*64*128 x 4 bytes
  CHECK(state_mb(built_in_model("nemotron-3-nano-30b-a3b")) ==
        doctest::Approx((3 * 6144 * 2 + 64 * 64 * 128 * 4) / 1e6));
  // Gated DeltaNet of Qwen3.5-397B: 3 x (2*16*128 + 64*128) x 2 + 64*128*128 x 4 = 4.27 MB
  CHECK(state_mb(built_in_model("qwen3.5-397b-a17b")) == doctest::Approx(4.268).epsilon(0.001));
  // KDA: 3 x 3 x 32*128 x 2 + 32*128*128 x 4
  CHECK(state_mb(built_in_model("kimi-linear-48b-a3b")) ==
        doctest::Approx((9 * 4096 * 2 + 32 * 128 * 128 * 4) / 1e6));
}
