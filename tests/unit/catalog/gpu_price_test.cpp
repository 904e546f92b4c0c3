// SPDX-License-Identifier: Apache-2.0
#include "catalog/gpu_price.hpp"

#include "catalog/embedded.hpp"

#include <doctest/doctest.h>

#include <set>
#include <type_traits>

using namespace rackrate;
using namespace rackrate::catalog;

namespace {

const std::vector<Accelerator>& gpus() {
  static const std::vector<Accelerator> loaded = load_accelerators(
      io::Source::from_static("accelerators.toml", *embedded_file("accelerators.toml")));
  return loaded;
}

const std::vector<GpuPrice>& all() {
  static const std::vector<GpuPrice> loaded = load_gpu_prices(
      io::Source::from_static("gpu_prices.csv", *embedded_file("gpu_prices.csv")), gpus());
  return loaded;
}

std::vector<double> hourly(const GpuPriceFilter& filter) {
  std::vector<double> found;
  for (const GpuPrice* const price : select(all(), filter)) {
    found.push_back(price->per_gpu().in_per_hour());
  }
  return found;
}

double cheapest(const GpuPriceFilter& filter) {
  const auto found = hourly(filter);
  REQUIRE_FALSE(found.empty());
  return found.front();
}

constexpr const char* header =
    "gpu,provider,instance,region,term,basis,gpus_per_instance,host_included,price_usd_per_hour,"
    "source,as_of,confidence\n";

// An instance price is no price per GPU, and nothing converts one into the other.
static_assert(!std::is_convertible_v<InstancePrice, PerGpuPrice>);
static_assert(!std::is_convertible_v<InstancePrice, UsdPerHour>);
static_assert(!std::is_convertible_v<PerGpuPrice, UsdPerHour>);

}  // namespace

TEST_CASE("gpu prices: enough of them, each with source and date") {
  CHECK(all().size() >= 96);
  std::set<std::string> providers;
  for (const GpuPrice& price : all()) {
    CAPTURE(price.gpu);
    CAPTURE(price.provider);
    providers.insert(price.provider);
    CHECK_FALSE(price.provenance.source.empty());
    CHECK(to_string(price.provenance.as_of).starts_with("202"));
    CHECK(price.per_gpu().in_per_hour() > 0.2);
    CHECK(price.per_gpu().in_per_hour() < 20);
  }
  for (const char* const name : {"aws", "gcp", "azure", "oci", "lambda", "coreweave", "runpod",
                                 "nebius", "verda", "vast", "crusoe"}) {
    CAPTURE(name);
    CHECK(providers.contains(name));
  }
}

// Vendor price lists of 2026-06-15 and the SkyPilot catalog, as published.
TEST_CASE("gpu prices: spot values") {
  const auto at = [](const char* gpu, GpuTerm term, const char* provider) {
    return cheapest({gpu, term, provider, "", true});
  };
  CHECK(at("h100-sxm", GpuTerm::on_demand, "aws") == doctest::Approx(6.88));
  CHECK(at("h100-sxm", GpuTerm::reserved_36mo, "aws") == doctest::Approx(2.9722));
  CHECK(at("h100-sxm", GpuTerm::on_demand, "azure") == doctest::Approx(12.29));
  CHECK(at("h100-sxm", GpuTerm::on_demand, "gcp") == doctest::Approx(9.7966));
  CHECK(at("h100-sxm", GpuTerm::on_demand, "coreweave") == doctest::Approx(6.155));
  CHECK(at("h100-sxm", GpuTerm::on_demand, "scaleway") == doctest::Approx(3.30));
  CHECK(at("h100-sxm", GpuTerm::on_demand, "lambda") == doctest::Approx(3.99));
  CHECK(at("h100-sxm", GpuTerm::spot, "verda") == doctest::Approx(0.8015));
  CHECK(at("h200", GpuTerm::on_demand, "aws") == doctest::Approx(7.912));
  CHECK(at("b200", GpuTerm::on_demand, "aws") == doctest::Approx(14.2416));
  CHECK(at("b200", GpuTerm::reserved_12mo, "gcp") == doctest::Approx(11.1159));
  CHECK(at("b200", GpuTerm::on_demand, "nebius") == doctest::Approx(5.50));
  CHECK(at("a100-80-sxm", GpuTerm::reserved_12mo, "aws") == doctest::Approx(2.1752));
  CHECK(at("l40s", GpuTerm::committed_6mo, "runpod") == doctest::Approx(0.731));
  CHECK(at("l4", GpuTerm::reserved_36mo, "aws") == doctest::Approx(0.3694));
  CHECK(at("a10g", GpuTerm::spot, "aws") == doctest::Approx(0.30));
  CHECK(at("mi300x", GpuTerm::on_demand, "tensorwave") == doctest::Approx(1.50));
  CHECK(at("rtx-4090", GpuTerm::on_demand, "runpod") == doctest::Approx(0.34));
  CHECK(at("b300", GpuTerm::on_demand, "verda") == doctest::Approx(6.99));
}

