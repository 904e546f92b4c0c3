// SPDX-License-Identifier: Apache-2.0
#include "decide/gates.hpp"

#include "catalog/profile.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace rackrate;
using namespace rackrate::decide;

namespace {

struct Asked {
  catalog::Catalog catalog;
  catalog::Model model;
  Inputs inputs;
  workload::Demand demand{.requests_per_month = Requests::count(1000),
                          .tokens = {},
                          .mean_rate = RequestsPerSecond::per_second(1),
                          .peak_rate = RequestsPerSecond::per_second(2),
                          .mix = {Tokens::count(1), Tokens::count(0), Tokens::count(1),
                                  Tokens::count(1), Tokens::count(1), Tokens::count(1)},
                          .load_duration = {},
                          .notes = {}};
  Load load;

  Asked() {
    catalog::Licence llama;
    llama.id = "llama";
    llama.name = "Llama licence";
    llama.commercial_use = catalog::CommercialUse::conditional;
    llama.monthly_user_threshold = 700e6;
    catalog.licences = {llama};
    model.licence = "llama";
    inputs.catalog = &catalog;
    inputs.model = &model;
    inputs.assumptions = catalog::load_profile("default");
    load.mean = RequestsPerSecond::per_second(10);
    load.peak = RequestsPerSecond::per_second(15);
    load.curve = LoadCurve({1.5, 1.0, 0.5});
  }
  Gate operator()(const std::string& id) const {
    const std::vector<Gate> all =
        gates({&inputs, &demand, &load, nullptr, nullptr, nullptr, nullptr, ""});
    return *std::find_if(all.begin(), all.end(), [&](const Gate& g) { return g.id == id; });
  }
  void set(const std::string& setting) { catalog::apply_setting(inputs.assumptions, setting); }
};

}  // namespace

TEST_CASE("what nobody stated is unknown and says what to state") {
  const Asked asked;
  for (const char* id : {"residency", "team", "maintenance", "latency", "licence", "spend"}) {
    CAPTURE(id);
    const Gate g = asked(id);
    CHECK(g.outcome == GateOutcome::unknown);
    CHECK_FALSE(g.question.empty());
    CHECK_FALSE(g.why.empty());
    CHECK_FALSE(g.missing.empty());
  }
}

TEST_CASE("stated facts are answers, with the place where they were stated") {
  Asked asked;
  asked.set("gate.data_may_leave=no");
  asked.set("gate.team_has_gpu_engineer=no");
  asked.set("gate.maintenance_ready=yes");
  CHECK(asked("residency").outcome == GateOutcome::yes);
  CHECK(asked("residency").why.find("--set gate.data_may_leave=no") != std::string::npos);
  CHECK(asked("team").outcome == GateOutcome::no);
  CHECK(asked("maintenance").outcome == GateOutcome::yes);
  asked.set("gate.data_may_leave=yes");
  CHECK(asked("residency").outcome == GateOutcome::no);
}

TEST_CASE("a limit under the network round trip needs machines nearby") {
  Asked asked;
  asked.set("gate.hard_ttft_ms=20");
  CHECK(asked("latency").outcome == GateOutcome::yes);
  asked.set("gate.hard_ttft_ms=500");
  CHECK(asked("latency").outcome == GateOutcome::no);
}

TEST_CASE("licence thresholds need the number of users") {
  Asked asked;
  CHECK(asked("licence").missing == "state gate.monthly_active_users");
  asked.set("gate.monthly_active_users=2M");
  CHECK(asked("licence").outcome == GateOutcome::yes);
  asked.set("gate.monthly_active_users=900M");
  CHECK(asked("licence").outcome == GateOutcome::no);
  asked.set("gate.commercial_use=no");
  CHECK(asked("licence").outcome == GateOutcome::yes);
  asked.model.licence = "";
  CHECK(asked("licence").outcome == GateOutcome::unknown);
}

TEST_CASE("steadiness is read from the load, and not from an assumed day") {
  Asked asked;
  CHECK(asked("steadiness").outcome == GateOutcome::yes);
  asked.load.peak = RequestsPerSecond::per_second(50);
  CHECK(asked("steadiness").outcome == GateOutcome::no);
  CHECK(asked("steadiness").why == "peak 5.0x the mean, 0 % of the time under a fifth of the peak");
  asked.demand.daily_shape_assumed = true;
  CHECK(asked("steadiness").outcome == GateOutcome::unknown);
}

TEST_CASE("three of the five answered no is the published advice against it") {
  Asked asked;
  asked.set("gate.data_may_leave=yes");
  asked.set("gate.team_has_gpu_engineer=no");
  asked.set("gate.maintenance_ready=no");
  CHECK(noes_of_five(gates({&asked.inputs, &asked.demand, &asked.load, nullptr, nullptr, nullptr,
                            nullptr, ""})) == 3);
}

TEST_CASE("the spend gate says how far was searched, and that a hybrid pays") {
  const Asked asked;
  Priced api;
  api.option.monthly = Estimate<Usd>::exact(Usd::dollars(10'000));
  Priced own;
  own.option.monthly = Estimate<Usd>::exact(Usd::dollars(30'000));
  Priced hybrid;
  hybrid.option.monthly = Estimate<Usd>::exact(Usd::dollars(8000));
  VolumeSearch search;
  search.to_factor = 4;
  const std::vector<Gate> all =
      gates({&asked.inputs, &asked.demand, &asked.load, &own, &api, &search, &hybrid, ""});
  CHECK(all.front().outcome == GateOutcome::no);
  CHECK(all.front().why.find("up to $40") != std::string::npos);
  CHECK(all.front().why.find("a hybrid costs $8") != std::string::npos);
}

TEST_CASE("without a fleet the spend gate says what stands in the way") {
  const Asked asked;
  Priced api;
  const std::vector<Gate> all = gates({&asked.inputs, &asked.demand, &asked.load, nullptr, &api,
                                       nullptr, nullptr, "nothing fits, e.g. context"});
  CHECK(all.front().missing == "nothing fits, e.g. context");
}
