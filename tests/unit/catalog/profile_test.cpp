// SPDX-License-Identifier: Apache-2.0
#include "catalog/profile.hpp"

#include "core/diagnostic.hpp"
#include "io/toml.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace rackrate;
using namespace rackrate::catalog;

namespace {

std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const InputError& e) {
    CHECK(e.code() == ExitCode::usage);
    std::string out;
    for (const Diagnostic& d : e.diagnostics()) {
      CHECK_FALSE(missing_slot(d).has_value());
      out += render(d);
    }
    return out;
  }
  return "";
}

std::string scenario_complaint(const std::string& text) {
  return complaint([&] {
    Register r = load_profile("default");
    apply_scenario(r, io::parse_toml(io::Source::from_text("plan.toml", text)));
  });
}

}  // namespace

TEST_CASE("every profile loads, and every entry says what it is, where from and since when") {
  const std::vector<std::string> names = profile_names();
  CHECK(names == std::vector<std::string>{"default", "batch", "enterprise", "homelab", "on-prem",
                                          "regulated", "startup"});
  for (const std::string& name : names) {
    CAPTURE(name);
    const Register r = load_profile(name);
    CHECK(r.assumptions().size() >= 45);
    for (const Assumption& a : r.assumptions()) {
      CAPTURE(a.id);
      CHECK_FALSE(a.what.empty());
      CHECK_FALSE(a.unit.empty());
      CHECK_FALSE(a.provenance.source.empty());
      CHECK(to_string(a.provenance.as_of) >= "2024-01-01");
      CHECK((a.low <= a.value || !a.known()));
      CHECK((a.value <= a.high || !a.known()));
      CHECK(a.origin == Origin::profile);
    }
    for (const Choice& c : r.choices()) {
      CHECK_FALSE(c.what.empty());
    }
  }
}