TEST_CASE("gpu prices: an instance price divides by its GPUs") {
  const std::vector<GpuPrice> prices = load_gpu_prices(
      io::Source::from_text("p.csv",
                            std::string(header) +
                                "p5,x,big,r,on_demand,per_instance,8,1,55.04,s,2026-06-15,high\n"
                                "h100,x,,r,on_demand,per_gpu,8,1,10,s,2026-06-15,high\n"),
      gpus());
  CHECK(prices[0].gpu == "h100-sxm");
  CHECK(prices[0].per_gpu().in_per_hour() == doctest::Approx(6.88));
  CHECK(prices[0].sold_in() == 8);
  CHECK(std::holds_alternative<InstancePrice>(prices[0].quoted));
  CHECK(prices[1].per_gpu().in_per_hour() == 10);
  CHECK(prices[1].sold_in() == 8);
}

TEST_CASE("gpu prices: one GPU and eight of them cost the same each where a provider sells both") {
  const auto nebius = hourly({"h100-sxm", GpuTerm::on_demand, "nebius", "", false});
  REQUIRE(nebius.size() == 2);
  CHECK(nebius[0] == doctest::Approx(nebius[1]));
}

TEST_CASE("gpu prices: rows without the host stay out of comparisons unless asked for") {
  CHECK(hourly({"h100-sxm", GpuTerm::on_demand, "gcp", "", false}).empty());
  CHECK(hourly({"h100-sxm", GpuTerm::on_demand, "gcp", "", true}).size() == 1);
  // Ten providers: 2.29 2.95 3.29 3.30 3.99 4.39 6.155 6.88 10 12.29.
  const auto h100 = spread(all(), {"h100-sxm", GpuTerm::on_demand, "", "", false});
  REQUIRE(h100.has_value());
  CHECK(h100->providers == 10);
  CHECK(h100->cheapest->provider == "verda");
  CHECK(h100->cheapest->per_gpu().in_per_hour() == doctest::Approx(2.29));
  CHECK(h100->median.in_per_hour() == doctest::Approx((3.99 + 4.39) / 2));
  CHECK(h100->dearest->provider == "azure");
  CHECK_FALSE(spread(all(), {"m4-max", GpuTerm::on_demand, "", "", false}).has_value());
}

TEST_CASE("gpu prices: longer commitment is never dearer at one provider") {
  for (const GpuPrice& price : all()) {
    if (price.term == GpuTerm::on_demand) {
      continue;
    }
    CAPTURE(price.gpu);
    CAPTURE(price.provider);
    const auto on_demand = hourly({price.gpu, GpuTerm::on_demand, price.provider, "", true});
    if (!on_demand.empty()) {
      CHECK(price.per_gpu().in_per_hour() < on_demand.back());
    }
  }
}

TEST_CASE("gpu prices: a bad row names file, line and column") {
  try {
    load_gpu_prices(
        io::Source::from_text("p.csv", std::string(header) +
                                           "h1000,x,,r,on_demand,per_gpu,1,1,2,s,2026-06-15,high\n"
                                           "h100,x,,r,hourly,per_gpu,0,2,free,s,2026-06-15,high\n"),
        gpus());
    FAIL("no error");
  } catch (const InputError& e) {
    CHECK(e.code() == ExitCode::stale_prices);
    std::set<std::string> codes;
    for (const Diagnostic& d : e.diagnostics()) {
      CHECK_FALSE(missing_slot(d).has_value());
      codes.insert(d.code);
    }
    CHECK(codes == std::set<std::string>{"unknown-gpu", "bad-value", "bad-number", "out-of-range"});
    CHECK(render(e.diagnostics()[0]).starts_with("p.csv:2:1: error: column 'gpu': expected"));
    CHECK(e.diagnostics().size() == 5);
  }
}
