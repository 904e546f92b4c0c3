// SPDX-License-Identifier: Apache-2.0
// The lower half of the decision page: why, what would change it, gates, assumptions, notes.
#include "core/printable.hpp"
#include "core/units_format.hpp"
#include "report/layout.hpp"
#include "report/table.hpp"
#include "report/text_plan.hpp"

#include <algorithm>

namespace rackrate::report {
namespace {

using decide::Gate;
using decide::GateOutcome;

constexpr std::size_t most_assumptions = 6;

std::string mark(GateOutcome outcome, const Style& style) {
  switch (outcome) {
    case GateOutcome::yes: return style(Tone::good, "✓");
    case GateOutcome::no: return style(Tone::bad, "✗");
    case GateOutcome::unknown: return style(Tone::caution, "?");
  }
  return "?";
}

std::string source_text(const Assumption& assumption) {
  if (assumption.origin != Origin::profile) {
    return "yours: " + printable(assumption.set_at);
  }
  return to_string(assumption.provenance.as_of) + "  " + printable(assumption.provenance.source);
}

std::string on_axis(const std::string& axis, double at) {
  if (axis == "tokens_per_day") {
    return format_count(at) + " tokens a day";
  }
  if (axis == "api_usd_per_month") {
    return "an API bill of " + format_usd(Usd::dollars(at)) + " a month";
  }
  return significant(at, 3) + " " + axis;
}

// "Self-hosting is cheaper above 1.30 B tokens a day (you: 650 M tokens a day)."
std::string crossings_text(const decide::BreakEven& curve, bool self_host_wins) {
  const std::string you = " (you: " + on_axis(curve.axis, curve.here) + ").";
  if (curve.crossings.empty()) {
    return std::string(self_host_wins ? "Self-hosting" : "The API") +
           " is cheaper anywhere up to " + on_axis(curve.axis, curve.searched_to) + you;
  }
  std::string text;
  for (const decide::Crossing& crossing : curve.crossings) {
    const bool own = crossing.self_host_wins_above;
    text += text.empty() ? (own ? "Self-hosting is cheaper above " : "The API is cheaper above ")
                         : (own ? ", self-hosting again above " : ", the API again above ");
    text += on_axis(curve.axis, crossing.at);
  }
  return text + you;
}

}  // namespace

void add_why(Page& page, const decide::Plan& plan) {
  const decide::Option* api = best_api(plan);
  const decide::Option* own = best_self_hosted(plan);
  page.blank();
  page.heading("Why");
  if (api != nullptr) {
    page.item("·", option_title(*api) + " asks " + format_usd(api->monthly.value) +
                       " a month for this mix, $" + format_per_million(api->per_token) +
                       " per million tokens.");
  }
  if (own != nullptr && own->fleet) {
    const serving::Fleet& fleet = *own->fleet;
    page.item("·", "The cheapest fleet is " + option_title(*own) + ". One replica serves " +
                       significant(fleet.capacity.per_replica.value.in_per_second(), 2) +
                       " requests/s (" +
                       significant(fleet.capacity.per_replica.low.in_per_second(), 2) + " to " +
                       significant(fleet.capacity.per_replica.high.in_per_second(), 2) +
                       "), bound by " + std::string(serving::name(fleet.capacity.binding)) + ": " +
                       std::to_string(fleet.replicas_for_mean) + " for the mean, " +
                       std::to_string(fleet.replicas_for_peak) + " for the peak, " +
                       std::to_string(fleet.spare_replicas) + " spare.");
    page.item("·", "There idle GPUs cost " +
                       format_usd(cost::total(own->lines, cost::Group::idle)) + ", redundancy " +
                       format_usd(cost::total(own->lines, cost::Group::redundancy)) +
                       " and people " + format_usd(cost::total(own->lines, cost::Group::people)) +
                       " a month.");
  }
}

void add_flips(Page& page, const decide::Plan& plan) {
  std::vector<std::string> items;
  for (const decide::BreakEven& curve : plan.break_even) {
    items.push_back(crossings_text(curve, plan.verdict.probability_self_host_wins > 0.5));
  }
  std::size_t shown = 0;
  for (const decide::Sensitivity& s : plan.sensitivities) {
    if (s.flips_at && shown++ < 3) {
      const Assumption& assumption = plan.assumptions.assumption(s.assumption);
      items.push_back(s.assumption + " at " + plain_number(*s.flips_at) + " " + assumption.unit +
                      " (now " + plain_number(assumption.value) + "): " + assumption.what + ".");
    }
  }
  if (items.empty()) {
    return;
  }
  page.blank();
  page.heading("What would flip it");
  for (const std::string& item : items) {
    page.item("·", item);
  }
}

void add_gates(Page& page, const decide::Plan& plan) {
  Table table({{""}, {""}, {""}});
  const Style& style = page.style();
  const int width = style.width - 2 * margin - 18;
  for (const Gate& gate : plan.gates) {
    const bool open = gate.outcome == GateOutcome::unknown;
    const std::vector<std::string> lines = wrap(printable(open ? gate.question : gate.why), width);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      table.add({i == 0 ? mark(gate.outcome, style) : " ", i == 0 ? gate.id : "", lines[i]});
    }
    if (open && !gate.missing.empty()) {
      table.add({" ", "", style(Tone::quiet, printable(gate.missing))});
    }
  }
  page.blank();
  page.heading("Gates", "what speaks for self-hosting ✓, against it ✗, or is not stated ?");
  page.raw(table.render(2 * margin, page.style().width));
}

void add_assumptions(Page& page, const decide::Plan& plan) {
  const Style& style = page.style();
  Table table({{style(Tone::strong, "Assumptions that move it most")},
               {style(Tone::quiet, "value"), Align::right},
               {""},
               {style(Tone::quiet, "80 % range"), Align::right},
               {style(Tone::quiet, "moves it by"), Align::right}});
  const std::size_t count = std::min(plan.sensitivities.size(), most_assumptions);
  for (std::size_t i = 0; i < count; ++i) {
    const decide::Sensitivity& s = plan.sensitivities[i];
    const Assumption& a = plan.assumptions.assumption(s.assumption);
    table.add({"  " + a.id, plain_number(a.value), a.unit,
               plain_number(a.low) + "–" + plain_number(a.high),
               format_usd(Usd::dollars(s.swing_usd))});
    table.add_line("    " + style(Tone::quiet, cut(source_text(a), style.width - margin - 4)));
  }
  if (!table.empty()) {
    page.blank();
    page.raw(table.render(margin, page.style().width));
  }
}

void add_notes(Page& page, const decide::Plan& plan) {
  std::vector<std::string> notes = plan.demand.notes;
  for (const decide::Finding& finding : plan.findings) {
    notes.push_back(finding.text);
  }
  for (const Diagnostic& note : plan.workload.notes) {
    notes.push_back(sentence(note));
  }
  page.notes(notes);
}

void add_next(Page& page, const decide::Plan& plan) {
  const bool open = std::any_of(plan.gates.begin(), plan.gates.end(), [](const Gate& gate) {
    return gate.outcome == GateOutcome::unknown && !gate.missing.empty();
  });
  page.blank();
  page.labelled("Next",
                open ? "answer the open gates with --set NAME=VALUE, or in a scenario: "
                       "rackrate init"
                     : "see what else fits: rackrate size --model " + printable(plan.model->id));
}

}  // namespace rackrate::report
