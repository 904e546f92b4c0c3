// SPDX-License-Identifier: Apache-2.0
// What an hour of one GPU costs: rented, or bought with power, space and support.
#pragma once

#include "catalog/accelerator.hpp"
#include "catalog/gpu_price.hpp"
#include "catalog/purchase_price.hpp"
#include "core/units.hpp"
#include "cost/terms.hpp"

#include <string>

namespace rackrate::cost {

/// Per GPU and hour, idle or busy. `hire` is rent, or the recovery of capital; the other parts are
/// zero where the rent includes them.
struct GpuRate {
  UsdPerHour hire = UsdPerHour::zero();
  UsdPerHour power = UsdPerHour::zero();
  UsdPerHour facility = UsdPerHour::zero();
  UsdPerHour support = UsdPerHour::zero();
  int sold_in = 1;  ///< GPUs come in multiples of this
  bool owned = false;
  Usd upfront = Usd::zero();  ///< all-in price of one owned GPU

  UsdPerHour all() const { return hire + power + facility + support; }
};

/// How the GPUs of a fleet are paid for. The rows belong to the catalog.
struct Supply {
  const catalog::Accelerator* gpu = nullptr;
  const catalog::GpuPrice* rent = nullptr;  ///< one of the two
  const catalog::PurchasePrice* purchase = nullptr;

  bool owned() const { return purchase != nullptr; }
};

GpuRate gpu_rate(const Supply& supply, const Terms& terms);

/// IT power of a node per GPU: the catalog's figure, or the board's power and an overhead.
Kilowatts node_power(const catalog::Accelerator& gpu, const Terms& terms);

/// "aws p5.48xlarge us-east-1, reserved_36mo", or "bought new".
std::string describe(const Supply& supply);

/// The price row's source and date.
std::string source(const Supply& supply);

}  // namespace rackrate::cost