TEST_CASE("the default register holds the published values") {
  const Register r = load_profile("default");
  CHECK(r.value("power.pue", "ratio") == 1.54);
  CHECK(r.value("power.price", "usd/kwh") == 0.1256);
  CHECK(r.value("colo.price", "usd/kw_month") == 184.06);
  CHECK(r.value("capital.wacc", "1/year") == 0.10);
  CHECK(r.value("people.loaded_cost", "usd/year") == 250'000);
  CHECK_FALSE(r.maybe_value("gate.monthly_active_users", "users").has_value());
  CHECK(r.choice("gate.data_may_leave").value == "unknown");
}

TEST_CASE("a profile that extends another holds only what differs") {
  const Register r = load_profile("regulated");
  CHECK(r.choice("gate.data_may_leave").value == "no");
  CHECK(r.value("fleet.spare_replicas", "replicas") == 2);
  CHECK(r.value("people.on_call", "fte") == 1.0);  // from enterprise
  CHECK(r.value("power.pue", "ratio") == 1.54);    // from default
  CHECK_FALSE(r.assumption("people.on_call").what.empty());
}

TEST_CASE("a scenario sets numbers, text with units, ranges and choices, and says where") {
  Register r = load_profile("default");
  apply_scenario(r, io::parse_toml(io::Source::from_text("plan.toml", R"(model = "x"
[people]
engineers = 0.25
loaded_cost = "$180k"
[slo]
tpot_ms = "0.03 s"
[power.pue]
value = 1.3
low = 1.25
high = 1.35
[gate]
data_may_leave = "no"
monthly_active_users = "1.5M"
)")),
                 {"model"});
  CHECK(r.value("people.engineers", "fte") == 0.25);
  CHECK(r.assumption("people.engineers").low == 0.25);  // widened to hold it
  CHECK(r.assumption("people.engineers").high == 3.0);
  CHECK(r.assumption("people.engineers").origin == Origin::scenario);
  CHECK(r.assumption("people.engineers").set_at == "plan.toml:3");
  CHECK(r.value("people.loaded_cost", "usd/year") == 180'000);
  CHECK(r.value("slo.tpot_ms", "ms") == doctest::Approx(30));
  CHECK(r.assumption("power.pue").low == 1.25);
  CHECK(r.assumption("power.pue").high == 1.35);
  CHECK(r.choice("gate.data_may_leave").value == "no");
  CHECK(r.maybe_value("gate.monthly_active_users", "users") == 1.5e6);
}

TEST_CASE("a scenario with faults names each with its place") {
  CHECK(scenario_complaint("[people]\nenginers = 1\n") ==
        "plan.toml:2:1: error: people.enginers: expected an id of the assumption register, e.g. "
        "people.engineers, got 'people.enginers' [unknown-key]\n"
        "  enginers = 1\n"
        "  ^\n"
        "  hint: did you mean 'people.engineers'?\n");
  CHECK(scenario_complaint("[slo]\ntpot_ms = \"3 GiB\"\n") ==
        "plan.toml:2:11: error: slo.tpot_ms: expected a number in ms, e.g. \"50 ms\", got '3 GiB' "
        "[wrong-unit]\n"
        "  tpot_ms = \"3 GiB\"\n"
        "            ^\n"
        "  hint: write slo.tpot_ms = \"50 ms\"\n");
  CHECK(scenario_complaint("[people]\nengineers = -1\n").find("[out-of-range]") !=
        std::string::npos);
  CHECK(scenario_complaint("[gate]\ndata_may_leave = \"maybe\"\n").find("[bad-choice]") !=
        std::string::npos);
  const std::string both = scenario_complaint("nonsense = 1\n[fleet]\nspare_replicas = 1.5\n");
  CHECK(both.find("plan.toml:1:1") != std::string::npos);
  CHECK(both.find("plan.toml:3:18") != std::string::npos);
}

TEST_CASE("--set has the same checks") {
  Register r = load_profile("default");
  apply_setting(r, "people.engineers=0.5");
  apply_setting(r, "fleet.router_skew=5%");
  apply_setting(r, "gpu.provider=lambda");
  CHECK(r.value("people.engineers", "fte") == 0.5);
  CHECK(r.value("fleet.router_skew", "fraction") == doctest::Approx(0.05));
  CHECK(r.choice("gpu.provider").value == "lambda");
  CHECK(r.assumption("people.engineers").origin == Origin::flag);
  CHECK(r.assumption("people.engineers").set_at == "--set people.engineers=0.5");
  CHECK(complaint([&] { apply_setting(r, "people.engineer=2"); }) ==
        "rackrate: error: --set: expected an id of the assumption register, e.g. "
        "people.engineers, got 'people.engineer' [unknown-key]\n"
        "  hint: did you mean 'people.engineers'?\n");
  CHECK(complaint([&] { apply_setting(r, "people.engineers"); }).find("[bad-setting]") !=
        std::string::npos);
  CHECK(complaint([&] { apply_setting(r, "people.engineers=lots"); }).find("[wrong-unit]") !=
        std::string::npos);
  for (const char* const beyond :
       {"fleet.router_skew=120%", "fleet.spare_replicas=1e9", "traffic.observed_to_mean=1e8",
        "serving.rate_factor=1e-12", "slo.ttft_tail_factor=0.1", "people.loaded_cost=1e30"}) {
    CAPTURE(beyond);
    CHECK(complaint([&] { apply_setting(r, beyond); }).find("[out-of-range]") != std::string::npos);
  }
  CHECK(complaint([&] {
          apply_setting(r, "slo.ttft_tail_factor=0.1");
        }).find("expected a number >= 1") != std::string::npos);
}

TEST_CASE("an unknown profile is refused with the nearest name") {
  CHECK(complaint([] { load_profile("startups"); }) ==
        "rackrate: error: --profile: expected the name of a profile, got 'startups' "
        "[unknown-profile]\n  hint: did you mean 'startup'?\n");
}
