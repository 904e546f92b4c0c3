// SPDX-License-Identifier: Apache-2.0
// A month of self-hosting: every part a quantity times a price, idle capacity, spares, people and
// updates among them.
#pragma once

#include "cost/gpu_rate.hpp"
#include "cost/line_item.hpp"
#include "cost/terms.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace rackrate::cost {

/// What a fleet is and does, without how it is paid for.
struct FleetSize {
  int replicas = 0;        ///< that serve the load
  int spare_replicas = 0;  ///< beyond those
  int gpus_per_replica = 1;
  double busy_replicas = 0;        ///< mean over the month, <= replicas
  Bytes weights = Bytes::zero();   ///< of one copy of the model
  Tokens served = Tokens::zero();  ///< per month, input and output
  Tokens output = Tokens::zero();  ///< per month
};

enum class Part {
  busy,
  idle,
  spare,
  failed,
  power,
  facility,
  support,
  engineers,
  on_call,
  update_work,
  evaluation,
  weights,
  objects,
  egress,
  gateway
};
inline constexpr std::size_t part_count = 15;

struct Amount {
  double quantity = 0;
  Usd unit_price = Usd::zero();
  Usd monthly() const { return unit_price * quantity; }
};

/// One amount per part; those that do not occur have quantity 0.
using Amounts = std::array<Amount, part_count>;

/// GPUs of the whole fleet, in whole instances as they are sold.
int gpus_paid_for(const FleetSize& fleet, int sold_in);

Amounts self_host_amounts(const FleetSize& fleet, const GpuRate& rate, const Terms& terms);
Usd total(const Amounts& amounts);

/// The same amounts as lines with their reasons; their sum is total(amounts) exactly.
std::vector<LineItem> self_host_lines(const FleetSize& fleet, const Supply& supply,
                                      const Terms& terms);

/// Ids of the register that a part reads, in order.
std::vector<std::string_view> terms_of(Part part, bool owned);

}  // namespace rackrate::cost
