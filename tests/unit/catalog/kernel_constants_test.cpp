// SPDX-License-Identifier: Apache-2.0
#include "catalog/kernel_constants.hpp"

#include "catalog/embedded.hpp"
#include "catalog/engine.hpp"
#include "support/diagnostic_of.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::catalog;

namespace {

io::Source embedded(std::string_view name) {
  return io::Source::from_static(std::string(name), *embedded_file(name));
}

const KernelTable& table() {
  static const KernelTable loaded = load_kernels(embedded("kernels.toml"));
  return loaded;
}

}  // namespace

TEST_CASE("kernels: published fits of the H100") {
  const KernelConstants* const h100 = find_kernels(table(), "h100-sxm");
  REQUIRE(h100 != nullptr);
  CHECK(h100->gemm.at("bf16").fixed == Seconds::us(3.5));
  CHECK(h100->gemm.at("bf16").memory_fraction == 0.87);
  CHECK(h100->gemm.at("fp8").compute_fraction == 0.536);
  CHECK(h100->decode_attention_fraction == 0.936);
  CHECK(h100->decode_attention_fp8_fraction == 0.822);
  CHECK(h100->all_reduce_latency.at(8) == Seconds::us(5.3));
  CHECK(h100->all_reduce_bandwidth.at(4) == BytesPerSecond::gb_per_second(325.3));
  CHECK(h100->moe.count("fp8") == 0);  // an untuned kernel, left out
}

TEST_CASE("kernels: every accelerator has its own or borrows; `measured` says which") {
  for (const Accelerator& gpu : load_accelerators(embedded("accelerators.toml"))) {
    CAPTURE(gpu.id);
    const bool own = find_kernels(table(), gpu.id) != nullptr;
    CHECK(own == gpu.measured);
    const Borrowed* const row = find_borrowed(table(), gpu);
    CHECK((own || row != nullptr));
    if (!own && row != nullptr) {
      CHECK(find_kernels(table(), row->kernels) != nullptr);
      CHECK(row->error_factor > 1);
    }
  }
}

TEST_CASE("kernels: links are scaled from the nominal rate of the card they were timed on") {
  const auto gpus = load_accelerators(embedded("accelerators.toml"));
  for (const auto& [id, row] : table().borrowed) {
    CAPTURE(id);
    const Accelerator* const timed = find_accelerator(gpus, row.links);
    REQUIRE(timed != nullptr);
    CHECK(row.link_rate / timed->link_bandwidth == doctest::Approx(1).epsilon(0.01));
  }
}

TEST_CASE("kernels: every engine has speed constants") {
  for (const Engine& engine : load_engines(embedded("engines.toml"))) {
    CAPTURE(engine.id);
    const EngineConstants* const constants = find_engine_constants(table(), engine.id);
    REQUIRE(constants != nullptr);
    CHECK(constants->serial_fraction.has_value() == (engine.batching == Batching::slots));
    CHECK(constants->whole_model.empty() == (engine.batching == Batching::continuous));
    CHECK_FALSE(constants->provenance.source.empty());
  }
}

TEST_CASE("kernels: a row like another keeps what it does not name") {
  const EngineConstants* const base = find_engine_constants(table(), "llama.cpp");
  const EngineConstants* const ollama = find_engine_constants(table(), "ollama");
  CHECK(ollama->serial_fraction == base->serial_fraction);
  CHECK(ollama->whole_model.size() == base->whole_model.size());
  CHECK(ollama->tpot_error_factor > base->tpot_error_factor);
}

TEST_CASE("kernels: faults are found with their place") {
  const auto fault = [](std::string text) {
    return test::diagnostic_of([&] { load_kernels(io::Source::from_text("k.toml", text)); });
  };
  CHECK(fault("[[accelerator]]\nid = \"x\"\nsource = \"s\"\nas_of = 2026-01-01\n").code ==
        "missing-row");
  CHECK(fault("[[borrow]]\nfor = [\"a\"]\nkernels = \"b\"\nlinks = \"\"\nlinks_gb_s = 1\n"
              "error_factor = 1\nwhy = \"w\"\n")
            .code == "unknown-gpu");
  CHECK(fault("[[acelerator]]\n").code == "unknown-key");
}
