// SPDX-License-Identifier: Apache-2.0
#include "decide/used_by.hpp"

#include "cost/self_host.hpp"

namespace rackrate::decide {

void mark_used(Register& assumptions, const std::vector<Priced>& options,
               const std::vector<Response>& responses) {
  for (const Priced& priced : options) {
    if (!priced.stated && priced.bill > Usd::zero()) {
      assumptions.mark_used("api.price_drift", priced.option.id);
    }
    if (!priced.own) {
      continue;
    }
    for (std::size_t part = 0; part < cost::part_count; ++part) {
      for (const std::string_view id :
           cost::terms_of(static_cast<cost::Part>(part), priced.own->supply.owned())) {
        assumptions.mark_used(id, priced.option.id);
      }
    }
  }
  for (const Response& response : responses) {
    const bool of_demand = response.assumption.starts_with("traffic.");
    assumptions.mark_used(response.assumption, of_demand ? "demand" : "capacity");
  }
}

}  // namespace rackrate::decide
