// SPDX-License-Identifier: Apache-2.0
#include "cost/gpu_rate.hpp"

#include "core/error.hpp"
#include "cost/capital.hpp"

#include <fmt/format.h>

namespace rackrate::cost {
namespace {

// Boards wired to each other on one base (SXM, OAM) are bought with it, by the node of eight:
// https://www.nvidia.com/en-us/data-center/hgx/.
int bought_in(const catalog::Accelerator& gpu) {
  using enum catalog::Link;
  const bool on_a_base = gpu.link == nvlink || gpu.link == infinity_fabric || gpu.link == ethernet;
  return on_a_base && gpu.max_per_node == 8 ? 8 : 1;
}

// Formulas: power = IT kW x share of rated power x PUE x price; space on contracted (rated) kW;
// support as a share of the price per year.
GpuRate owned_rate(const Supply& supply, const Terms& t) {
  const bool complete = supply.purchase->basis == catalog::PurchaseBasis::with_server;
  GpuRate rate;
  rate.owned = true;
  rate.sold_in = bought_in(*supply.gpu);
  rate.upfront = supply.purchase->each.value * t.purchase_factor * (complete ? 1 : t.server_uplift);
  rate.hire = capital_per_hour({rate.upfront, t.residual_fraction, t.life_years, t.wacc_fraction});
  const Kilowatts rated = node_power(*supply.gpu, t);
  rate.power = rated * (t.load_factor_fraction * t.pue) * UsdPerKwh::per_kwh(t.power_price);
  rate.facility = Usd::dollars(rated.in_kw() * t.colo_price * 12) / year;
  rate.support = rate.upfront * t.support_fraction / year;
  return rate;
}

}  // namespace

Kilowatts node_power(const catalog::Accelerator& gpu, const Terms& terms) {
  return gpu.node_power.value_or(gpu.power * terms.node_overhead);
}

GpuRate gpu_rate(const Supply& supply, const Terms& terms) {
  check((supply.rent == nullptr) != (supply.purchase == nullptr), "either rented or bought");
  if (supply.owned()) {
    return owned_rate(supply, terms);
  }
  GpuRate rate;
  rate.hire = supply.rent->per_gpu() * terms.gpu_price_factor;
  rate.sold_in = supply.rent->sold_in();
  return rate;
}

std::string describe(const Supply& supply) {
  if (supply.owned()) {
    return fmt::format("bought {}", catalog::name(supply.purchase->condition));
  }
  const catalog::GpuPrice& rent = *supply.rent;
  std::string out = rent.provider;
  for (const std::string& part : {rent.instance, rent.region}) {
    out += part.empty() ? "" : " " + part;
  }
  return fmt::format("{}, {}", out, catalog::name(rent.term));
}

std::string source(const Supply& supply) {
  const Provenance& from = supply.owned() ? supply.purchase->provenance : supply.rent->provenance;
  return fmt::format("{} ({})", from.source, to_string(from.as_of));
}

}  // namespace rackrate::cost
