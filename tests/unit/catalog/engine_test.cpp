// SPDX-License-Identifier: Apache-2.0
#include "catalog/engine.hpp"

#include "catalog/embedded.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace rackrate;
using namespace rackrate::catalog;

namespace {

const std::vector<Engine>& all() {
  static const std::vector<Engine> loaded =
      load_engines(io::Source::from_static("engines.toml", *embedded_file("engines.toml")));
  return loaded;
}

const Accelerator& gpu(std::string_view text) {
  static const std::vector<Accelerator> loaded = load_accelerators(
      io::Source::from_static("accelerators.toml", *embedded_file("accelerators.toml")));
  return require_accelerator(loaded, text);
}

const Engine& engine(std::string_view text) { return require_engine(all(), text); }

}  // namespace

TEST_CASE("engines: the seven, with operations effort as published") {
  CHECK(all().size() == 7);
  CHECK(engine("vLLM").effort == OperationsEffort::medium);
  CHECK(engine("sglang").id == "sglang");
  CHECK(engine("trt-llm").effort == OperationsEffort::high);
  CHECK(engine("TGI").effort == OperationsEffort::high);
  CHECK(engine("llama.cpp").effort == OperationsEffort::low);
  CHECK(engine("llamacpp").id == "llama.cpp");
  CHECK(engine("ollama").effort == OperationsEffort::low);
  CHECK(engine("LocalAI").effort == OperationsEffort::medium);
  for (const Engine& each : all()) {
    CAPTURE(each.id);
    CHECK(each.provenance.source.starts_with("https://"));
    CHECK_FALSE(each.best_for.empty());
    CHECK_FALSE(each.licence.empty());
    CHECK_FALSE(each.support.empty());
  }
}

// vllm/engine/arg_utils.py: 8192 and 1024 from 70 GiB up except on the A100, else 2048 and 256.
TEST_CASE("engines: vLLM's scheduler defaults follow the GPU") {
  CHECK(engine("vllm").default_limits(gpu("h100")).max_num_seqs == 1024);
  CHECK(engine("vllm").default_limits(gpu("h100")).max_num_batched_tokens == Tokens::count(8192));
  CHECK(engine("vllm").default_limits(gpu("a100")).max_num_seqs == 256);
  CHECK(engine("vllm").default_limits(gpu("l40s")).max_num_batched_tokens == Tokens::count(2048));
  CHECK(engine("vllm").default_limits(gpu("mi300x")).max_num_seqs == 1024);
  CHECK(engine("sglang").default_limits(gpu("b200")).max_num_batched_tokens ==
        Tokens::count(16384));
  CHECK(engine("sglang").default_limits(gpu("l4")).max_num_batched_tokens == Tokens::count(2048));
  CHECK(engine("vllm").memory_utilisation_fraction == 0.92);
  CHECK(engine("vllm").kv_block_tokens == 16);
  CHECK(engine("ollama").batching == Batching::slots);
  CHECK(engine("tgi").throughput_vs_vllm->low == 0.88);
  CHECK(engine("tgi").throughput_vs_vllm->high == 0.95);
  CHECK_FALSE(engine("sglang").throughput_vs_vllm.has_value());
}

TEST_CASE("engines: weight formats by architecture") {
  const Engine& vllm = engine("vllm");
  CHECK(vllm.supports(WeightFormat::fp8, gpu("h100")) == FormatSupport::native);
  CHECK(vllm.supports(WeightFormat::fp8, gpu("a100")) == FormatSupport::weight_only);
  CHECK(vllm.supports(WeightFormat::fp8, gpu("t4")) == FormatSupport::none);
  CHECK(vllm.supports(WeightFormat::nvfp4, gpu("b200")) == FormatSupport::native);
  CHECK(vllm.supports(WeightFormat::nvfp4, gpu("h100")) == FormatSupport::none);
  CHECK(vllm.supports(WeightFormat::int4_g32_sym, gpu("h100")) == FormatSupport::native);
  CHECK(vllm.supports(WeightFormat::q4_k_m, gpu("h100")) == FormatSupport::none);
  CHECK_FALSE(vllm.runs_on(gpu("m3-ultra")));
  CHECK(engine("llama.cpp").supports(WeightFormat::q4_k_m, gpu("m3-ultra")) ==
        FormatSupport::native);
  CHECK_FALSE(engine("trtllm").runs_on(gpu("mi300x")));
  CHECK_FALSE(engine("ollama").runs_on(gpu("gaudi-3")));
}

TEST_CASE("engines: every GPU of the catalog runs 16-bit or GGUF weights on some engine") {
  for (const Accelerator& each : load_accelerators(
           io::Source::from_static("accelerators.toml", *embedded_file("accelerators.toml")))) {
    CAPTURE(each.id);
    CHECK(std::any_of(all().begin(), all().end(), [&](const Engine& candidate) {
      return candidate.supports(WeightFormat::bf16, each) != FormatSupport::none;
    }));
  }
}

TEST_CASE("engines: an unknown name gets a suggestion") {
  try {
    require_engine(all(), "vlm");
    FAIL("no error");
  } catch (const InputError& e) {
    CHECK(render(e.diagnostics().front()) ==
          "rackrate: error: --engine: expected a serving engine, e.g. 'vllm', got 'vlm' "
          "[unknown-engine]\n  hint: did you mean 'vllm'?\n");
  }
}
