// SPDX-License-Identifier: Apache-2.0
#include "decide/make_plan.hpp"

#include "decide/build_options.hpp"
#include "decide/findings.hpp"
#include "decide/gates.hpp"
#include "decide/used_by.hpp"
#include "decide/verdict.hpp"

#include <algorithm>
#include <utility>

namespace rackrate::decide {
namespace {

Load load_of(const workload::Demand& demand) {
  return {demand.mean_rate, demand.peak_rate, demand.tokens.total(), demand.tokens.output,
          LoadCurve(demand.load_duration)};
}

Point base_point(const Register& assumptions) {
  Point point;
  point.terms = cost::terms(assumptions);
  return point;
}

std::vector<Chosen> own_machines(const Candidates& candidates, const Inputs& inputs,
                                 const Load& load, const Point& point) {
  std::vector<Chosen> owns;
  for (const Term term : terms_wanted(inputs.assumptions)) {
    if (std::optional<Chosen> chosen = cheapest(candidates, term, inputs, load, point)) {
      owns.push_back(std::move(*chosen));
    }
  }
  return owns;
}

// A range that belongs to the deployment or price in question replaces the profile's general one,
// unless the reader stated theirs.
void set_own_range(Register& assumptions, std::string_view id, double low_factor,
                   double high_factor) {
  const Assumption& a = assumptions.assumption(id);
  if (a.origin == Origin::profile) {
    assumptions.set_range(id, a.value * low_factor, a.value * high_factor);
  }
}

constexpr double least_rate = 0.05;  // of the prediction: a range ends above nothing

void narrow_ranges(Register& assumptions, const Priced& own) {
  const Estimate<RequestsPerSecond>& rate = own.own->per_replica;
  set_own_range(assumptions, "serving.rate_factor", std::max(least_rate, rate.low / rate.value),
                rate.high / rate.value);
  if (own.own->supply.owned()) {
    const Estimate<Usd>& price = own.own->supply.purchase->each;
    set_own_range(assumptions, "capital.gpu_price_factor", price.low / price.value,
                  price.high / price.value);
  }
}

/// Carries what the steps of a plan share.
class Planner {
 public:
  explicit Planner(Inputs inputs)
      : inputs_(std::move(inputs)),
        demand_(workload::demand(inputs_.workload, inputs_.assumptions)),
        load_(load_of(demand_)),
        point_(base_point(inputs_.assumptions)) {}

  Plan run() {
    check_gpu_provider(inputs_);
    price_api();
    price_own();
    for (Priced& priced : options_) {
      settle(priced, demand_.tokens.total());
    }
    own_ = cheapest_of(options_, OptionKind::self_host, false);
    api_ = comparator(options_);
    if (api_ != nullptr && !(api_->option.monthly.value > Usd::zero())) {
      api_ = nullptr;  // nothing is a share of nothing
    }
    if (own_ != nullptr) {
      narrow_ranges(inputs_.assumptions, *own_);
      responses_ = responses(inputs_, demand_, own_->option.fleet->fit);
    }
    if (own_ != nullptr && api_ != nullptr) {
      break_even_ = volume_crossings(*own_->own, api_->bill, load_, point_);
    }
    gates_ = gates({&inputs_, &demand_, &load_, own_, api_, break_even_ ? &*break_even_ : nullptr,
                    cheapest_of(options_, OptionKind::hybrid, false),
                    own_ == nullptr ? why_no_fleet(candidates_) : ""});
    exclude(gates_, options_);
    return weigh();
  }

 private:
  void price_api() {
    usage_ = cost::api_usage(inputs_.workload, demand_);
    AsIsOutcome today = as_is(inputs_, demand_);
    no_as_is_ = std::move(today.missing);
    if (today.as_is) {
      options_.push_back(as_is_option(*today.as_is));
    }
    hosts_ = hosts_of_model(inputs_, usage_);
    chosen_host_ = chosen_host(hosts_, inputs_);
    if (!hosts_.bills.empty()) {
      options_.push_back(cheapest_host_option(hosts_));
      if (chosen_host_ != nullptr && chosen_host_ != &hosts_.bills.front()) {
        options_.push_back(chosen_host_option(*chosen_host_));
      }
    }
  }

  void price_own() {
    candidates_ = qualify(inputs_, demand_);
    const std::vector<Chosen> owns = own_machines(candidates_, inputs_, load_, point_);
    if (!hosts_.bills.empty()) {
      if (auto hybrid = hybrid_option(owns, hosts_.bills.front(), load_, point_)) {
        options_.push_back(std::move(*hybrid));
      }
    }
    for (const Chosen& chosen : owns) {
      options_.push_back(self_host_option(chosen, load_, point_));
    }
  }

  Plan weigh() {
    const World world{&load_, point_, &inputs_.assumptions, &responses_};
    const Draws drawn = draws(options_, own_, api_, world);
    for (std::size_t i = 0; i < options_.size(); ++i) {
      options_[i].option.monthly = drawn.monthly[i];
    }
    Plan plan{.model = inputs_.model, .demand = demand_};
    if (own_ != nullptr && api_ != nullptr) {
      plan.sensitivities = sensitivities(*own_, *api_, world);
    }
    plan.break_even = break_even();
    plan.verdict = verdict({&options_, own_, api_, break_even_ ? &*break_even_ : nullptr, &drawn,
                            &plan.sensitivities, &gates_, &inputs_.assumptions, &load_});
    plan.findings =
        findings({&inputs_, &usage_, &hosts_, chosen_host_, &candidates_, no_as_is_, &options_,
                  &gates_, &responses_, own_, api_, &load_, &plan.verdict, point_});
    plan.gates = gates_;
    mark_used(inputs_.assumptions, options_, responses_);
    for (Priced& priced : options_) {
      plan.options.push_back(std::move(priced.option));
    }
    plan.draws = draw_count;
    plan.seed = draw_seed;
    plan.as_of = inputs_.as_of;
    plan.assumptions = std::move(inputs_.assumptions);
    plan.workload = std::move(inputs_.workload);
    return plan;
  }

  // The same crossings on the two axes people ask for.
  std::vector<BreakEven> break_even() const {
    if (!break_even_) {
      return {};
    }
    const double tokens_a_day = load_.total.as_count() / month.in_days();
    const double api_usd = api_->bill.in_dollars();
    std::vector<BreakEven> curves;
    for (const auto& [axis, here] :
         {std::pair{"tokens_per_day", tokens_a_day}, std::pair{"api_usd_per_month", api_usd}}) {
      BreakEven curve;
      curve.axis = axis;
      curve.against = api_->option.id;
      curve.here = here;
      curve.searched_from = here * break_even_->from_factor;
      curve.searched_to = here * break_even_->to_factor;
      for (Crossing crossing : break_even_->crossings) {
        crossing.at *= here;
        curve.crossings.push_back(crossing);
      }
      curves.push_back(std::move(curve));
    }
    return curves;
  }

  Inputs inputs_;
  workload::Demand demand_;
  Load load_;
  Point point_;
  cost::ApiUsage usage_;
  Hosts hosts_;
  const cost::ApiBill* chosen_host_ = nullptr;
  std::string no_as_is_;
  Candidates candidates_;
  std::vector<Priced> options_;
  const Priced* own_ = nullptr;
  const Priced* api_ = nullptr;
  std::vector<Response> responses_;
  std::optional<VolumeSearch> break_even_;
  std::vector<Gate> gates_;
};

}  // namespace

Plan make_plan(Inputs inputs) { return Planner(std::move(inputs)).run(); }

}  // namespace rackrate::decide
