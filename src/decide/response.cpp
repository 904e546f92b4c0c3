// SPDX-License-Identifier: Apache-2.0
#include "decide/response.hpp"

#include <algorithm>
#include <optional>

namespace rackrate::decide {
namespace {

// Limits that a deployment misses even alone cost as much as a tenth of its capacity would.
constexpr double out_of_reach = 0.1;
constexpr double least_factor = 0.05;

bool starts_with(const std::string& text, std::string_view prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

bool same_mix(const workload::RequestMix& a, const workload::RequestMix& b) {
  return a.input == b.input && a.output == b.output && a.cached == b.cached &&
         a.longest == b.longest;
}

/// Answers for one deployment.
class Responder {
 public:
  Responder(const Inputs& inputs, const workload::Demand& demand, const sizing::Fit& fit)
      : inputs_(&inputs),
        demand_(&demand),
        fit_(&fit),
        model_(serving::step_model(fit.deployment, inputs.catalog->kernels)),
        rate_(rate(demand.mix, inputs.assumptions).value_or(RequestsPerSecond::zero())) {}

  Factors at(const std::string& id, double x, bool& reachable) const {
    const Register changed = inputs_->assumptions.with(id, x);
    Factors factors;
    workload::RequestMix mix = demand_->mix;
    if (starts_with(id, "traffic.")) {
      const workload::Demand other = workload::demand(inputs_->workload, changed);
      factors.volume = other.tokens.total() / demand_->tokens.total();
      factors.peak = other.peak_rate / demand_->peak_rate;
      mix = other.mix;
    }
    if (starts_with(id, "slo.") || !same_mix(mix, demand_->mix)) {
      const std::optional<RequestsPerSecond> other = rate(mix, changed);
      reachable = other.has_value();
      factors.capacity = reachable ? *other / rate_ : out_of_reach;
    }
    return factors;
  }

 private:
  std::optional<RequestsPerSecond> rate(const workload::RequestMix& mix,
                                        const Register& assumptions) const {
    const auto found = serving::capacity(*fit_, model_, mix, slo_of(assumptions));
    const auto* const capacity = std::get_if<serving::Capacity>(&found);
    return capacity == nullptr ? std::nullopt : std::optional(capacity->per_replica.value);
  }

  const Inputs* inputs_;
  const workload::Demand* demand_;
  const sizing::Fit* fit_;
  serving::StepModel model_;
  RequestsPerSecond rate_;
};

double between(double x, const Response& r, double at_low, double at_high) {
  const bool below = x < r.value;
  const double distance = below ? r.value - r.low : r.high - r.value;
  const double slope = distance > 0 ? ((below ? at_low : at_high) - 1) / distance : 0;
  return std::max(least_factor, 1 + slope * (below ? r.value - x : x - r.value));
}

}  // namespace

std::vector<Response> responses(const Inputs& inputs, const workload::Demand& demand,
                                const sizing::Fit& fit) {
  const Responder responder(inputs, demand, fit);
  std::vector<Response> all;
  for (const Assumption& a : inputs.assumptions.assumptions()) {
    const bool relevant = starts_with(a.id, "traffic.") || starts_with(a.id, "slo.");
    if (!relevant || !a.known() || !(a.low < a.high)) {
      continue;
    }
    Response r{a.id, a.value, a.low, a.high, {}, {}, a.exact};
    r.at_low = responder.at(a.id, a.low, r.reachable_at_low);
    r.at_high = responder.at(a.id, a.high, r.reachable_at_high);
    if (r.at_low != Factors{} || r.at_high != Factors{}) {
      all.push_back(std::move(r));
    }
  }
  return all;
}

Factors factors_at(const Response& r, double x) {
  return {between(x, r, r.at_low.volume, r.at_high.volume),
          between(x, r, r.at_low.peak, r.at_high.peak),
          between(x, r, r.at_low.capacity, r.at_high.capacity)};
}

void apply(const Factors& factors, Point& point) {
  point.volume_factor *= factors.volume;
  point.peak_factor *= factors.peak;
  point.capacity_factor *= factors.capacity;
}

}  // namespace rackrate::decide
