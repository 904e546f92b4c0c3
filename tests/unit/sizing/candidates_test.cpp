// SPDX-License-Identifier: Apache-2.0
#include "sizing/candidates.hpp"

#include "support/deployments.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

using namespace rackrate;
using catalog::WeightFormat;

namespace {

std::vector<sizing::Candidate> search(std::string_view model, const sizing::Search& wanted) {
  const catalog::Catalog& all = test::embedded_catalog();
  return sizing::candidates(catalog::require_model(all.models, model), all, wanted,
                            Tokens::count(8192));
}

sizing::Search wanted(std::string gpu, std::optional<WeightFormat> weights = std::nullopt) {
  sizing::Search search;
  search.gpu = std::move(gpu);
  search.weights = weights;
  return search;
}

bool fits(const sizing::Candidate& candidate) {
  return std::holds_alternative<sizing::Fit>(candidate.outcome);
}

}  // namespace

TEST_CASE("the smallest size that fits and the next one up") {
  const auto found = search("llama-3.3-70b", wanted("h100-sxm", WeightFormat::bf16));
  REQUIRE(found.size() == 2);
  CHECK(found[0].deployment.tensor_parallel == 2);
  CHECK(found[1].deployment.tensor_parallel == 4);
  CHECK(fits(found[0]));
}

TEST_CASE("every size that fits, where speed may ask for more GPUs than memory does") {
  sizing::Search all = wanted("b200", WeightFormat::fp8);
  all.every_size = true;
  const auto found = search("llama-3.3-70b", all);
  REQUIRE(found.size() == 4);
  CHECK(found[3].deployment.tensor_parallel == 8);
  CHECK(fits(found[3]));
}

TEST_CASE("where nothing fits the largest size says why") {
  const auto found = search("deepseek-v3", wanted("t4"));
  REQUIRE(found.size() >= 1);
  CHECK_FALSE(fits(found[0]));
}

TEST_CASE("every accelerator is looked at, with an engine that runs on it") {
  const auto found = search("llama-3.1-8b", {});
  std::map<std::string, std::set<std::string>> engines;
  for (const sizing::Candidate& each : found) {
    engines[each.deployment.accelerator->id].insert(each.deployment.engine->id);
  }
  CHECK(engines.size() == test::embedded_catalog().accelerators.size());
  CHECK(engines["h100-sxm"] == std::set<std::string>{"vllm"});
  CHECK(engines["m3-max"] == std::set<std::string>{"llama.cpp"});
  // An 8B model runs on all of them.
  for (const auto& [gpu, names] : engines) {
    CAPTURE(gpu);
    CHECK(std::any_of(found.begin(), found.end(), [&](const sizing::Candidate& each) {
      return each.deployment.accelerator->id == gpu && fits(each);
    }));
  }
}

TEST_CASE("formats are those that save memory and that the hardware runs") {
  const auto formats = [](std::string_view model, const std::string& gpu) {
    std::set<WeightFormat> seen;
    for (const sizing::Candidate& each : search(model, wanted(gpu))) {
      seen.insert(each.deployment.weights);
    }
    return seen;
  };
  CHECK(formats("llama-3.3-70b", "h100-sxm") ==
        std::set{WeightFormat::bf16, WeightFormat::fp8, WeightFormat::int4_g128});
  CHECK(formats("llama-3.3-70b", "b200") == std::set{WeightFormat::bf16, WeightFormat::fp8,
                                                     WeightFormat::int4_g128, WeightFormat::nvfp4});
  CHECK(formats("gpt-oss-120b", "h100-sxm") == std::set{WeightFormat::mxfp4});
  CHECK(formats("llama-3.1-8b", "m3-max") ==
        std::set{WeightFormat::bf16, WeightFormat::q8_0, WeightFormat::q4_k_m});
  // Nothing is gained by widening a model published in 8 bit.
  CHECK(formats("deepseek-v3", "h200").count(WeightFormat::bf16) == 0);
}

TEST_CASE("batch limits shrink where the defaults leave no room") {
  // 70B in 16 bit takes 65.8 GiB of each of two H100; the default 1,024 sequences reserve 4.6 GiB
  // for the sampler, which leaves less than one request of 8,192 tokens.
  const auto found = search("llama-3.3-70b", wanted("h100-sxm", WeightFormat::bf16));
  REQUIRE(fits(found[0]));
  CHECK(found[0].deployment.tensor_parallel == 2);
  CHECK(found[0].deployment.settings.max_num_seqs == 256);
  CHECK(found[1].deployment.settings.max_num_seqs == 1024);
}

TEST_CASE("a size asked for is the only one tried") {
  sizing::Search three = wanted("h100-sxm", WeightFormat::bf16);
  three.tensor_parallel = 3;
  const auto found = search("llama-3.3-70b", three);
  REQUIRE(found.size() == 1);
  CHECK(std::get<sizing::Infeasible>(found[0].outcome).limit == "tensor parallel");
}

TEST_CASE("engines with slots split by layers") {
  sizing::Search slots = wanted("rtx-4090", WeightFormat::q4_k_m);
  slots.engine = "llama.cpp";
  const auto found = search("llama-3.3-70b", slots);
  REQUIRE(found.size() >= 1);
  REQUIRE(fits(found[0]));
  CHECK(found[0].deployment.tensor_parallel == 1);
  CHECK(found[0].deployment.pipeline_parallel == 2);
}
