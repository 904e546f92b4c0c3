// SPDX-License-Identifier: Apache-2.0
#include "decide/build_options.hpp"

#include "core/units_format.hpp"

#include <fmt/format.h>

#include <utility>

namespace rackrate::decide {
namespace {

constexpr double months_of(Term term) {
  return term == Term::reserved_36mo ? 36 : term == Term::reserved_12mo ? 12 : 0;
}

std::string fleet_title(int replicas, int spares, const sizing::Deployment& deployment) {
  const std::string count =
      spares > 0 ? fmt::format("{}+{}", replicas, spares) : fmt::format("{}", replicas);
  return fmt::format("{} replica{} of {}", count, replicas + spares == 1 ? "" : "s",
                     describe(deployment));
}

void add_commitment(Option& option, Term term, const cost::FleetSize& fleet, const SelfHosting& own,
                    const Point& point) {
  const cost::GpuRate rate = cost::gpu_rate(own.supply, point.terms);
  const int gpus = cost::gpus_paid_for(fleet, rate.sold_in);
  if (rate.owned) {
    option.upfront = rate.upfront * gpus;
    option.notes.push_back(fmt::format("{} GPUs bought for {}", gpus, format_usd(*option.upfront)));
  } else if (months_of(term) > 0) {
    option.notes.push_back(fmt::format("commits {} over {} months, used or not",
                                       format_usd(rate.hire * month * gpus * months_of(term)),
                                       months_of(term)));
  }
}

cost::LineItem overflow_line(const cost::ApiBill& host, double share, Tokens tokens) {
  cost::LineItem line;
  line.group = cost::Group::overflow;
  line.item = fmt::format("overflow to {}", host.offer->provider);
  line.quantity = tokens.in_millions() * share;
  line.unit = "million tokens";
  line.unit_price = host.monthly() / tokens.in_millions();
  line.why = fmt::format("{} of the load does not fit the base; at the mean price of this mix",
                         format_percent(share));
  line.source = host.lines.front().source;
  return line;
}

}  // namespace

void settle(Priced& priced, Tokens monthly_tokens) {
  Option& option = priced.option;
  option.monthly = Estimate<Usd>::exact(cost::total(option.lines));
  option.per_token = option.monthly.value / monthly_tokens;
}

Priced as_is_option(const AsIs& as_is) {
  Priced p;
  p.option.id = "as_is";
  p.option.kind = OptionKind::as_is;
  p.option.title = as_is.title;
  p.option.lines = as_is.lines;
  p.option.notes = as_is.notes;
  p.bill = cost::total(as_is.lines);
  p.stated = as_is.stated;
  return p;
}

Priced chosen_host_option(const cost::ApiBill& bill) {
  Priced p;
  p.option.id = "api.chosen";
  p.option.kind = OptionKind::api;
  p.option.title = fmt::format("{}, same weights", bill.offer->provider);
  p.option.lines = bill.lines;
  p.option.notes = bill.notes;
  p.bill = bill.monthly();
  return p;
}

Priced cheapest_host_option(const Hosts& hosts) {
  Priced p = chosen_host_option(hosts.bills.front());
  p.option.id = "api.cheapest";
  const std::size_t count = hosts.bills.size();
  if (count > 1) {
    const cost::ApiBill& median = hosts.bills[count / 2];
    const cost::ApiBill& dearest = hosts.bills.back();
    p.option.notes.push_back(fmt::format("cheapest of {} offers; median {} ({}), dearest {} ({})",
                                         count, format_usd(median.monthly()),
                                         median.offer->provider, format_usd(dearest.monthly()),
                                         dearest.offer->provider));
  }
  return p;
}

Priced self_host_option(const Chosen& chosen, const Load& load, const Point& point) {
  const cost::FleetSize fleet = fleet_for_peak(chosen.own, load, point);
  Priced p;
  p.own = chosen.own;
  Option& option = p.option;
  option.id = chosen.term == Term::on_demand ? "self_host.rented"
                                             : fmt::format("self_host.{}", name(chosen.term));
  option.kind = OptionKind::self_host;
  const serving::Fleet& served = chosen.candidate->fleet;
  option.title = fleet_title(fleet.replicas, fleet.spare_replicas, served.fit.deployment);
  option.lines = cost::self_host_lines(fleet, chosen.own.supply, point.terms);
  option.fleet = served;
  option.notes.push_back(cost::describe(chosen.own.supply));
  add_commitment(option, chosen.term, fleet, chosen.own, point);
  return p;
}

std::optional<Priced> hybrid_option(const std::vector<Chosen>& owns, const cost::ApiBill& host,
                                    const Load& load, const Point& point) {
  const Usd bill = host.monthly();
  const Chosen* base = nullptr;
  Mix best;
  for (const Chosen& chosen : owns) {
    const Mix mix = best_hybrid(chosen.own, bill, load, point);
    if (mix.machines > 0 && (base == nullptr || mix.monthly < best.monthly)) {
      base = &chosen;
      best = mix;
    }
  }
  if (base == nullptr) {
    return std::nullopt;
  }
  const cost::FleetSize fleet = fleet_of_base(base->own, best.machines, load, point);
  Priced p;
  p.own = base->own;
  p.bill = bill;
  p.base_replicas = best.machines;
  Option& option = p.option;
  option.id = "hybrid";
  option.kind = OptionKind::hybrid;
  const serving::Fleet& served = base->candidate->fleet;
  option.title =
      fmt::format("{} + overflow to {}", fleet_title(best.machines, 0, served.fit.deployment),
                  host.offer->provider);
  option.lines = cost::self_host_lines(fleet, base->own.supply, point.terms);
  option.lines.push_back(overflow_line(host, best.overflow_fraction, load.total));
  option.fleet = served;
  option.fleet->replicas_for_peak = best.machines;
  option.fleet->spare_replicas = 0;
  option.fleet->at_peak = served.capacity.at_limit;
  option.notes.push_back(cost::describe(base->own.supply) +
                         "; the API takes what does not fit, failures included");
  add_commitment(option, base->term, fleet, base->own, point);
  return p;
}

}  // namespace rackrate::decide
