// SPDX-License-Identifier: Apache-2.0
// text_prices.cpp and json_prices.cpp.
#include "report/prices.hpp"

#include "io/json_value.hpp"
#include "unit/report/sample_plan.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using io::Json;

namespace {

catalog::TokenPrice price(catalog::TokenClass token_class, double per_million) {
  catalog::TokenPrice out;
  out.token_class = token_class;
  out.price = UsdPerToken::per_million(per_million);
  out.provenance = {"https://example.org/prices", test::day_of(2026, 8, 1), Confidence::high};
  return out;
}

catalog::Offer offer() {
  catalog::Offer out;
  out.model = "llama-3.3-70b";
  out.provider = "deepinfra";
  out.region = "global";
  catalog::TokenPrice long_input = price(catalog::TokenClass::input, 0.4);
  long_input.context.from = Tokens::count(128'000);
  out.tiers[catalog::ServiceTier::standard] = {price(catalog::TokenClass::input, 0.2), long_input,
                                               price(catalog::TokenClass::output, 0.6)};
  out.tiers[catalog::ServiceTier::batch] = {price(catalog::TokenClass::input, 0.1)};
  return out;
}

catalog::GpuPrice gpu() {
  catalog::GpuPrice out;
  out.gpu = "h100-sxm";
  out.provider = "aws";
  out.instance = "p5.48xlarge";
  out.quoted = catalog::InstancePrice{UsdPerHour::per_hour(55.04), 8};
  out.host_included = false;
  out.provenance = {"https://example.org/gpu", test::day_of(2026, 6, 15), Confidence::high};
  return out;
}

bool has(const std::string& page, std::string_view text) {
  return page.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("the list shows short-context standard prices and a GPU price per GPU") {
  const catalog::Offer one = offer();
  const catalog::GpuPrice other = gpu();
  const report::PriceBook book{{&one}, {&other}, test::day_of(2026, 10, 15)};
  const std::string page = report::text_price_list(book, {});
  CHECK(has(page, "llama-3.3-70b  deepinfra  global   0.20    0.60  2026-08-01  batch"));
  CHECK(has(page, "6.88"));  // 55.04 / 8
  CHECK(has(page, "host not included"));
}

TEST_CASE("the details show every price with its condition, source and date") {
  const catalog::Offer one = offer();
  const report::PriceBook book{{&one}, {}, test::day_of(2026, 10, 15)};
  const std::string page = report::text_price_details(book, {});
  CHECK(has(page, "input above 128,000"));
  CHECK(has(page, "https://example.org/prices"));
  CHECK(has(page, "batch"));
}

TEST_CASE("prices as JSON") {
  const catalog::Offer one = offer();
  const catalog::GpuPrice other = gpu();
  const report::PriceBook book{{&one}, {&other}, test::day_of(2026, 10, 15)};
  const Json document = Json::parse(report::json_prices(book, test::sample_stamp()));
  CHECK(document["schema"] == "rackrate.prices/1");
  CHECK(document["api"][0]["prices"].size() == 4);
  CHECK(document["api"][0]["prices"][1]["context_from_tokens"] == 128'000);
  CHECK(document["api"][0]["prices"][0]["context_from_tokens"].is_null());
  CHECK(document["gpu"][0]["usd_per_gpu_hour"] == doctest::Approx(6.88));
  CHECK(document["gpu"][0]["sold_in_gpus"] == 8);
}
