// SPDX-License-Identifier: Apache-2.0
// The build of an owned GPU-hour: 10 % discount and residual, PUE 1.54, load 80 %, 12.56 c/kWh,
// 184.06 $/kW-month, support 5 % a year; to the hundredth of a cent.
#include "cost/gpu_rate.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::cost;

namespace {

Terms usual_terms() {
  Terms t;
  t.life_years = 5;
  t.residual_fraction = 0.10;
  t.wacc_fraction = 0.10;
  t.support_fraction = 0.05;
  t.server_uplift = 1.33;
  t.load_factor_fraction = 0.8;
  t.pue = 1.54;
  t.power_price = 0.1256;
  t.colo_price = 184.06;
  t.node_overhead = 1.8;
  return t;
}

GpuRate build(double price, double kw, const Terms& t = usual_terms(),
              catalog::PurchaseBasis basis = catalog::PurchaseBasis::with_server) {
  static catalog::Accelerator gpu;
  static catalog::PurchasePrice purchase;
  gpu.node_power = Kilowatts::kw(kw);
  purchase.basis = basis;
  purchase.each = Estimate<Usd>::exact(Usd::dollars(price));
  Supply supply;
  supply.gpu = &gpu;
  supply.purchase = &purchase;
  return gpu_rate(supply, t);
}

}  // namespace

TEST_CASE("owned H100, H200 and B200 per hour") {
  const GpuRate h100 = build(40'000, 1.275);
  CHECK(h100.hire.in_per_hour() == doctest::Approx(1.1298).epsilon(5e-5));
  CHECK(h100.power.in_per_hour() == doctest::Approx(0.1973).epsilon(2e-4));
  CHECK(h100.facility.in_per_hour() == doctest::Approx(0.3215).epsilon(2e-4));
  CHECK(h100.support.in_per_hour() == doctest::Approx(0.2283).epsilon(2e-4));
  CHECK(h100.all().in_per_hour() == doctest::Approx(1.8768).epsilon(3e-5));
  CHECK(build(46'000, 1.275).all().in_per_hour() == doctest::Approx(2.0805).epsilon(3e-5));
  CHECK(build(55'000, 1.79).all().in_per_hour() == doctest::Approx(2.5957).epsilon(3e-5));
}

TEST_CASE("shorter lives and free money") {
  Terms t = usual_terms();
  t.life_years = 4;
  CHECK(build(40'000, 1.275, t).all().in_per_hour() == doctest::Approx(2.0892).epsilon(3e-5));
  t.life_years = 3;
  CHECK(build(40'000, 1.275, t).all().in_per_hour() == doctest::Approx(2.4453).epsilon(3e-5));
  t.life_years = 5;
  t.wacc_fraction = 0;
  CHECK(build(40'000, 1.275, t).all().in_per_hour() == doctest::Approx(1.5690).epsilon(3e-5));
}

TEST_CASE("the price of a card alone is raised by the server's share, that of a server is not") {
  const Terms t = usual_terms();
  CHECK(build(30'000, 1, t, catalog::PurchaseBasis::gpu_only).upfront.in_dollars() ==
        doctest::Approx(39'900));
  CHECK(build(39'900, 1, t).upfront.in_dollars() == doctest::Approx(39'900));
}

TEST_CASE("rent is the price per GPU of an instance, in whole instances") {
  catalog::Accelerator gpu;
  catalog::GpuPrice price;
  price.provider = "aws";
  price.instance = "p5.48xlarge";
  price.quoted = catalog::InstancePrice{UsdPerHour::per_hour(55.04), 8};
  Supply supply;
  supply.gpu = &gpu;
  supply.rent = &price;
  Terms t = usual_terms();
  t.gpu_price_factor = 0.5;
  const GpuRate rate = gpu_rate(supply, t);
  CHECK(rate.hire.in_per_hour() == doctest::Approx(3.44));
  CHECK(rate.all() == rate.hire);
  CHECK(rate.sold_in == 8);
  CHECK(describe(supply) == "aws p5.48xlarge, on_demand");
}

TEST_CASE("node power is the catalog's, or the board's with an overhead") {
  catalog::Accelerator gpu;
  gpu.power = Kilowatts::watts(700);
  const Terms t = usual_terms();
  CHECK(node_power(gpu, t).in_kw() == doctest::Approx(1.26));
  gpu.node_power = Kilowatts::kw(1.275);
  CHECK(node_power(gpu, t).in_kw() == 1.275);
}

TEST_CASE("boards on a common base are bought by the node, cards one at a time") {
  catalog::Accelerator gpu;
  catalog::PurchasePrice purchase;
  purchase.each = Estimate<Usd>::exact(Usd::dollars(30'000));
  Supply supply;
  supply.gpu = &gpu;
  supply.purchase = &purchase;
  gpu.max_per_node = 8;
  gpu.link = catalog::Link::nvlink;
  CHECK(gpu_rate(supply, usual_terms()).sold_in == 8);
  gpu.link = catalog::Link::pcie;
  CHECK(gpu_rate(supply, usual_terms()).sold_in == 1);
}
