// SPDX-License-Identifier: Apache-2.0
#include "catalog/purchase_price.hpp"

#include "catalog/embedded.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::catalog;

namespace {

std::vector<PurchasePrice> load(const io::Source& source) {
  return load_purchase_prices(
      source, load_accelerators(io::Source::from_static("accelerators.toml",
                                                        *embedded_file("accelerators.toml"))));
}

const std::vector<PurchasePrice>& all() {
  static const std::vector<PurchasePrice> loaded =
      load(io::Source::from_static("gpu_purchase.csv", *embedded_file("gpu_purchase.csv")));
  return loaded;
}

}  // namespace

TEST_CASE("purchase prices: street prices of mid-2026 and the published claim for used A100s") {
  const auto typical = [](const char* gpu, Condition condition, PurchaseBasis basis) {
    const PurchasePrice* const found = find_purchase(all(), gpu, condition, basis);
    REQUIRE(found != nullptr);
    return found->each.value.in_dollars();
  };
  CHECK(typical("h100-sxm", Condition::brand_new, PurchaseBasis::gpu_only) == 30'000);
  CHECK(typical("h200", Condition::brand_new, PurchaseBasis::gpu_only) == 35'000);
  CHECK(typical("b200", Condition::brand_new, PurchaseBasis::gpu_only) == 40'000);
  // Server and network uplift 1.33 on the street price.
  CHECK(typical("h100-sxm", Condition::brand_new, PurchaseBasis::with_server) ==
        doctest::Approx(30'000 * 1.33));
  CHECK(typical("a100-80-sxm", Condition::used, PurchaseBasis::gpu_only) == 10'000);
  CHECK(find_purchase(all(), "t4", Condition::used, PurchaseBasis::gpu_only) == nullptr);
}

TEST_CASE("purchase prices: every row has a range, a source and a date") {
  for (const PurchasePrice& price : all()) {
    CAPTURE(price.gpu);
    CHECK(price.each.low <= price.each.value);
    CHECK(price.each.value <= price.each.high);
    CHECK_FALSE(price.provenance.source.empty());
    CHECK(to_string(price.provenance.as_of).starts_with("202"));
  }
}

TEST_CASE("purchase prices: a typical price outside its range is refused") {
  CHECK_THROWS_AS(load(io::Source::from_text(
                      "p.csv",
                      "gpu,condition,low_usd,typical_usd,high_usd,basis,source,as_of,confidence\n"
                      "h100,new,30000,20000,40000,gpu_only,s,2026-01-01,low\n")),
                  InputError);
}
