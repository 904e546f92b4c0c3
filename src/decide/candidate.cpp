// SPDX-License-Identifier: Apache-2.0
#include "decide/candidate.hpp"

#include "core/spelling.hpp"
#include "serving/step_time.hpp"
#include "sizing/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace rackrate::decide {
namespace {

using sizing::Deployment;

constexpr std::array<std::pair<std::string_view, Term>, 5> term_names = {{
    {"on_demand", Term::on_demand},
    {"reserved_12mo", Term::reserved_12mo},
    {"reserved_36mo", Term::reserved_36mo},
    {"spot", Term::spot},
    {"owned", Term::owned},
}};

bool narrow(const Deployment& d, const Inputs& inputs) {
  const double bits = catalog::bits_per_parameter(d.weights, catalog::Part::dense_ffn);
  return !inputs.search.weights && d.weights != d.model->native_format &&
         bits < inputs.assumptions.value("quality.min_weight_bits", "bits");
}

std::string refusal(const Deployment& d, const sizing::Infeasible& why) {
  return fmt::format("{}: {} needs {}, available {}", describe(d), why.limit, why.needed,
                     why.available);
}

std::variant<Candidate, sizing::Infeasible> candidate(const sizing::Fit& fit,
                                                      const serving::StepModel& model,
                                                      serving::Capacity capacity,
                                                      const workload::Demand& demand,
                                                      const Register& r) {
  SelfHosting own;
  own.per_replica = capacity.per_replica;
  own.gpus_per_replica = fit.deployment.gpus();
  own.weights = fit.memory.weights_total;
  own.supply.gpu = fit.deployment.accelerator;
  const double correction = r.value("serving.rate_factor", "ratio");
  Estimate<RequestsPerSecond>& rate = capacity.per_replica;
  rate = {rate.value * correction, rate.low * correction, rate.high * correction};
  const auto spares = static_cast<int>(r.value("fleet.spare_replicas", "replicas"));
  auto sized = serving::fleet(fit, model, capacity, demand, spares,
                              r.value("fleet.router_skew", "fraction"));
  if (auto* const why = std::get_if<sizing::Infeasible>(&sized)) {
    return std::move(*why);
  }
  return Candidate{std::get<serving::Fleet>(std::move(sized)), own};
}

bool price_counts(const catalog::GpuPrice& price, const Inputs& inputs) {
  const bool asked =
      inputs.search.gpu.has_value() || inputs.assumptions.choice("gpu.provider").value != "any";
  return asked || price.provenance.confidence != Confidence::low;
}

// Over the serving model's interval, by Swanson's rule for 10, 50 and 90 % points (0.3, 0.4, 0.3;
// Keefer and Bodily, Management Science 29:5, 1983): a deployment that only just meets its limits
// is cheap on paper alone.
Usd expected_cost(const SelfHosting& own, const Load& load, Point point) {
  Usd sum = Usd::zero();
  for (const auto& [speed, weight] : {std::pair{-1.0, 0.3}, {0.0, 0.4}, {1.0, 0.3}}) {
    point.speed = speed;
    sum += self_host_cost(own, load, point) * weight;
  }
  return sum;
}

catalog::GpuTerm catalog_term(Term term) { return *catalog::parse_gpu_term(name(term)); }

std::vector<cost::Supply> supplies(const Candidate& candidate, Term term, const Inputs& inputs) {
  const catalog::Catalog& catalog = *inputs.catalog;
  cost::Supply supply = candidate.own.supply;
  std::vector<cost::Supply> found;
  if (term == Term::owned) {
    using catalog::Condition;
    using catalog::PurchaseBasis;
    for (const PurchaseBasis basis : {PurchaseBasis::gpu_only, PurchaseBasis::with_server}) {
      supply.purchase =
          find_purchase(catalog.purchases, supply.gpu->id, Condition::brand_new, basis);
      if (supply.purchase != nullptr) {
        return {supply};
      }
    }
    return {};
  }
  const std::string& provider = inputs.assumptions.choice("gpu.provider").value;
  catalog::GpuPriceFilter filter;
  filter.gpu = supply.gpu->id;
  filter.term = catalog_term(term);
  filter.provider = provider == "any" ? "" : provider;
  for (const catalog::GpuPrice* const price : select(catalog.gpu_prices, filter)) {
    if (price_counts(*price, inputs)) {
      supply.rent = price;
      found.push_back(supply);
    }
  }
  return found;
}

}  // namespace

serving::Slo slo_of(const Register& r) {
  return {Seconds::seconds(r.value("slo.ttft_s", "s")), Seconds::ms(r.value("slo.tpot_ms", "ms")),
          r.value("slo.ttft_tail_factor", "ratio"), r.value("slo.tpot_tail_factor", "ratio")};
}

