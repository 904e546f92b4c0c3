// SPDX-License-Identifier: Apache-2.0
#include "cost/self_host.hpp"

#include "catalog/profile.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::cost;

namespace {

struct Rented {
  catalog::Accelerator gpu;
  catalog::GpuPrice price;
  Supply supply;

  explicit Rented(double per_hour, int sold_in = 1) {
    price.provider = "a cloud";
    price.provenance.source = "price list";
    price.quoted = catalog::PerGpuPrice{UsdPerHour::per_hour(per_hour), sold_in};
    supply.gpu = &gpu;
    supply.rent = &price;
  }
};

FleetSize three_and_one() {
  FleetSize fleet;
  fleet.replicas = 3;
  fleet.spare_replicas = 1;
  fleet.gpus_per_replica = 2;
  fleet.busy_replicas = 1.5;
  fleet.weights = Bytes::gb(70);
  fleet.served = Tokens::millions(10'000);
  fleet.output = Tokens::millions(2'000);
  return fleet;
}

Amount of(const Amounts& a, Part part) { return a[static_cast<std::size_t>(part)]; }

double dollars(const Amounts& a, Part part) { return of(a, part).monthly().in_dollars(); }

}  // namespace

TEST_CASE("every line of a rented fleet, by hand") {
  const Rented rented(2.50);
  const Terms t = terms(catalog::load_profile("default"));
  const Amounts a = self_host_amounts(three_and_one(), gpu_rate(rented.supply, t), t);
  CHECK(dollars(a, Part::busy) == doctest::Approx(1.5 * 2 * 730 * 2.50));
  CHECK(dollars(a, Part::idle) == doctest::Approx(1.5 * 2 * 730 * 2.50));
  CHECK(dollars(a, Part::spare) == doctest::Approx(2 * 730 * 2.50));
  CHECK(dollars(a, Part::failed) == 0);
  CHECK(dollars(a, Part::power) == 0);
  CHECK(dollars(a, Part::engineers) == doctest::Approx(250'000.0 / 12));
  CHECK(dollars(a, Part::on_call) == doctest::Approx(0.5 * 250'000 / 12));
  // 4 versions a year of 1.5 weeks: half a week a month at 250,000 / 52.
  CHECK(dollars(a, Part::update_work) == doctest::Approx(2403.846).epsilon(1e-6));
  CHECK(dollars(a, Part::evaluation) == doctest::Approx(4.0 / 12 * 24 * 2.50));
  CHECK(dollars(a, Part::weights) == doctest::Approx(0.070 * 4 * 80));
  // Two versions of 70 GB and 10 G tokens x 5 bytes.
  CHECK(dollars(a, Part::objects) == doctest::Approx((0.140 + 0.050) * 23));
  CHECK(dollars(a, Part::egress) == doctest::Approx(0.4 * 90));
  CHECK(dollars(a, Part::gateway) == doctest::Approx(25));
}

TEST_CASE("lines sum to the total exactly, each with item, unit, reason and source") {
  const Rented rented(2.50, 8);
  const Terms t = terms(catalog::load_profile("default"));
  const std::vector<LineItem> lines = self_host_lines(three_and_one(), rented.supply, t);
  const Amounts a = self_host_amounts(three_and_one(), gpu_rate(rented.supply, t), t);
  CHECK(total(lines) == total(a));
  for (const LineItem& line : lines) {
    CAPTURE(line.item);
    CHECK_FALSE(line.item.empty());
    CHECK_FALSE(line.unit.empty());
    CHECK_FALSE(line.why.empty());
    CHECK_FALSE(line.source.empty());
  }
  CHECK(total(lines, Group::people) == Usd::dollars(250'000.0 / 12) * 1.5);
}

TEST_CASE("GPUs are paid for in whole instances; the rest of an instance is idle") {
  const Rented rented(1.0, 8);
  const Terms t = terms(catalog::load_profile("default"));
  FleetSize fleet = three_and_one();
  CHECK(gpus_paid_for(fleet, 1) == 8);
  CHECK(gpus_paid_for(fleet, 8) == 8);
  fleet.replicas = 4;
  CHECK(gpus_paid_for(fleet, 8) == 16);
  const Amounts a = self_host_amounts(fleet, gpu_rate(rented.supply, t), t);
  CHECK(of(a, Part::idle).quantity == doctest::Approx((16 - 3 - 2) * 730.0));
}

TEST_CASE("an owned fleet pays capital, power, space, support and failures for every GPU") {
  catalog::Accelerator gpu;
  gpu.node_power = Kilowatts::kw(1.275);
  catalog::PurchasePrice purchase;
  purchase.basis = catalog::PurchaseBasis::with_server;
  purchase.each = Estimate<Usd>::exact(Usd::dollars(40'000));
  Supply supply;
  supply.gpu = &gpu;
  supply.purchase = &purchase;
  const Terms t = terms(catalog::load_profile("default"));
  const Amounts a = self_host_amounts(three_and_one(), gpu_rate(supply, t), t);
  const double hire = dollars(a, Part::busy) + dollars(a, Part::idle) + dollars(a, Part::spare);
  CHECK(hire == doctest::Approx(8 * 730 * 1.1298).epsilon(5e-5));
  CHECK(dollars(a, Part::power) == doctest::Approx(8 * 730 * 0.1973).epsilon(2e-4));
  CHECK(dollars(a, Part::facility) == doctest::Approx(8 * 1.275 * 184.06));
  CHECK(dollars(a, Part::support) == doctest::Approx(8 * 40'000 * 0.05 / 12));
  CHECK(dollars(a, Part::failed) ==
        doctest::Approx(8 * 730 * 1.1298 * 0.04 * 14 / 365).epsilon(1e-4));
}

TEST_CASE("usage 1 of allocation 4 is a quarter busy, and idle is never free") {
  // OpenCost's example: a workload that uses $1 of a $4 allocation; it beats an API at $2 from a
  // utilisation of one half.
  const Rented rented(4.0 / 730);
  Terms t;
  FleetSize fleet;
  fleet.replicas = 1;
  fleet.busy_replicas = 0.25;
  const Amounts a = self_host_amounts(fleet, gpu_rate(rented.supply, t), t);
  CHECK(dollars(a, Part::busy) == doctest::Approx(1));
  CHECK(total(a).in_dollars() == doctest::Approx(4));
  const double api_at_this_use = 2 * fleet.busy_replicas / 0.5;
  CHECK(total(a).in_dollars() == doctest::Approx(api_at_this_use * 4));
}

TEST_CASE("dollars per million tokens at full load is the hourly price over tokens an hour") {
  // 1.69 $/h at 1,000 tokens/s per GPU: 0.469444 $/M.
  const UsdPerHour hourly = UsdPerHour::per_hour(1.69);
  const Tokens in_an_hour = TokensPerSecond::per_second(1000) * hour;
  CHECK((hourly * hour / in_an_hour).in_per_million() == doctest::Approx(0.469444).epsilon(1e-6));
}

TEST_CASE("all prices times k are all costs times k") {
  const Register r = catalog::load_profile("default");
  const Terms t = terms(r);
  Terms scaled = t;
  const double k = 3;
  for (double Terms::*price : {&Terms::loaded_cost, &Terms::object_price, &Terms::block_price,
                               &Terms::egress_price, &Terms::gateway}) {
    scaled.*price *= k;
  }
  const Rented one(2.5);
  const Rented three(7.5);
  const Usd before = total(self_host_amounts(three_and_one(), gpu_rate(one.supply, t), t));
  const Usd after =
      total(self_host_amounts(three_and_one(), gpu_rate(three.supply, scaled), scaled));
  CHECK(after.in_dollars() == doctest::Approx(k * before.in_dollars()));
}

TEST_CASE("no traffic costs no egress and no logs") {
  const Rented rented(2.5);
  const Terms t = terms(catalog::load_profile("default"));
  FleetSize fleet = three_and_one();
  fleet.served = Tokens::zero();
  fleet.output = Tokens::zero();
  fleet.busy_replicas = 0;
  const Amounts a = self_host_amounts(fleet, gpu_rate(rented.supply, t), t);
  CHECK(dollars(a, Part::egress) == 0);
  CHECK(dollars(a, Part::busy) == 0);
  CHECK(of(a, Part::objects).quantity == doctest::Approx(0.140));
}

TEST_CASE("a higher price never lowers a cost") {
  const Register base = catalog::load_profile("default");
  const Rented rented(2.5);
  for (const TermRow& row : term_rows) {
    const Assumption& a = base.assumption(row.id);
    if (a.unit.substr(0, 3) != "usd") {
      continue;
    }
    CAPTURE(a.id);
    const Terms low = terms(base.with(row.id, a.low));
    const Terms high = terms(base.with(row.id, a.high));
    CHECK(total(self_host_amounts(three_and_one(), gpu_rate(rented.supply, low), low)) <=
          total(self_host_amounts(three_and_one(), gpu_rate(rented.supply, high), high)));
  }
}

TEST_CASE("every part names register entries that exist") {
  const Register r = catalog::load_profile("default");
  for (std::size_t part = 0; part < part_count; ++part) {
    for (const bool owned : {false, true}) {
      for (const std::string_view id : terms_of(static_cast<Part>(part), owned)) {
        CHECK(r.has(id));
      }
    }
  }
}
