// SPDX-License-Identifier: Apache-2.0
#include "decide/verdict.hpp"

#include "core/units_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace rackrate::decide {
namespace {

constexpr double sure = 0.7;           // share of draws
constexpr double least_saving = 0.05;  // of the API bill, for a hybrid
constexpr std::size_t most_flips = 3;

// The assumptions people ask about, as they would say them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> spoken = {{
    {"people.engineers", "the number of engineers"},
    {"people.loaded_cost", "the cost of an engineer"},
    {"people.on_call", "the number of on-call engineers"},
    {"gpu.price_factor", "GPU rent over the list price"},
    {"capital.gpu_price_factor", "the GPU purchase price over the street price"},
    {"serving.rate_factor", "the rate of a replica over the prediction"},
    {"traffic.peak_hour_to_mean", "the busiest hour over the mean"},
    {"traffic.peak_minute_to_hour", "the busiest minute over its hour"},
    {"traffic.observed_to_mean", "the month's rate over the file's"},
    {"slo.ttft_s", "the limit on time to first token"},
    {"slo.tpot_ms", "the limit on time per output token"},
    {"updates.per_year", "the number of model updates a year"},
}};

std::string in_words(std::string_view id) {
  const auto* const found =
      std::find_if(spoken.begin(), spoken.end(), [&](const auto& row) { return row.first == id; });
  return std::string(found == spoken.end() ? id : found->second);
}

std::string with_unit(double value, std::string_view unit) {
  const std::string number = significant(value, 2);
  const bool bare = unit == "fte" || unit == "ratio" || unit == "fraction" || unit == "1/year";
  return bare ? number : fmt::format("{} {}", number, unit);
}

std::vector<const Priced*> allowed_by_cost(const std::vector<Priced>& options) {
  std::vector<const Priced*> allowed;
  for (const Priced& priced : options) {
    if (!priced.option.excluded_by) {
      allowed.push_back(&priced);
    }
  }
  std::stable_sort(allowed.begin(), allowed.end(), [](const Priced* a, const Priced* b) {
    return a->option.monthly.value < b->option.monthly.value;
  });
  return allowed;
}

Choice choice_of(OptionKind kind) {
  switch (kind) {
    case OptionKind::as_is:
    case OptionKind::api: return Choice::stay_on_api;
    case OptionKind::self_host: return Choice::self_host;
    case OptionKind::hybrid: return Choice::hybrid;
  }
  return Choice::undecided;
}

bool in_doubt(const Comparison& c) {
  return c.ratio.low < 1 && c.ratio.high > 1 && c.probability_wins < sure &&
         c.probability_wins > 1 - sure;
}

bool close(const Case& facts) {
  const bool both_open = facts.own != nullptr && facts.api != nullptr &&
                         !facts.own->option.excluded_by && !facts.api->option.excluded_by;
  return both_open && in_doubt(facts.draws->own);
}

// Two ways to run at once ask for more than a saving that noise can eat.
bool hybrid_pays(const Case& facts) {
  const Comparison& c = facts.draws->hybrid;
  return facts.api == nullptr || (c.ratio.value <= 1 - least_saving && c.probability_wins >= sure);
}

const Priced* first_api(const std::vector<const Priced*>& allowed) {
  const auto found = std::find_if(allowed.begin(), allowed.end(), [](const Priced* p) {
    return choice_of(p->option.kind) == Choice::stay_on_api;
  });
  return found == allowed.end() ? nullptr : *found;
}

void choose(const Case& facts, Verdict& v) {
  std::vector<const Priced*> allowed = allowed_by_cost(*facts.options);
  if (allowed.empty()) {
    return;
  }
  const Priced* chosen = allowed.front();
  if (chosen->option.kind == OptionKind::hybrid && !hybrid_pays(facts)) {
    const Priced* const api = first_api(allowed);
    chosen = api != nullptr ? api : chosen;
  }
  v.option = chosen->option.id;
  v.choice = choice_of(chosen->option.kind);
  const auto next =
      std::find_if(allowed.begin(), allowed.end(), [&](const Priced* p) { return p != chosen; });
  v.runner_up = next == allowed.end() ? "" : (*next)->option.id;
}

