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

constexpr double sure = 0.7;  // share of draws
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

bool close(const Case& facts) {
  const Draws& d = *facts.draws;
  const bool both_open = facts.own != nullptr && facts.api != nullptr &&
                         !facts.own->option.excluded_by && !facts.api->option.excluded_by;
  const double p = d.probability_self_host_wins;
  return both_open && d.ratio.low < 1 && d.ratio.high > 1 && p < sure && p > 1 - sure;
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
  const std::vector<const Priced*> allowed = allowed_by_cost(*facts.options);
  if (!allowed.empty()) {
    v.option = allowed.front()->option.id;
    v.choice = choice_of(allowed.front()->option.kind);
  }
  if (allowed.size() > 1) {
    v.runner_up = allowed[1]->option.id;
  }
  if (facts.own != nullptr && facts.api != nullptr) {
    v.comparable = true;
    v.ratio = facts.draws->ratio.value;
    v.ratio_low = facts.draws->ratio.low;
    v.ratio_high = facts.draws->ratio.high;
    v.probability_self_host_wins = facts.draws->probability_self_host_wins;
  }
  if (close(facts) && v.choice != Choice::hybrid) {
    v.choice = Choice::undecided;
  }
  add_flips(facts, v);
  return v;
}

}  // namespace rackrate::decide
