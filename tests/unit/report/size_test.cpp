// SPDX-License-Identifier: Apache-2.0
// text_size.cpp and json_size.cpp, on the real catalog.
#include "report/size.hpp"

#include "io/json_value.hpp"
#include "unit/report/sample_plan.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using io::Json;

namespace {

// A 70 B model on two GPUs that can hold it and one that cannot.
report::SizeAnswer answer(const catalog::Catalog& catalog) {
  const catalog::Model& model = catalog::require_model(catalog.models, "llama-3.3-70b");
  const Tokens input = Tokens::count(1000);
  const Tokens output = Tokens::count(200);
  report::SizeAnswer out{&model,
                         {input, Tokens::zero(), output, input, output, input + output, false},
                         {Seconds::seconds(1), Seconds::ms(50), 2, 1.3},
                         {catalog::WeightFormat::bf16, catalog::WeightFormat::int4_g128},
                         {}};
  for (const char* gpu : {"h200", "l40s", "t4"}) {
    for (const catalog::WeightFormat format : out.formats) {
      const sizing::Search search{gpu, std::nullopt, format, std::nullopt};
      for (const auto& candidate : sizing::candidates(model, catalog, search, out.mix.longest)) {
        report::SizeRow row{candidate, 0, sizing::Infeasible{"tpot", "38 ms", "60 ms"}};
        if (const sizing::Fit* fit = row.fit()) {
          row.concurrency = sizing::concurrency(*fit, input);
          row.capacity = serving::capacity(
              *fit, serving::step_model(fit->deployment, catalog.kernels), out.mix, out.slo);
        }
        out.rows.push_back(row);
      }
    }
  }
  return out;
}

}  // namespace

TEST_CASE("every row has the keys of the contract; a prediction has an interval or is null") {
  const catalog::Catalog catalog = catalog::load_catalog();
  const Json document = Json::parse(report::json_size(answer(catalog), test::sample_stamp()));
  CHECK(document["schema"] == "rackrate.size/1");
  CHECK(document["model"]["id"] == "llama-3.3-70b");
  // 70.55 B parameters at 2 bytes: the checkpoint is published as 141.1 GB.
  CHECK(document["weights"][0]["weights_bytes"].get<double>() ==
        doctest::Approx(141.1e9).epsilon(0.002));
  CHECK(document["weights"][1]["weights_bytes"].get<double>() ==
        doctest::Approx(40e9).epsilon(0.02));
  int usable = 0;
  int misfits = 0;
  for (const Json& fit : document["fits"]) {
    for (const char* key :
         {"gpu", "n_gpus", "tp", "pp", "engine", "weight_format", "kv_format", "weights_bytes",
          "reserve_bytes", "kv_bytes", "kv_tokens", "max_context_tokens", "concurrency", "tpot_ms",
          "ttft_ms", "output_tokens_per_s", "usable", "why"}) {
      CHECK_MESSAGE(fit.contains(key), key);
    }
    CHECK_FALSE(fit["why"].get<std::string>().empty());
    if (fit["usable"] == true) {
      ++usable;
      for (const char* key : {"tpot_ms", "ttft_ms", "output_tokens_per_s"}) {
        CHECK(fit[key]["low"] <= fit[key]["value"]);
        CHECK(fit[key]["value"] <= fit[key]["high"]);
      }
    } else {
      CHECK(fit["tpot_ms"].is_null());
      misfits += fit["weights_bytes"].is_null() ? 1 : 0;
    }
  }
  CHECK(usable > 0);
  CHECK(misfits > 0);  // 16 bits on T4
}

TEST_CASE("the short page has one line a GPU, the long one memory and speed of each deployment") {
  const catalog::Catalog catalog = catalog::load_catalog();
  const std::string brief = report::text_size(answer(catalog), false, {});
  CHECK(brief.find("Weights     bf16 141 GB   int4_g128 39.8 GB") != std::string::npos);
  CHECK(brief.find("  h200     2x") != std::string::npos);
  CHECK(brief.find("KV tokens") == std::string::npos);
  const std::string full = report::text_size(answer(catalog), true, {});
  CHECK(full.find("KV tokens") != std::string::npos);
  CHECK(full.find("Does not fit") != std::string::npos);
}