Candidates qualify(const Inputs& inputs, const workload::Demand& demand) {
  const serving::Slo slo = slo_of(inputs.assumptions);
  const Tokens longest = demand.mix.longest;
  sizing::Search search = inputs.search;
  search.every_size = true;
  Candidates out;
  for (const sizing::Candidate& tried :
       sizing::candidates(*inputs.model, *inputs.catalog, search, longest)) {
    if (narrow(tried.deployment, inputs)) {
      continue;
    }
    const Deployment deployment = sizing::with_settings(tried.deployment, inputs.assumptions);
    const auto fitted = sizing::fit(deployment, longest);
    if (const auto* const why = std::get_if<sizing::Infeasible>(&fitted)) {
      out.rejected.push_back(refusal(deployment, *why));
      continue;
    }
    const auto& fit = std::get<sizing::Fit>(fitted);
    const serving::StepModel model = serving::step_model(deployment, inputs.catalog->kernels);
    const auto capacity = serving::capacity(fit, model, demand.mix, slo);
    if (const auto* const why = std::get_if<sizing::Infeasible>(&capacity)) {
      out.too_slow = out.too_slow || why->limit == "ttft" || why->limit == "tpot";
      out.rejected.push_back(refusal(deployment, *why));
      continue;
    }
    auto found =
        candidate(fit, model, std::get<serving::Capacity>(capacity), demand, inputs.assumptions);
    if (const auto* const why = std::get_if<sizing::Infeasible>(&found)) {
      out.rejected.push_back(refusal(deployment, *why));
      continue;
    }
    out.qualified.push_back(std::get<Candidate>(std::move(found)));
  }
  return out;
}

std::string_view name(Term term) {
  const auto* const found = std::find_if(term_names.begin(), term_names.end(),
                                         [&](const auto& row) { return row.second == term; });
  return found->first;
}

std::vector<Term> terms_wanted(const Register& assumptions) {
  const std::string& wanted = assumptions.choice("gpu.term").value;
  std::vector<Term> terms;
  for (const auto& [text, term] : term_names) {
    if (wanted == text || (wanted == "any" && term != Term::spot)) {
      terms.push_back(term);
    }
  }
  return terms;
}

std::optional<Chosen> cheapest(const Candidates& candidates, Term term, const Inputs& inputs,
                               const Load& load, const Point& point) {
  std::optional<Chosen> best;
  for (const Candidate& candidate : candidates.qualified) {
    for (const cost::Supply& supply : supplies(candidate, term, inputs)) {
      SelfHosting own = candidate.own;
      own.supply = supply;
      const Usd expected = expected_cost(own, load, point);
      if (!best || expected < best->expected) {
        best = Chosen{term, &candidate, own, expected};
      }
    }
  }
  return best;
}

std::string describe(const Deployment& d) {
  return fmt::format("{}x {}, {}, {}", d.gpus(), d.accelerator->name, catalog::name(d.weights),
                     d.engine->name);
}

std::string why_no_fleet(const Candidates& candidates) {
  if (!candidates.qualified.empty()) {
    return "no price is known for the GPUs that fit: state another gpu.term or gpu.provider";
  }
  if (candidates.too_slow) {
    return "no fleet meets the limits: relax slo.ttft_s or slo.tpot_ms";
  }
  return candidates.rejected.empty() ? "no GPU in the catalog fits"
                                     : "nothing fits, e.g. " + candidates.rejected.front();
}

void check_gpu_provider(const Inputs& inputs) {
  const ::rackrate::Choice& wanted = inputs.assumptions.choice("gpu.provider");
  std::vector<std::string> known{"any"};
  for (const catalog::GpuPrice& price : inputs.catalog->gpu_prices) {
    if (std::find(known.begin(), known.end(), price.provider) == known.end()) {
      known.push_back(price.provider);
    }
  }
  if (std::find(known.begin(), known.end(), wanted.value) != known.end()) {
    return;
  }
  const std::string near = did_you_mean(wanted.value, known);
  Diagnostic d;
  d.field = wanted.id;
  d.expected = "a provider with GPU prices, e.g. lambda";
  d.got = quoted(wanted.value);
  d.code = "unknown-provider";
  d.why = wanted.set_at.empty() ? "" : "set by " + wanted.set_at;
  d.hint = near.empty() ? "see them with 'rackrate prices list --gpu'" : near;
  throw InputError(ExitCode::usage, std::move(d));
}

}  // namespace rackrate::decide
