// SPDX-License-Identifier: Apache-2.0
#include "catalog/model_config.hpp"

#include "catalog/parameters.hpp"
#include "support/model_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace rackrate;
using namespace rackrate::catalog;
using rackrate::test::built_in_model;
using rackrate::test::model_of;

namespace {

// The group with attention of this kind; a test fails on a null.
template <class Kind>
const Kind* attention_of(const Model& model) {
  for (const LayerGroup& group : model.layers) {
    if (const Kind* found = std::get_if<Kind>(&group.attention)) {
      return found;
    }
  }
  return nullptr;
}

template <class Kind>
int layers_with(const Model& model) {
  int count = 0;
  for (const LayerGroup& group : model.layers) {
    count += std::holds_alternative<Kind>(group.attention) ? group.count : 0;
  }
  return count;
}

InputError failure(const std::string& config) {
  try {
    model_of(config);
  } catch (const InputError& error) {
    return error;
  }
  FAIL("expected an InputError");
  return InputError(ExitCode::usage, Diagnostic{});
}

}  // namespace

// Totals as Hugging Face and the model cards state them.
TEST_CASE("config: published totals of families that the catalog has no row for") {
  CHECK(parameter_count(model_of(R"({"model_type": "qwen2", "hidden_size": 896,
      "num_hidden_layers": 24, "num_attention_heads": 14, "num_key_value_heads": 2,
      "intermediate_size": 4864, "vocab_size": 151936, "max_position_embeddings": 32768,
      "tie_word_embeddings": true})")) == 494032768);
  CHECK(parameter_count(model_of(R"({"model_type": "phi", "hidden_size": 2560,
      "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": null,
      "intermediate_size": 10240, "vocab_size": 51200, "max_position_embeddings": 2048})")) ==
        2779683840);
  CHECK(parameter_count(model_of(R"({"model_type": "gemma2", "hidden_size": 2304,
      "num_hidden_layers": 26, "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256,
      "intermediate_size": 9216, "vocab_size": 256000, "max_position_embeddings": 8192,
      "sliding_window": 4096})")) == 2614341888);
  CHECK(parameter_count(model_of(R"({"model_type": "gemma3_text", "hidden_size": 1152,
      "num_hidden_layers": 26, "num_attention_heads": 4, "num_key_value_heads": 1, "head_dim": 256,
      "intermediate_size": 6912, "vocab_size": 262144, "max_position_embeddings": 32768,
      "sliding_window": 512, "sliding_window_pattern": 6})")) == 999885952);
  const std::string glm = R"(", "hidden_size": 4096, "num_hidden_layers": 40,
      "num_attention_heads": 32, "num_key_value_heads": 2, "head_dim": 128,
      "intermediate_size": 13696, "vocab_size": 151552, "max_position_embeddings": 32768})";
  CHECK(parameter_count(model_of(R"({"model_type": "glm4)" + glm)) == 9400279040);
  CHECK(parameter_count(model_of(R"({"model_type": "glm)" + glm)) == 9399951360);
}

TEST_CASE("config: DeepSeek V2 with and without a query rank") {
  const std::string rest = R"("kv_lora_rank": 512, "qk_nope_head_dim": 128,
      "qk_rope_head_dim": 64, "v_head_dim": 128, "n_shared_experts": 2, "num_experts_per_tok": 6,
      "first_k_dense_replace": 1, "vocab_size": 102400, "max_position_embeddings": 163840})";
  const Model lite = model_of(R"({"model_type": "deepseek_v2", "hidden_size": 2048,
      "num_hidden_layers": 27, "num_attention_heads": 16, "q_lora_rank": null,
      "intermediate_size": 10944, "moe_intermediate_size": 1408, "n_routed_experts": 64, )" +
                              rest);
  CHECK(parameter_count(lite) == 15706484224);
  CHECK_FALSE(attention_of<Mla>(lite)->q_lora_rank);
  const Model full = model_of(R"({"model_type": "deepseek_v2", "hidden_size": 5120,
      "num_hidden_layers": 60, "num_attention_heads": 128, "q_lora_rank": 1536,
      "intermediate_size": 12288, "moe_intermediate_size": 1536, "n_routed_experts": 160, )" +
                              rest);
  CHECK(parameter_count(full) == 235741434880);
}

TEST_CASE("config: the sparse published configs of Gemma 3 take the defaults of their class") {
  const Model model = model_of(R"({"model_type": "gemma3", "vision_config": {}, "text_config":
      {"model_type": "gemma3_text", "hidden_size": 2560, "intermediate_size": 10240,
       "num_hidden_layers": 34, "sliding_window": 1024}})");
  CHECK(parameter_count(model) == 3880263168);
  CHECK(model.context.as_count() == 131072);
  CHECK(model.tied_embeddings);
  CHECK(model.multimodal);
  REQUIRE(model.notes.size() == 1);
  CHECK(model.notes[0].find("towers") != std::string::npos);
  CHECK(layers_with<WindowAttention>(model) == 29);
  CHECK(layers_with<FullAttention>(model) == 5);
}

