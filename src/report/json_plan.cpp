// SPDX-License-Identifier: Apache-2.0
#include "report/json_plan.hpp"

#include "io/json_value.hpp"
#include "report/json_size.hpp"
#include "report/json_workload.hpp"

namespace rackrate::report {
namespace {

using io::Json;

Json demand(const workload::Demand& demand) {
  const workload::MonthlyTokens& tokens = demand.tokens;
  return {{"requests_per_month", demand.requests_per_month.as_count()},
          {"input_tokens_per_month", tokens.input().as_count()},
          {"uncached_input_tokens_per_month", tokens.uncached.as_count()},
          {"cache_read_tokens_per_month",
           tokens.cache_split_known ? Json(tokens.cache_read.as_count()) : Json()},
          {"output_tokens_per_month", tokens.output.as_count()},
          {"cache_split_known", tokens.cache_split_known},
          {"mean_requests_per_s", demand.mean_rate.in_per_second()},
          {"peak_requests_per_s", demand.peak_rate.in_per_second()},
          {"daily_shape_assumed", demand.daily_shape_assumed},
          {"peak_assumed", demand.peak_assumed},
          {"notes", demand.notes}};
}

Json assumptions(const Register& assumptions) {
  Json out = Json::array();
  for (const Assumption& a : assumptions.assumptions()) {
    out.push_back({{"id", a.id},
                   {"what", a.what},
                   {"value", a.value},
                   {"unit", a.unit},
                   {"low", a.low},
                   {"high", a.high},
                   {"source", a.provenance.source},
                   {"as_of", to_string(a.provenance.as_of)},
                   {"confidence", name(a.provenance.confidence)},
                   {"origin", name(a.origin)},
                   {"set_at", a.set_at.empty() ? Json() : Json(a.set_at)},
                   {"used_by", a.used_by}});
  }
  return out;
}

Json choices(const Register& assumptions) {
  Json out = Json::array();
  for (const ::rackrate::Choice& c : assumptions.choices()) {
    out.push_back({{"id", c.id},
                   {"what", c.what},
                   {"value", c.value},
                   {"origin", name(c.origin)},
                   {"set_at", c.set_at.empty() ? Json() : Json(c.set_at)}});
  }
  return out;
}

Json lines(const std::vector<cost::LineItem>& items) {
  Json out = Json::array();
  for (const cost::LineItem& line : items) {
    out.push_back({{"group", cost::name(line.group)},
                   {"item", line.item},
                   {"quantity", line.quantity},
                   {"unit", line.unit},
                   {"unit_price_usd", line.unit_price.in_dollars()},
                   {"monthly_usd", line.monthly().in_dollars()},
                   {"why", line.why},
                   {"source", line.source}});
  }
  return out;
}

Json rate_range(const Estimate<RequestsPerSecond>& rate) {
  return range(rate.value.in_per_second(), rate.low.in_per_second(), rate.high.in_per_second());
}

Json fleet(const serving::Fleet& fleet) {
  Json out = deployment_members(fleet.fit.deployment);
  out["replicas"] = fleet.replicas();
  out["replicas_for_mean"] = fleet.replicas_for_mean;
  out["replicas_for_peak"] = fleet.replicas_for_peak;
  out["spare_replicas"] = fleet.spare_replicas;
  out["gpus"] = fleet.gpus();
  out["capacity_requests_per_s_per_replica"] = rate_range(fleet.capacity.per_replica);
  out["bound_by"] = serving::name(fleet.capacity.binding);
  return out;
}

// Predicted means of one replica at the busiest minute and over the month; null for an API, which
// publishes none.
Json slo(const std::optional<serving::Fleet>& fleet) {
  if (!fleet) {
    return nullptr;
  }
  return {{"ttft_mean_at_peak_ms", milliseconds(fleet->at_peak.ttft)},
          {"tpot_mean_at_peak_ms", milliseconds(fleet->at_peak.tpot)},
          {"ttft_mean_ms", milliseconds(fleet->at_mean.ttft)},
          {"tpot_mean_ms", milliseconds(fleet->at_mean.tpot)}};
}

Json options(const decide::Plan& plan) {
  Json out = Json::array();
  for (const decide::Option& option : plan.options) {
    Json one;
    one["id"] = option.id;
    one["kind"] = name(option.kind);
    one["title"] = option.title;
    one["monthly_usd"] = {{"total", option.monthly.value.in_dollars()},
                          {"low", option.monthly.low.in_dollars()},
                          {"high", option.monthly.high.in_dollars()}};
    one["lines"] = lines(option.lines);
    one["usd_per_million_tokens"] = option.per_token.in_per_million();
    one["fleet"] = option.fleet ? fleet(*option.fleet) : Json();
    one["slo"] = slo(option.fleet);
    one["cash_flow"] = nullptr;
    if (option.upfront) {
      one["cash_flow"] = {{"upfront_usd", option.upfront->in_dollars()}};
    }
    one["notes"] = option.notes;
    one["excluded_by"] = option.excluded_by ? Json(*option.excluded_by) : Json();
    out.push_back(std::move(one));
  }
  return out;
}

Json break_even(const std::vector<decide::BreakEven>& curves) {
  Json out = Json::array();
  for (const decide::BreakEven& curve : curves) {
    Json crossings = Json::array();
    for (const decide::Crossing& crossing : curve.crossings) {
      crossings.push_back({{"at", crossing.at},
                           {"wins_above", crossing.self_host_wins_above ? "self_host" : "api"}});
    }
    out.push_back({{"axis", curve.axis},
                   {"against", curve.against},
                   {"here", curve.here},
                   {"searched_from", curve.searched_from},
                   {"searched_to", curve.searched_to},
                   {"crossings", std::move(crossings)}});
  }
  return out;
}

Json uncertainty(const decide::Plan& plan) {
  Json tornado = Json::array();
  for (const decide::Sensitivity& s : plan.sensitivities) {
    tornado.push_back({{"assumption", s.assumption},
                       {"self_host_usd_at_low", s.self_host_at_low.in_dollars()},
                       {"self_host_usd_at_high", s.self_host_at_high.in_dollars()},
                       {"api_usd_at_low", s.api_at_low.in_dollars()},
                       {"api_usd_at_high", s.api_at_high.in_dollars()},
                       {"swing_usd", s.swing_usd},
                       {"flips_at", to_json(s.flips_at)}});
  }
  const decide::Verdict& verdict = plan.verdict;
  return {{"probability_self_host_wins",
           verdict.comparable ? Json(verdict.probability_self_host_wins) : Json()},
          {"draws", plan.draws},
          {"seed", plan.seed},
          {"tornado", std::move(tornado)}};
}

Json gates(const std::vector<decide::Gate>& gates) {
  Json out = Json::array();
  for (const decide::Gate& gate : gates) {
    out.push_back({{"id", gate.id},
                   {"question", gate.question},
                   {"outcome", name(gate.outcome)},
                   {"why", gate.why},
                   {"missing", gate.missing.empty() ? Json() : Json(gate.missing)}});
  }
  return out;
}

// Without a price on both sides there is nothing to compare.
Json verdict(const decide::Verdict& verdict) {
  Json out = {{"choice", name(verdict.choice)},
              {"option", verdict.option},
              {"runner_up", verdict.runner_up.empty() ? Json() : Json(verdict.runner_up)},
              {"margin_pct", nullptr},
              {"ratio_self_host_to_api", nullptr},
              {"confidence", nullptr},
              {"flips_if", verdict.flips_if}};
  if (verdict.comparable) {
    out["margin_pct"] = (verdict.ratio - 1) * 100;
    out["ratio_self_host_to_api"] = range(verdict.ratio, verdict.ratio_low, verdict.ratio_high);
    out["confidence"] = verdict.probability;
  }
  return out;
}

Json findings(const decide::Plan& plan) {
  Json out = Json::array();
  for (const decide::Finding& one : plan.findings) {
    out.push_back({{"id", one.id}, {"text", one.text}});
  }
  for (const Diagnostic& note : plan.workload.notes) {
    out.push_back(finding(note));
  }
  return out;
}

}  // namespace

std::string_view name(decide::OptionKind kind) {
  switch (kind) {
    case decide::OptionKind::as_is: return "as_is";
    case decide::OptionKind::api: return "api";
    case decide::OptionKind::self_host: return "self_host";
    case decide::OptionKind::hybrid: return "hybrid";
  }
  return "";
}

std::string_view name(decide::GateOutcome outcome) {
  switch (outcome) {
    case decide::GateOutcome::yes: return "yes";
    case decide::GateOutcome::no: return "no";
    case decide::GateOutcome::unknown: return "unknown";
  }
  return "";
}

std::string_view name(decide::Choice choice) {
  switch (choice) {
    case decide::Choice::stay_on_api: return "stay_on_api";
    case decide::Choice::self_host: return "self_host";
    case decide::Choice::hybrid: return "hybrid";
    case decide::Choice::undecided: return "undecided";
  }
  return "";
}

std::string json_plan(const decide::Plan& plan, const Stamp& stamp) {
  Json document = begin_document("plan", stamp, plan.workload.sources);
  document["model"] = plan.model->id;
  document["verdict"] = verdict(plan.verdict);
  document["workload"] = workload_members(plan.workload);
  document["demand"] = demand(plan.demand);
  document["options"] = options(plan);
  document["break_even"] = break_even(plan.break_even);
  document["uncertainty"] = uncertainty(plan);
  document["gates"] = gates(plan.gates);
  document["assumptions"] = assumptions(plan.assumptions);
  document["choices"] = choices(plan.assumptions);
  document["findings"] = findings(plan);
  return io::to_bytes(document);
}

}  // namespace rackrate::report
