// SPDX-License-Identifier: Apache-2.0
#include "catalog/model_catalog.hpp"

#include "catalog/parameters.hpp"
#include "core/diagnostic.hpp"
#include "support/model_text.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace rackrate;
using namespace rackrate::catalog;
using rackrate::test::built_in_models;

namespace {

std::string found(std::string_view text) {
  const Model* model = find_model(built_in_models(), text);
  return model == nullptr ? "" : model->id;
}

constexpr std::string_view row = R"([[model]]
id = "tiny"
name = "Tiny"
aliases = ["org/tiny-chat"]
hugging_face = "org/Tiny"
licence = "mit"
released = "2025-01"
class = "small"
source = "https://example.org/config.json"
as_of = 2026-01-01
confidence = "high"
[model.config]
model_type = "llama"
hidden_size = 64
num_hidden_layers = 2
num_attention_heads = 4
intermediate_size = 128
vocab_size = 100
max_position_embeddings = 512
)";

std::string codes_of(const std::string& text) {
  try {
    load_models(io::Source::from_text("models.toml", text));
  } catch (const InputError& error) {
    std::string codes;
    for (const Diagnostic& d : error.diagnostics()) {
      CHECK_FALSE(missing_slot(d));
      codes += d.field + " " + d.code + "; ";
    }
    return codes;
  }
  return "";
}

}  // namespace

TEST_CASE("model catalog: the families people ask for are there, each row with its facts") {
  CHECK(built_in_models().size() >= 36);
  std::set<std::string> families;
  for (const Model& model : built_in_models()) {
    CAPTURE(model.id);
    families.insert(model.family);
    REQUIRE(model.provenance);
    CHECK(model.provenance->source.substr(0, 8) == "https://");
    CHECK(model.provenance->as_of > parse_date("2026-01-01").value());
    CHECK(model.context.as_count() >= 8192);
    CHECK_FALSE(model.layers.empty());
    CHECK(model.model_class);
    CHECK(found(model.id) == model.id);
    CHECK(found(model.hugging_face) == model.id);
  }
  CHECK(families.size() >= 20);
}

TEST_CASE("model catalog: ids, repositories and aliases in any case") {
  CHECK(found("llama-3.3-70b") == "llama-3.3-70b");
  CHECK(found("LLAMA-3.3-70B") == "llama-3.3-70b");
  CHECK(found("meta-llama/Llama-3.3-70B-Instruct") == "llama-3.3-70b");
  CHECK(found("llama3.3:70b") == "llama-3.3-70b");
  CHECK(found("llama-3.3-70b-versatile") == "llama-3.3-70b");
  CHECK(found("openai/gpt-oss-120b") == "gpt-oss-120b");
  CHECK(found("Qwen3 32B") == "qwen3-32b");
  CHECK(found("anthropic.claude") == "");
}

TEST_CASE("model catalog: names as hosts dress them") {
  CHECK(found("deepinfra/meta-llama/Llama-3.3-70B-Instruct-Turbo") == "llama-3.3-70b");
  CHECK(found("accounts/fireworks/models/llama-v3p3-70b-instruct") == "llama-3.3-70b");
  CHECK(found("accounts/fireworks/models/qwen3-235b-a22b") == "qwen3-235b-a22b");
  CHECK(found("RedHatAI/Llama-3.3-70B-Instruct-FP8-dynamic") == "llama-3.3-70b");
  CHECK(found("hugging-quants/Meta-Llama-3.1-8B-Instruct-AWQ-INT4") == "llama-3.1-8b");
  CHECK(found("google/gemma-3-27b-it") == "gemma-3-27b");
  CHECK(found("deepseek/deepseek-r1-0528") == "deepseek-r1");
  CHECK(found("zai-org/GLM-4.5-Air-FP8") == "glm-4.5-air");
  CHECK(found("MiniMaxAI/MiniMax-M2.5") == "minimax-m2.5");
  // Close is not enough.
  CHECK(found("llama-3.3-7b") == "");
  CHECK(found("llama") == "");
}

TEST_CASE("model catalog: bare names") {
  CHECK(bare_model_name("accounts/fireworks/models/llama-v3p1-8b-instruct") == "llama-3.1-8b");
  CHECK(bare_model_name("Qwen/Qwen3-235B-A22B-Instruct-2507-tput") == "qwen3-235b-a22b-2507");
  CHECK(bare_model_name("meta-llama/Meta-Llama-3.1-8B-Instruct") == "llama-3.1-8b");
  CHECK(bare_model_name("") == "");
  CHECK(bare_model_name("-instruct") == "");
}

TEST_CASE("model catalog: an unknown name gets a suggestion") {
  try {
    require_model(built_in_models(), "lama-3.3-70b");
    FAIL("expected an InputError");
  } catch (const InputError& error) {
    const Diagnostic& d = error.diagnostics()[0];
    CHECK(d.code == "unknown-model");
    CHECK(d.field == "--model");
    CHECK(d.got == "'lama-3.3-70b'");
    CHECK(d.hint.find("'llama-3.3-70b'") != std::string::npos);
    CHECK(error.code() == ExitCode::usage);
    CHECK_FALSE(missing_slot(d));
  }
  CHECK_THROWS_AS(require_model(built_in_models(), ""), InputError);
}

TEST_CASE("model catalog: a name two models share finds neither") {
  std::string two(row);
  two += R"([[model]]
id = "tiny-2"
name = "Tiny 2"
hugging_face = "other/Tiny"
licence = "mit"
released = "2025-01"
class = "small"
source = "https://example.org/config.json"
as_of = 2026-01-01
confidence = "high"
[model.config]
model_type = "llama"
hidden_size = 64
num_hidden_layers = 2
num_attention_heads = 4
intermediate_size = 128
vocab_size = 100
max_position_embeddings = 512
)";
  const auto models = load_models(io::Source::from_text("models.toml", two));
  CHECK(find_model(models, "third/tiny") == nullptr);
  CHECK(find_model(models, "tiny")->id == "tiny");
  CHECK(find_model(models, "other/tiny")->id == "tiny-2");
}

TEST_CASE("model catalog: faults in a row") {
  CHECK(codes_of(std::string(row)).empty());
  const auto with = [](const std::string& from, const std::string& to) {
    std::string text(row);
    text.replace(text.find(from), from.size(), to);
    return codes_of(text);
  };
  CHECK(with("as_of = 2026-01-01\n", "").find("as_of missing-key") != std::string::npos);
  CHECK(with("\"small\"", "\"tiny\"").find("class bad-value") != std::string::npos);
  CHECK(with("2025-01\"", "2025-13\"").find("released bad-date") != std::string::npos);
  CHECK(with("licence", "license").find("unknown-key") != std::string::npos);
  CHECK(with("hidden_size = 64", "hidden_size = -1").find("out-of-range") != std::string::npos);
  CHECK(with("vocab_size", "vocab").find("vocab_size missing-key") != std::string::npos);
  CHECK(with("[model.config]", "[model.other]").find("config missing-key") != std::string::npos);
  CHECK(codes_of(std::string(row) + std::string(row)).find("duplicate-id") != std::string::npos);
}
