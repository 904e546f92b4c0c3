// SPDX-License-Identifier: Apache-2.0
#include "decide/gates.hpp"

#include "core/units_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace rackrate::decide {
namespace {

// Steady enough: public traces of whole services peak at 1.9 to 3.3 times their mean
// (https://github.com/alibaba/ServeGen, 10-minute means over 14 days).
constexpr double steady_peak_to_mean = 3.0;
constexpr double most_time_in_troughs = 0.2;  // share of time under a fifth of the peak
constexpr double trough = 0.2;

Gate gate(std::string id, std::string question) {
  Gate g;
  g.id = std::move(id);
  g.question = std::move(question);
  return g;
}

GateOutcome stated(const ::rackrate::Choice& choice) {
  if (choice.value == "unknown") {
    return GateOutcome::unknown;
  }
  return choice.value == "yes" ? GateOutcome::yes : GateOutcome::no;
}

std::string said(const ::rackrate::Choice& choice) {
  const std::string where =
      choice.set_at.empty() ? std::string(name(choice.origin)) : choice.set_at;
  return fmt::format("{} = {} ({})", choice.id, choice.value, where);
}

// A yes-or-no fact about the reader that only they know.
Gate fact(std::string id, std::string question, const ::rackrate::Choice& choice,
          std::string_view if_no) {
  Gate g = gate(std::move(id), std::move(question));
  g.outcome = stated(choice);
  if (g.outcome == GateOutcome::unknown) {
    g.why = "not stated";
    g.missing = fmt::format("state {} = \"yes\" or \"no\"", choice.id);
  } else {
    g.why =
        g.outcome == GateOutcome::no ? fmt::format("{}: {}", said(choice), if_no) : said(choice);
  }
  return g;
}

Gate spend(const Evidence& e) {
  Gate g = gate("spend", "Is the API bill above the break-even?");
  if (e.api == nullptr || e.own == nullptr || e.break_even == nullptr) {
    g.why = "there is nothing to compare";
    g.missing = e.api == nullptr ? "state today.monthly_usd, what you pay today" : e.no_fleet;
    return g;
  }
  const Usd here = e.api->option.monthly.value;
  const bool wins = e.own->option.monthly.value < here;
  g.outcome = wins ? GateOutcome::yes : GateOutcome::no;
  const auto& crossings = e.break_even->crossings;
  g.why = fmt::format("{} a month; ", format_usd(here));
  if (crossings.empty()) {
    g.why += fmt::format("up to {}, the most searched, self-hosting all of it costs more",
                         format_usd(here * e.break_even->to_factor));
  } else {
    g.why += fmt::format("break-even at {}{}", format_usd(here * crossings.front().at),
                         crossings.size() > 1 ? " first" : "");
  }
  if (!wins && e.hybrid != nullptr && e.hybrid->option.monthly.value < here) {
    g.why += fmt::format("; a hybrid costs {}", format_usd(e.hybrid->option.monthly.value));
  }
  return g;
}

Gate residency(const Evidence& e) {
  const ::rackrate::Choice& choice = e.inputs->assumptions.choice("gate.data_may_leave");
  Gate g = gate("residency", "Must this data stay with you (law, contract, policy)?");
  if (choice.value == "unknown") {
    g.why = "not stated";
    g.missing = "state gate.data_may_leave = \"yes\" or \"no\"";
    return g;
  }
  const bool stays = choice.value == "no";
  g.outcome = stays ? GateOutcome::yes : GateOutcome::no;
  g.why = fmt::format("{}: {}", said(choice),
                      stays ? "APIs are ruled out whatever they cost" : "APIs remain open");
  return g;
}

Gate steadiness(const Evidence& e) {
  Gate g = gate("steadiness", "Is the traffic steady and predictable?");
  const double peak = e.load->peak / e.load->mean;
  const double low = e.load->curve.time_below_fraction(trough * e.load->curve.peak());
  const std::string figures =
      fmt::format("peak {} the mean, {} of the time under a fifth of the peak", format_ratio(peak),
                  format_percent(low));
  if (e.demand->daily_shape_assumed) {
    g.why = figures + ", with an assumed day";
    g.missing = "give at least a day of usage, better four weeks";
    return g;
  }
  const bool steady = peak <= steady_peak_to_mean && low <= most_time_in_troughs;
  g.outcome = steady ? GateOutcome::yes : GateOutcome::no;
  g.why = figures;
  return g;
}

Gate latency(const Evidence& e) {
  const Register& r = e.inputs->assumptions;
  Gate g = gate("latency", "Is there a latency limit that only machines near you can meet?");
  const double trip = r.value("gate.network_round_trip_ms", "ms");
  const std::optional<double> limit = r.maybe_value("gate.hard_ttft_ms", "ms");
  if (!limit) {
    g.why = "no hard limit stated";
    g.missing = "state gate.hard_ttft_ms if there is one";
    return g;
  }
  const bool only_near = *limit < trip;
  g.outcome = only_near ? GateOutcome::yes : GateOutcome::no;
  g.why = fmt::format("{} ms allowed, {} ms of network round trip to a remote API", *limit, trip);
  if (e.own != nullptr && e.own->option.fleet) {
    g.why += fmt::format("; self-hosted {} at the peak on average",
                         format_duration(e.own->option.fleet->at_peak.ttft.value));
  }
  return g;
}

struct LicenceReading {
  GateOutcome outcome;
  std::string why;
  std::string missing;
};

LicenceReading read_terms(const catalog::Licence& l, const Register& r) {
  const std::string& commercial = r.choice("gate.commercial_use").value;
  if (commercial == "no") {
    return {GateOutcome::yes, fmt::format("{}; no commercial use", l.name), ""};
  }
  if (l.commercial_use == catalog::CommercialUse::no) {
    return {GateOutcome::no, fmt::format("{} does not allow commercial use", l.name), ""};
  }
  if (l.monthly_user_threshold) {
    const std::string threshold = format_count(*l.monthly_user_threshold);
    const std::optional<double> users = r.maybe_value("gate.monthly_active_users", "users");
    if (!users) {
      return {
          GateOutcome::unknown,
          fmt::format("{} asks for a licence of its own above {} monthly users", l.name, threshold),
          "state gate.monthly_active_users"};
    }
    const bool above = *users > *l.monthly_user_threshold;
    return {above ? GateOutcome::no : GateOutcome::yes,
            fmt::format("{}: {} monthly users, {} its threshold of {}", l.name,
                        format_count(*users), above ? "above" : "within", threshold),
            ""};
  }
  if (l.monthly_revenue_threshold) {
    return {GateOutcome::unknown,
            fmt::format("{} has other terms above {} of revenue a month", l.name,
                        format_usd(*l.monthly_revenue_threshold)),
            "read its terms for your revenue"};
  }
  return {GateOutcome::yes, fmt::format("{} allows commercial use", l.name), ""};
}

Gate licence(const Evidence& e) {
  Gate g = gate("licence", "Does the licence of the weights allow this use?");
  const catalog::Model& model = *e.inputs->model;
  const catalog::Licence* const found =
      catalog::find_licence(e.inputs->catalog->licences, model.licence);
  if (found == nullptr) {
    g.why = "the licence of these weights is not in the catalog";
    g.missing = fmt::format("read the licence of {}", model.name);
    return g;
  }
  LicenceReading reading = read_terms(*found, e.inputs->assumptions);
  g.outcome = reading.outcome;
  g.why = std::move(reading.why);
  g.missing = std::move(reading.missing);
  return g;
}

const Gate* find(const std::vector<Gate>& gates, std::string_view id) {
  const auto found =
      std::find_if(gates.begin(), gates.end(), [&](const Gate& g) { return g.id == id; });
  return found == gates.end() ? nullptr : &*found;
}

}  // namespace

