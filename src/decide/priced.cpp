// SPDX-License-Identifier: Apache-2.0
#include "decide/priced.hpp"

#include "core/error.hpp"

namespace rackrate::decide {

Usd cost_at(const Priced& priced, const Load& load, const Point& point) {
  switch (priced.option.kind) {
    case OptionKind::as_is:
    case OptionKind::api: return priced.stated ? priced.bill : api_cost(priced.bill, point);
    case OptionKind::self_host: return self_host_cost(*priced.own, load, point);
    case OptionKind::hybrid:
      return hybrid_cost(*priced.own, priced.base_replicas, priced.bill, load, point);
  }
  check(false, "an option of no kind");
  return Usd::zero();
}

const Priced* cheapest_of(const std::vector<Priced>& options, OptionKind kind, bool allowed) {
  const Priced* best = nullptr;
  for (const Priced& priced : options) {
    if (priced.option.kind == kind && !(allowed && priced.option.excluded_by) &&
        (best == nullptr || priced.option.monthly.value < best->option.monthly.value)) {
      best = &priced;
    }
  }
  return best;
}

const Priced* comparator(const std::vector<Priced>& options) {
  const Priced* const host = cheapest_of(options, OptionKind::api, false);
  return host != nullptr ? host : cheapest_of(options, OptionKind::as_is, false);
}

}  // namespace rackrate::decide