void compare(const Case& facts, Verdict& v) {
  const Comparison& own = facts.draws->own;
  const bool hybrid = v.choice == Choice::hybrid;
  const Comparison& shown = hybrid ? facts.draws->hybrid : own;
  v.comparable = true;
  v.ratio = shown.ratio.value;
  v.ratio_low = shown.ratio.low;
  v.ratio_high = shown.ratio.high;
  v.probability_self_host_wins = own.probability_wins;
  const bool self = v.choice == Choice::self_host || hybrid;
  v.probability = self ? shown.probability_wins : 1 - own.probability_wins;
}

// Without a price to compare with, only a gate can speak for self-hosting.
bool nothing_to_compare(const Case& facts) {
  const auto rules_out_apis = [](const Gate& g) {
    return (g.id == "residency" || g.id == "latency") && g.outcome == GateOutcome::yes;
  };
  return facts.own != nullptr && facts.api == nullptr &&
         std::none_of(facts.gates->begin(), facts.gates->end(), rules_out_apis);
}

// The crossing nearest to today's volume, on the side where the winner changes for good.
std::optional<std::string> volume_flip(const Case& facts) {
  const VolumeSearch& search = *facts.break_even;
  const bool own_wins = facts.own->option.monthly.value < facts.api->option.monthly.value;
  const double tokens_a_day = facts.load->total.as_count() / month.in_days();
  std::optional<double> at;
  for (const Crossing& c : search.crossings) {
    const bool turns =
        own_wins ? c.self_host_wins_above && c.at < 1 : c.self_host_wins_above && c.at > 1;
    if (turns) {
      at = c.at;  // below today the nearest is the last, above it the one that holds is
    }
  }
  if (!at) {
    return std::nullopt;
  }
  return fmt::format("traffic {} {} tokens a day (you: {})",
                     own_wins ? "falls below" : "rises above", format_count(tokens_a_day * *at),
                     format_count(tokens_a_day));
}

// A flip far outside the range of an assumption is a curiosity, not something to look into.
bool believable(const Assumption& assumption, double value) {
  return value >= assumption.low / 2 && value <= assumption.high * 2;
}

void add_flips(const Case& facts, Verdict& v) {
  if (facts.own == nullptr || facts.api == nullptr) {
    return;
  }
  if (facts.break_even != nullptr) {
    if (const std::optional<std::string> flip = volume_flip(facts)) {
      v.flips_if.push_back(*flip);
    }
  }
  for (const Sensitivity& s : *facts.sensitivities) {
    if (v.flips_if.size() >= most_flips) {
      break;
    }
    const Assumption& a = facts.assumptions->assumption(s.assumption);
    if (s.flips_at && believable(a, *s.flips_at)) {
      v.flips_if.push_back(fmt::format("{} {} {} (assumed: {})", in_words(a.id),
                                       *s.flips_at < a.value ? "falls below" : "rises above",
                                       with_unit(*s.flips_at, a.unit), with_unit(a.value, a.unit)));
    }
  }
  const bool residency_open = std::any_of(
      facts.gates->begin(), facts.gates->end(),
      [](const Gate& g) { return g.id == "residency" && g.outcome != GateOutcome::yes; });
  if (v.choice != Choice::self_host && residency_open) {
    v.flips_if.emplace_back("the data may not go to a third party");
  }
}

}  // namespace

Verdict verdict(const Case& facts) {
  Verdict v;
  choose(facts, v);
  const bool close_call = v.choice != Choice::hybrid && close(facts);
  if (close_call || nothing_to_compare(facts)) {
    v.choice = Choice::undecided;
  }
  if (facts.own != nullptr && facts.api != nullptr) {
    compare(facts, v);
  }
  add_flips(facts, v);
  return v;
}

}  // namespace rackrate::decide