std::vector<Gate> gates(const Evidence& e) {
  const Register& r = e.inputs->assumptions;
  return {
      spend(e),
      residency(e),
      fact("team", "Does the team have an engineer with production GPU experience?",
           r.choice("gate.team_has_gpu_engineer"),
           "a hire, or about half a year of learning with outages"),
      steadiness(e),
      fact("maintenance", "Is the team ready to update, scale, monitor and repair it for years?",
           r.choice("gate.maintenance_ready"),
           "the first deployment is about a fifth of the effort"),
      latency(e),
      licence(e)};
}

void exclude(const std::vector<Gate>& gates, std::vector<Priced>& options) {
  struct Rule {
    std::string_view gate;
    GateOutcome outcome;
    std::array<OptionKind, 3> kinds;
  };
  using enum OptionKind;
  constexpr std::array<Rule, 3> rules = {
      Rule{"residency", GateOutcome::yes, {as_is, api, hybrid}},
      Rule{"latency", GateOutcome::yes, {as_is, api, hybrid}},
      Rule{"licence", GateOutcome::no, {self_host, hybrid, hybrid}},
  };
  for (const Rule& rule : rules) {
    const Gate* const g = find(gates, rule.gate);
    if (g == nullptr || g->outcome != rule.outcome) {
      continue;
    }
    for (Priced& priced : options) {
      Option& option = priced.option;
      const bool hit =
          std::find(rule.kinds.begin(), rule.kinds.end(), option.kind) != rule.kinds.end();
      if (hit && !option.excluded_by) {
        option.excluded_by = g->id;
      }
    }
  }
}

int noes_of_five(const std::vector<Gate>& gates) {
  int noes = 0;
  for (const std::string_view id : {"spend", "residency", "team", "steadiness", "maintenance"}) {
    const Gate* const g = find(gates, id);
    noes += g != nullptr && g->outcome == GateOutcome::no ? 1 : 0;
  }
  return noes;
}

}  // namespace rackrate::decide
