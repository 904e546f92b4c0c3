// SPDX-License-Identifier: Apache-2.0
// Whole plans on the real catalogs.
#include "decide/make_plan.hpp"

#include "catalog/profile.hpp"
#include "support/shared_data.hpp"
#include "workload/profile.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <functional>

using namespace rackrate;
using namespace rackrate::decide;

namespace {

const catalog::Catalog& book() {
  static const catalog::Catalog loaded = catalog::load_catalog();
  return loaded;
}

workload::Workload profile_of(io::Input input) {
  std::vector<io::Input> inputs;
  inputs.push_back(std::move(input));
  return workload::profile(std::move(inputs), {});
}

// An Azure-style trace: `count` requests of 1,000 and 200 tokens, one every `every` seconds.
workload::Workload steady(int count, int every) {
  std::string text = "TIMESTAMP,ContextTokens,GeneratedTokens\n";
  for (int i = 0; i < count; ++i) {
    const int at = i * every;
    text += fmt::format("2023-11-{:02} {:02}:{:02}:{:02}.0000000,1000,200\n", 1 + at / 86400,
                        at / 3600 % 24, at / 60 % 60, at % 60);
  }
  return profile_of(io::Input::from_text("steady.csv", text));
}

Plan plan_of(const workload::Workload& workload, const std::vector<std::string>& settings = {},
             const std::string& model = "llama-3.3-70b") {
  Inputs inputs;
  inputs.catalog = &book();
  inputs.model = &catalog::require_model(book().models, model);
  inputs.workload = workload;
  inputs.assumptions = catalog::load_profile("default");
  for (const std::string& setting : settings) {
    catalog::apply_setting(inputs.assumptions, setting);
  }
  inputs.as_of = *parse_date("2026-11-20");
  return make_plan(std::move(inputs));
}

const Option* find(const Plan& plan, const std::string& id) {
  const auto found = std::find_if(plan.options.begin(), plan.options.end(),
                                  [&](const Option& o) { return o.id == id; });
  return found == plan.options.end() ? nullptr : &*found;
}

bool has_finding(const Plan& plan, const std::string& id) {
  return std::any_of(plan.findings.begin(), plan.findings.end(),
                     [&](const Finding& f) { return f.id == id; });
}

const workload::Workload& two_days() {
  static const workload::Workload loaded = steady(17'280, 10);
  return loaded;
}

void check_sums(const Plan& plan) {
  for (const Option& option : plan.options) {
    CAPTURE(option.id);
    CHECK(option.monthly.value == cost::total(option.lines));
    CHECK(option.monthly.low <= option.monthly.value);
    CHECK(option.monthly.value <= option.monthly.high);
    CHECK((option.per_token * plan.demand.tokens.total()).in_dollars() ==
          doctest::Approx(option.monthly.value.in_dollars()));
    for (const cost::LineItem& line : option.lines) {
      CAPTURE(line.item);
      CHECK(line.monthly() >= Usd::zero());
      CHECK_FALSE(line.why.empty());
      CHECK_FALSE(line.source.empty());
    }
  }
}

}  // namespace

TEST_CASE("a plan has hosts and machines, and every line adds up") {
  const Plan plan = plan_of(two_days());
  for (const char* id : {"api.cheapest", "self_host.rented", "self_host.owned"}) {
    CAPTURE(id);
    CHECK(find(plan, id) != nullptr);
  }
  CHECK(find(plan, "self_host.spot") == nullptr);
  check_sums(plan);
  CHECK(plan.verdict.choice == decide::Choice::stay_on_api);
  CHECK(plan.verdict.option == "api.cheapest");
  CHECK(plan.verdict.ratio > 1);
  CHECK(plan.gates.size() == 7);
  CHECK(has_finding(plan, "no-as-is"));
}

TEST_CASE("all tokens of the month are priced by the host, none twice") {
  const Plan plan = plan_of(two_days());
  double millions = 0;
  for (const cost::LineItem& line : find(plan, "api.cheapest")->lines) {
    millions += line.quantity;
  }
  CHECK(millions == doctest::Approx(plan.demand.tokens.total().in_millions()));
  // 8,640 requests a day of 1,200 tokens, 730 / 24 days.
  CHECK(millions == doctest::Approx(8640 * 1200 * 730.0 / 24 / 1e6).epsilon(0.001));
}

TEST_CASE("the fleet of the serving model and the fleet that is paid for are the same") {
  const Plan plan = plan_of(two_days());
  for (const Option& option : plan.options) {
    if (option.kind != OptionKind::self_host) {
      continue;
    }
    double hours = 0;
    for (const cost::LineItem& line : option.lines) {
      const bool hardware =
          line.item == "GPUs, busy" || line.item == "GPUs, idle" || line.item == "spare replicas";
      hours += hardware ? line.quantity : 0;
    }
    CHECK(hours >= option.fleet->gpus() * 730 - 1e-6);
    CHECK(hours < (option.fleet->gpus() + 8) * 730.0);  // whole instances
  }
}

TEST_CASE("the same inputs give the same plan") {
  const Plan a = plan_of(two_days());
  const Plan b = plan_of(two_days());
  REQUIRE(a.options.size() == b.options.size());
  for (std::size_t i = 0; i < a.options.size(); ++i) {
    CHECK(a.options[i].monthly.value == b.options[i].monthly.value);
    CHECK(a.options[i].monthly.low == b.options[i].monthly.low);
    CHECK(a.options[i].monthly.high == b.options[i].monthly.high);
  }
  CHECK(a.verdict.probability_self_host_wins == b.verdict.probability_self_host_wins);
  CHECK(a.verdict.flips_if == b.verdict.flips_if);
}

TEST_CASE("data that must stay: self-hosting, and what the constraint costs") {
  const Plan plan = plan_of(two_days(), {"gate.data_may_leave=no"});
  CHECK(plan.verdict.choice == decide::Choice::self_host);
  CHECK(find(plan, "api.cheapest")->excluded_by == "residency");
  CHECK(has_finding(plan, "constraint-price"));
}

TEST_CASE("what is paid today: a model by name, or a sum") {
  const Plan by_model = plan_of(two_days(), {"today.model=gpt-5.5"});
  const Option* const today = find(by_model, "as_is");
  REQUIRE(today != nullptr);
  // 5 $/M in and 30 $/M out: 263 M requests' tokens by hand.
  const double requests = by_model.demand.requests_per_month.as_count();
  CHECK(today->monthly.value.in_dollars() ==
        doctest::Approx(requests * (1000 * 5 + 200 * 30) / 1e6));
  CHECK(has_finding(by_model, "cheaper-host"));
  CHECK_FALSE(has_finding(by_model, "no-as-is"));

  const Plan by_sum = plan_of(two_days(), {"today.monthly_usd=$1234"});
  CHECK(find(by_sum, "as_is")->monthly.value == Usd::dollars(1234));
  CHECK(find(by_sum, "as_is")->monthly.high == Usd::dollars(1234));
}

TEST_CASE("a cost that the usage states is today's bill, as a month") {
  workload::Workload w = two_days();
  w.cost_usd = 100;
  const Plan plan = plan_of(w);
  const Option* const today = find(plan, "as_is");
  REQUIRE(today != nullptr);
  CHECK(today->monthly.value.in_dollars() == doctest::Approx(100 * 730.0 / 48).epsilon(0.001));
}

TEST_CASE("open weights without a host cost what the median host asks") {
  const Plan plan = plan_of(two_days(), {"today.model=llama-3.3-70b"});
  const Option* const today = find(plan, "as_is");
  REQUIRE(today != nullptr);
  REQUIRE_FALSE(today->notes.empty());
  CHECK(today->notes.front().find("the median of ") != std::string::npos);
  CHECK(today->monthly.value > find(plan, "api.cheapest")->monthly.value);
}

TEST_CASE("one way of paying for GPUs, when asked") {
  const Plan plan = plan_of(two_days(), {"gpu.term=owned"});
  CHECK(find(plan, "self_host.rented") == nullptr);
  REQUIRE(find(plan, "self_host.owned") != nullptr);
  CHECK(find(plan, "self_host.owned")->upfront.has_value());
  CHECK(cost::total(find(plan, "self_host.owned")->lines, cost::Group::power) > Usd::zero());
}

TEST_CASE("free people and cheap GPUs turn the decision, and break-even lies below") {
  const std::vector<std::string> ideal = {"people.engineers=0",       "people.on_call=0",
                                          "updates.engineer_weeks=0", "fleet.spare_replicas=0",
                                          "gpu.price_factor=0.02",    "gpu.term=on_demand"};
  const Plan plan = plan_of(steady(17'280, 1), ideal);
  CHECK(plan.verdict.ratio < 1);
  CHECK(plan.verdict.choice != decide::Choice::stay_on_api);
  REQUIRE_FALSE(plan.break_even.empty());
  REQUIRE_FALSE(plan.break_even[0].crossings.empty());
  CHECK(plan.break_even[0].axis == "tokens_per_day");
  CHECK(plan.break_even[0].crossings.front().at < plan.break_even[0].here);
  check_sums(plan);
}

TEST_CASE("limits that nothing meets leave the API and say why") {
  const Plan plan = plan_of(two_days(), {"slo.tpot_ms=0.5"});
  CHECK(find(plan, "self_host.rented") == nullptr);
  CHECK(has_finding(plan, "no-fleet"));
  CHECK(plan.verdict.choice == decide::Choice::stay_on_api);
  CHECK_FALSE(plan.verdict.comparable);
}

TEST_CASE("a host or GPU provider that no book has is an error") {
  const auto complaint = [](const std::string& setting) -> std::string {
    try {
      plan_of(two_days(), {setting});
    } catch (const InputError& e) {
      CHECK(e.code() == ExitCode::usage);
      CHECK_FALSE(missing_slot(e.diagnostics().front()).has_value());
      return e.diagnostics().front().code;
    }
    return "";
  };
  CHECK(complaint("api.host=deepinfa") == "unknown-provider");
  CHECK(complaint("gpu.provider=lamda") == "unknown-provider");
  CHECK(complaint("today.model=gpt-0") == "unknown-model");
}

TEST_CASE("the register says what each number is used for") {
  const Plan plan = plan_of(two_days());
  const std::vector<std::string>& by = plan.assumptions.assumption("people.engineers").used_by;
  CHECK(std::find(by.begin(), by.end(), "self_host.rented") != by.end());
  CHECK(plan.assumptions.assumption("capital.wacc").used_by ==
        std::vector<std::string>{"self_host.owned"});
  CHECK(plan.assumptions.assumption("traffic.untimed_days").used_by.empty());
}

TEST_CASE("the Azure conversation trace on Llama 3.3 70B") {
  const auto path = test::shared_data("traces/AzureLLMInferenceTrace_conv.csv");
  if (!path) {
    return;
  }
  const Plan plan = plan_of(profile_of(io::Input::open(*path)));
  CHECK(plan.workload.requests.value() == 19'366);
  check_sums(plan);
  // 22,361,870 in and 4,088,665 out over 58.36 min, as a month, at DeepInfra's 0.10 and 0.32 $/M.
  const double months = 730 * 3600 / 3501.72;
  CHECK(find(plan, "api.cheapest")->monthly.value.in_dollars() ==
        doctest::Approx((22.36187 * 0.10 + 4.088665 * 0.32) * months).epsilon(0.001));
  CHECK(plan.verdict.choice == decide::Choice::stay_on_api);
}
