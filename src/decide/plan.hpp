// SPDX-License-Identifier: Apache-2.0
// The answer: options side by side, where it flips, the gates, and the verdict.
#pragma once

#include "catalog/catalog.hpp"
#include "core/assumption.hpp"
#include "core/estimate.hpp"
#include "cost/line_item.hpp"
#include "serving/capacity.hpp"
#include "workload/demand.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rackrate::decide {

enum class OptionKind { as_is, api, self_host, hybrid };

/// One way to serve the workload.
struct Option {
  std::string id;  ///< stable, e.g. "api.cheapest", "self_host.rented"
  OptionKind kind = OptionKind::api;
  std::string title;  ///< "DeepInfra, same weights"; "3+1 replicas of 2x H100, FP8, vLLM"
  std::vector<cost::LineItem> lines;
  Estimate<Usd> monthly = Estimate<Usd>::exact(Usd::zero());  ///< value = sum of lines
  UsdPerToken per_token = UsdPerToken::zero();                ///< over input + output
  std::optional<serving::Fleet> fleet;                        ///< self-hosted part
  std::optional<Usd> upfront;                                 ///< purchase price of owned hardware
  std::vector<std::string> notes;
  std::optional<std::string> excluded_by;  ///< id of a gate that rules it out
};

/// Where two options cost the same along one axis. Self-hosting is a staircase, so there may be
/// several crossings, or none.
struct Crossing {
  double at = 0;  ///< on the axis
  bool self_host_wins_above = true;
};
struct BreakEven {
  std::string axis;     ///< "tokens_per_day", "api_usd_per_month"
  std::string against;  ///< id of the option that self-hosting is compared with
  double here = 0;      ///< this workload
  double searched_from = 0;
  double searched_to = 0;
  std::vector<Crossing> crossings;
};

enum class GateOutcome { yes, no, unknown };
/// A question with an answer from the data or the scenario; `yes` speaks for self-hosting being
/// possible or wise.
struct Gate {
  std::string id;  ///< residency, latency, licence, team, steadiness
  std::string question;
  GateOutcome outcome = GateOutcome::unknown;
  std::string why;      ///< with the figure it rests on
  std::string missing;  ///< what to state if unknown
};

/// One assumption moved to its low and high, all others at their value.
struct Sensitivity {
  std::string assumption;
  Usd self_host_at_low = Usd::zero();
  Usd self_host_at_high = Usd::zero();
  Usd api_at_low = Usd::zero();
  Usd api_at_high = Usd::zero();
  double swing_usd = 0;  ///< of (self-host - API)
  /// Value at which the verdict changes, if within any sane range.
  std::optional<double> flips_at = std::nullopt;
};

enum class Choice { stay_on_api, self_host, hybrid, undecided };

struct Verdict {
  Choice choice = Choice::undecided;
  std::string option;  ///< id of the chosen option
  std::string runner_up;
  bool comparable = false;  ///< both sides have a price; else ratios and probability mean nothing
  double ratio = 1;         ///< hybrid, if that is the choice, else best self-hosted, over best API
  double ratio_low = 1;     ///< 80 % interval
  double ratio_high = 1;
  double probability_self_host_wins = 0;  ///< of all of it self-hosted, whatever the choice
  double probability = 0;                 ///< that the choice wins over the other side
  std::vector<std::string> flips_if;  ///< "traffic rises above ...": clauses that follow an "if"
};

struct Finding {
  std::string id;
  std::string text;
};

struct Plan {
  const catalog::Model* model = nullptr;
  workload::Workload workload = {};
  workload::Demand demand;
  Register assumptions = {};
  std::vector<Option> options = {};
  std::vector<BreakEven> break_even = {};
  std::vector<Gate> gates = {};
  std::vector<Sensitivity> sensitivities = {};  ///< largest swing first
  Verdict verdict = {};
  std::vector<Finding> findings = {};
  int draws = 0;           ///< behind every interval and probability
  std::uint64_t seed = 0;  ///< of those draws
  Date as_of = {};         ///< the day prices are compared at
};

}  // namespace rackrate::decide