TEST_CASE("config: windows") {
  const auto window_layers = [](const std::string& extra) {
    return layers_with<WindowAttention>(
        model_of(R"({"model_type": "qwen2", "hidden_size": 64, "num_hidden_layers": 8,
        "num_attention_heads": 4, "intermediate_size": 128, "vocab_size": 100,
        "max_position_embeddings": 4096)" +
                 extra + "}"));
  };
  CHECK(window_layers("") == 0);
  CHECK(window_layers(R"(, "sliding_window": null)") == 0);
  CHECK(window_layers(R"(, "sliding_window": 512, "use_sliding_window": false)") == 0);
  CHECK(window_layers(R"(, "sliding_window": 512, "use_sliding_window": true,
                          "max_window_layers": 6)") == 2);
  CHECK(window_layers(R"(, "sliding_window": 4096)") == 0);  // as long as the context
  const Model& gemma = built_in_model("gemma-2-9b");
  CHECK(layers_with<WindowAttention>(gemma) == 21);
  CHECK(attention_of<WindowAttention>(gemma)->window.as_count() == 4096);
  const Model& oss = built_in_model("gpt-oss-120b");
  CHECK(layers_with<WindowAttention>(oss) == 18);
  CHECK(attention_of<WindowAttention>(oss)->window.as_count() == 128);
  const Model& scout = built_in_model("llama-4-scout");
  CHECK(layers_with<FullAttention>(scout) == 12);
  CHECK(attention_of<WindowAttention>(scout)->chunked);
}

TEST_CASE("config: latent, sparse and compressed attention") {
  const Model& v3 = built_in_model("deepseek-v3");
  CHECK(layers_with<Mla>(v3) == 61);
  CHECK_FALSE(attention_of<Mla>(v3)->sparse);
  CHECK(v3.mtp->layers == 1);
  const Mla* v32 = attention_of<Mla>(built_in_model("deepseek-v3.2"));
  CHECK(v32->sparse);
  CHECK(v32->indexer->head_dim == 128);
  CHECK(v32->indexer->top.as_count() == 2048);
  // 21 of the 78 layers of GLM 5.2 have an indexer of their own.
  int own = 0;
  for (const LayerGroup& group : built_in_model("glm-5.2").layers) {
    own += std::get<Mla>(group.attention).indexer ? group.count : 0;
    CHECK(std::get<Mla>(group.attention).sparse);
  }
  CHECK(own == 21);
  const Model& v4 = built_in_model("deepseek-v4-flash");
  CHECK(layers_with<CompressedAttention>(v4) == 43);
  CHECK(attention_of<CompressedAttention>(v4)->window.as_count() == 128);
  CHECK_FALSE(v4.notes.empty());
}

