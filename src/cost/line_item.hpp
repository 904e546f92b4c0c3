// SPDX-License-Identifier: Apache-2.0
// A line of a bill: quantity times unit price, and why it is there.
#pragma once

#include "core/units.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rackrate::cost {

enum class Group {
  api,
  gpus,
  idle,
  redundancy,
  people,
  updates,
  power,
  facility,
  storage,
  network,
  support,
  overflow
};

/// monthly = quantity x unit_price, always.
struct LineItem {
  Group group = Group::api;
  std::string item;  ///< "GPUs, busy", "uncached input"
  double quantity = 0;
  std::string unit;  ///< "GPU-hours", "million tokens", "engineer-months"
  Usd unit_price = Usd::zero();
  std::string why;     ///< where quantity and price come from, in one sentence
  std::string source;  ///< price row or assumption ids
  Usd monthly() const { return unit_price * quantity; }
};

/// Sum in line order.
Usd total(const std::vector<LineItem>& lines);
Usd total(const std::vector<LineItem>& lines, Group group);
std::string_view name(Group group);

}  // namespace rackrate::cost
