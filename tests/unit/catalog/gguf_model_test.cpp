// SPDX-License-Identifier: Apache-2.0
#include "catalog/gguf_model.hpp"

#include "catalog/parameters.hpp"
#include "core/diagnostic.hpp"
#include "support/gguf_bytes.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace rackrate;
using namespace rackrate::catalog;
using rackrate::test::GgufBytes;

namespace {

Model model_of(const GgufBytes& file) {
  return model_from_gguf(read_gguf(io::Source::from_text("tiny.gguf", file.bytes())), "tiny.gguf");
}

// One layer of 512 wide, 4 heads, 2 KV heads of 128.
GgufBytes llama(bool with_head) {
  GgufBytes file;
  file.text("general.architecture", "llama")
      .text("general.name", "Tiny Llama")
      .number("llama.block_count", 1)
      .number("llama.context_length", 8192)
      .number("llama.embedding_length", 512)
      .number("llama.feed_forward_length", 1024)
      .number("llama.attention.head_count", 4)
      .number("llama.attention.head_count_kv", 2)
      .texts("tokenizer.ggml.tokens", 1000)
      .tensor("token_embd.weight", {512, 1000}, 12)
      .tensor("output_norm.weight", {512}, 0)
      .tensor("blk.0.attn_q.weight", {512, 512}, 12)
      .tensor("blk.0.attn_k.weight", {512, 256}, 12)
      .tensor("blk.0.attn_v.weight", {512, 256}, 14)
      .tensor("blk.0.attn_output.weight", {512, 512}, 12)
      .tensor("blk.0.ffn_gate.weight", {512, 1024}, 12)
      .tensor("blk.0.ffn_up.weight", {512, 1024}, 12)
      .tensor("blk.0.ffn_down.weight", {1024, 512}, 14)
      .tensor("blk.0.attn_norm.weight", {512}, 0)
      .tensor("blk.0.ffn_norm.weight", {512}, 0);
  if (with_head) {
    file.tensor("output.weight", {512, 1000}, 14);
  }
  return file;
}

}  // namespace

TEST_CASE("gguf model: architecture, exact weights and mix") {
  const Model model = model_of(llama(true));
  CHECK(model.id == "tiny");
  CHECK(model.name == "Tiny Llama");
  CHECK(model.family == "llama");
  CHECK(model.context.as_count() == 8192);
  CHECK(model.vocab == 1000);
  CHECK_FALSE(model.tied_embeddings);
  CHECK(model.notes.empty());
  REQUIRE(model.published_parameters);
  CHECK(parameter_count(model) == *model.published_parameters);
  REQUIRE(model.exact_weights);
  // 144 bytes per 256 in Q4_K, 210 in Q6_K, 4 each in F32.
  const double q4 = (512 * 1000 + 512 * 512 * 2 + 512 * 256 + 512 * 1024 * 2) / 256.0 * 144;
  const double q6 = (512 * 256 + 1024 * 512 + 512 * 1000) / 256.0 * 210;
  CHECK(model.exact_weights->total.in_bytes() == q4 + q6 + 3 * 512 * 4);
  CHECK(is_gguf(model.native_format));
  REQUIRE(model.layers.size() == 1);
  CHECK(std::get<FullAttention>(model.layers[0].attention).kv_heads == 2);
  CHECK(std::get<FullAttention>(model.layers[0].attention).head_dim == 128);
}

TEST_CASE("gguf model: without an output matrix the head is the embedding") {
  const Model model = model_of(llama(false));
  CHECK(model.tied_embeddings);
  CHECK(parameter_count(model) == *model.published_parameters);
}

TEST_CASE("gguf model: tensors the metadata does not explain are pointed out") {
  const Model model = model_of(llama(true).tensor("extra.weight", {512, 4096}, 0));
  REQUIRE(model.notes.size() == 1);
  CHECK(model.notes[0].find("parameters") != std::string::npos);
}

TEST_CASE("gguf model: part of a split file gives no exact weights") {
  const Model model = model_of(llama(true).number("split.count", 3));
  CHECK_FALSE(model.exact_weights);
  CHECK(model.notes.size() == 1);
}

TEST_CASE("gguf model: experts and per-layer lists") {
  GgufBytes file;
  file.text("general.architecture", "gpt-oss")
      .number("gpt-oss.block_count", 24)
      .number("gpt-oss.context_length", 131072)
      .number("gpt-oss.embedding_length", 2880)
      .number("gpt-oss.expert_feed_forward_length", 2880)
      .numbers("gpt-oss.attention.head_count", std::vector<std::uint32_t>(24, 64))
      .numbers("gpt-oss.attention.head_count_kv", std::vector<std::uint32_t>(24, 8))
      .number("gpt-oss.attention.key_length", 64)
      .number("gpt-oss.attention.sliding_window", 128)
      .number("gpt-oss.expert_count", 32)
      .number("gpt-oss.expert_used_count", 4)
      .tensor("token_embd.weight", {2880, 201088}, 30)
      .tensor("output.weight", {2880, 201088}, 30);
  CHECK(parameter_count(model_of(file)) == 20914757184);
}

TEST_CASE("gguf model: what cannot be read says why") {
  try {
    model_of(GgufBytes().text("general.architecture", "lama"));
    FAIL("expected an InputError");
  } catch (const InputError& error) {
    const Diagnostic& d = error.diagnostics()[0];
    CHECK(d.code == "unknown-architecture");
    CHECK(d.hint.find("'llama'") != std::string::npos);
    CHECK_FALSE(missing_slot(d));
  }
  try {
    model_of(GgufBytes().text("general.architecture", "llama"));
    FAIL("expected an InputError");
  } catch (const InputError& error) {
    CHECK(error.diagnostics()[0].code == "missing-key");
    CHECK(error.diagnostics()[0].field == "metadata.hidden_size");
  }
}
