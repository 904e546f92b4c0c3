// SPDX-License-Identifier: Apache-2.0
#include "cost/line_item.hpp"

namespace rackrate::cost {

Usd total(const std::vector<LineItem>& lines) {
  Usd sum = Usd::zero();
  for (const LineItem& line : lines) {
    sum += line.monthly();
  }
  return sum;
}

Usd total(const std::vector<LineItem>& lines, Group group) {
  Usd sum = Usd::zero();
  for (const LineItem& line : lines) {
    if (line.group == group) {
      sum += line.monthly();
    }
  }
  return sum;
}

std::string_view name(Group group) {
  switch (group) {
    case Group::api: return "api";
    case Group::gpus: return "gpus";
    case Group::idle: return "idle";
    case Group::redundancy: return "redundancy";
    case Group::people: return "people";
    case Group::updates: return "updates";
    case Group::power: return "power";
    case Group::facility: return "facility";
    case Group::storage: return "storage";
    case Group::network: return "network";
    case Group::support: return "support";
    case Group::overflow: return "overflow";
  }
  return "api";
}

}  // namespace rackrate::cost
