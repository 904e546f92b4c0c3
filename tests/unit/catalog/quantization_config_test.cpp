// SPDX-License-Identifier: Apache-2.0
#include "catalog/quantization_config.hpp"

#include "catalog/parameters.hpp"
#include "support/model_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace rackrate;
using namespace rackrate::catalog;
using rackrate::test::built_in_model;
using rackrate::test::model_of;

namespace {

Model quantised(const std::string& scheme) {
  return model_of(R"({"model_type": "mixtral", "hidden_size": 64, "num_hidden_layers": 4,
      "num_attention_heads": 4, "intermediate_size": 64, "vocab_size": 100,
      "max_position_embeddings": 128, "num_local_experts": 8, "num_experts_per_tok": 2,
      "quantization_config": )" +
                  scheme + "}");
}

}  // namespace

TEST_CASE("quantisation: schemes by name") {
  const auto format = [](const std::string& scheme) { return quantised(scheme).native_format; };
  CHECK(format(R"({"quant_method": "fp8", "weight_block_size": [128, 128]})") ==
        WeightFormat::fp8_block);
  CHECK(format(R"({"quant_method": "fp8"})") == WeightFormat::fp8);
  CHECK(format(R"({"quant_method": "awq", "bits": 4, "group_size": 128})") ==
        WeightFormat::int4_g128);
  CHECK(format(R"({"quant_method": "gptq", "bits": 4, "group_size": 32})") ==
        WeightFormat::int4_g32);
  CHECK(format(R"({"quant_method": "gptq", "bits": 8, "group_size": -1})") == WeightFormat::int8);
  CHECK(format(R"({"quant_method": "bitsandbytes", "load_in_4bit": true})") == WeightFormat::nf4);
  CHECK(format(R"({"quant_method": "modelopt", "quant_algo": "NVFP4"})") == WeightFormat::nvfp4);
  CHECK(format(R"({"quant_method": "compressed-tensors", "config_groups": {"group_0":
      {"weights": {"num_bits": 8, "type": "float", "strategy": "channel"}}}})") ==
        WeightFormat::fp8);
  CHECK(format(R"({"quant_method": "compressed-tensors", "config_groups": {"group_0":
      {"weights": {"num_bits": 4, "type": "float", "group_size": 16}}}})") == WeightFormat::nvfp4);
}

TEST_CASE("quantisation: an unknown scheme is refused by name") {
  try {
    quantised(R"({"quant_method": "quux"})");
    FAIL("expected an InputError");
  } catch (const InputError& error) {
    CHECK(error.diagnostics()[0].code == "unknown-quantization");
    CHECK(error.diagnostics()[0].got == "'quux'");
  }
}

TEST_CASE("quantisation: ignore lists decide by part") {
  const Model experts_only = quantised(R"({"quant_method": "compressed-tensors", "config_groups":
      {"group_0": {"weights": {"num_bits": 4, "type": "int", "group_size": 32,
      "symmetric": true}}}, "ignore": ["lm_head", "re:.*self_attn.*"]})");
  CHECK(experts_only.native_parts[Part::attention] == WeightFormat::bf16);
  CHECK(experts_only.native_parts[Part::routed_experts] == WeightFormat::int4_g32_sym);

  // Norms and routers are never quantised: naming them says nothing about their neighbours.
  const Model all = quantised(R"({"quant_method": "fp8", "modules_to_not_convert":
      ["model.layers.0.self_attn.q_norm", "model.layers.0.mlp.gate", "lm_head"]})");
  CHECK(all.native_parts[Part::attention] == WeightFormat::fp8);
  CHECK(all.native_parts[Part::routed_experts] == WeightFormat::fp8);

  // One layer of four is an exception, three of four are the rule.
  const Model one = quantised(R"({"quant_method": "modelopt", "quant_algo": "NVFP4", "ignore":
      ["model.layers.0.self_attn*"]})");
  CHECK(one.native_parts[Part::attention] == WeightFormat::nvfp4);
  const Model most = quantised(R"({"quant_method": "modelopt", "quant_algo": "NVFP4", "ignore":
      ["model.layers.0.self_attn*", "model.layers.1.self_attn*", "model.layers.2.self_attn*"]})");
  CHECK(most.native_parts[Part::attention] == WeightFormat::bf16);
  CHECK(most.native_parts[Part::routed_experts] == WeightFormat::nvfp4);
}

TEST_CASE("quantisation: layers listed one by one") {
  const Model model = quantised(R"({"quant_algo": "MIXED_PRECISION", "quant_method": "modelopt",
      "quantized_layers": {"model.layers.0.self_attn.q_proj": {"quant_algo": "FP8"},
      "model.layers.0.mlp.experts": {"quant_algo": "NVFP4"}}})");
  CHECK(model.native_parts[Part::attention] == WeightFormat::fp8);
  CHECK(model.native_parts[Part::routed_experts] == WeightFormat::nvfp4);
  CHECK(model.native_parts[Part::lm_head] == WeightFormat::bf16);
}

TEST_CASE("quantisation: as the publishers ship them") {
  const Model& v4 = built_in_model("deepseek-v4-pro");
  CHECK(v4.native_parts[Part::routed_experts] == WeightFormat::mxfp4);
  CHECK(v4.native_parts[Part::attention] == WeightFormat::fp8_block);
  const Model& kimi = built_in_model("kimi-k2.5");
  CHECK(kimi.native_parts[Part::routed_experts] == WeightFormat::int4_g32_sym);
  CHECK(kimi.native_parts[Part::attention] == WeightFormat::bf16);
  CHECK(kimi.native_parts[Part::shared_experts] == WeightFormat::bf16);
  CHECK(kimi.native_parts[Part::dense_ffn] == WeightFormat::bf16);
  const Model& oss = built_in_model("gpt-oss-20b");
  CHECK(oss.native_format == WeightFormat::mxfp4);
  CHECK(oss.native_parts[Part::attention] == WeightFormat::bf16);
  CHECK(built_in_model("llama-3.3-70b").native_format == WeightFormat::bf16);
}