TEST_CASE("config: hybrids") {
  const Model& qwen = built_in_model("qwen3.5-397b-a17b");
  CHECK(layers_with<LinearState>(qwen) == 45);
  CHECK(layers_with<FullAttention>(qwen) == 15);
  const Model& nano = built_in_model("nemotron-3-nano-30b-a3b");
  CHECK(layers_with<LinearState>(nano) == 23);
  CHECK(layers_with<FullAttention>(nano) == 6);
  CHECK(layers_with<NoAttention>(nano) == 23);
  const Model& kimi = built_in_model("kimi-linear-48b-a3b");
  CHECK(layers_with<LinearState>(kimi) == 20);
  CHECK(layers_with<Mla>(kimi) == 7);
}

TEST_CASE("config: a different value width and heads per kind of layer") {
  const Model& mimo = built_in_model("mimo-v2-flash");
  CHECK(attention_of<FullAttention>(mimo)->v_head_dim == 128);
  CHECK(attention_of<FullAttention>(mimo)->head_dim == 192);
  CHECK(attention_of<FullAttention>(mimo)->kv_heads == 4);
  CHECK(attention_of<WindowAttention>(mimo)->heads.kv_heads == 8);
  const Model& gemma = built_in_model("gemma-4-31b");
  CHECK(attention_of<FullAttention>(gemma)->head_dim == 512);
  CHECK_FALSE(attention_of<FullAttention>(gemma)->value_projection);
  CHECK(attention_of<WindowAttention>(gemma)->heads.kv_heads == 16);
}

TEST_CASE("config: an unknown architecture names itself, the known ones and the nearest") {
  const InputError error = failure("{\n  \"model_type\": \"lama\"\n}");
  REQUIRE(error.diagnostics().size() == 1);
  const Diagnostic& d = error.diagnostics()[0];
  CHECK(d.code == "unknown-architecture");
  CHECK(d.where.file == "m/config.json");
  CHECK(d.where.line == 2);
  CHECK(d.where.column == 17);
  CHECK(d.got == "'lama'");
  CHECK(d.expected.find("qwen3_moe") != std::string::npos);
  CHECK(d.hint.find("'llama'") != std::string::npos);
  CHECK(d.hint.find("GGUF") != std::string::npos);
  CHECK(error.code() == ExitCode::usage);
}

TEST_CASE("config: every fault is reported, with its position") {
  const InputError error = failure(R"({"model_type": "llama", "hidden_size": "4096",
  "num_hidden_layers": 0, "num_attention_heads": 32, "intermediate_size": 14336,
  "max_position_embeddings": 8192})");
  std::string codes;
  for (const Diagnostic& d : error.diagnostics()) {
    CHECK_FALSE(missing_slot(d));
    codes += d.field + " " + d.code + "\n";
  }
  CHECK(codes.find("config.hidden_size wrong-kind") != std::string::npos);
  CHECK(codes.find("config.num_hidden_layers out-of-range") != std::string::npos);
  CHECK(codes.find("config.vocab_size missing-key") != std::string::npos);
}

TEST_CASE("config: lists of the wrong length and heads that do not divide") {
  CHECK(failure(R"({"model_type": "gpt_oss", "hidden_size": 64, "num_hidden_layers": 4,
      "num_attention_heads": 4, "intermediate_size": 64, "vocab_size": 100,
      "max_position_embeddings": 128, "num_local_experts": 4, "num_experts_per_tok": 2,
      "sliding_window": 16, "layer_types": ["full_attention"]})")
            .diagnostics()[0]
            .field == "config.layer_types");
  CHECK(failure(R"({"model_type": "llama", "hidden_size": 100, "num_hidden_layers": 4,
      "num_attention_heads": 3, "intermediate_size": 64, "vocab_size": 100,
      "max_position_embeddings": 128})")
            .diagnostics()[0]
            .expected.find("head_dim") != std::string::npos);
}

TEST_CASE("config: absurd sizes are refused before they overflow") {
  const InputError error = failure(R"({"model_type": "mixtral", "hidden_size": 9000000000000000000,
      "num_hidden_layers": 1000000, "num_attention_heads": 4, "intermediate_size": 64,
      "vocab_size": 100, "max_position_embeddings": 128, "num_local_experts": 8,
      "num_experts_per_tok": 9})");
  CHECK(error.diagnostics().size() >= 3);
}
