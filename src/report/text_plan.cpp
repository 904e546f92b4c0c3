// SPDX-License-Identifier: Apache-2.0
// The page as a whole, and its first lines: the verdict and what must be served.
#include "report/text_plan.hpp"

#include "core/printable.hpp"
#include "core/units_format.hpp"
#include "report/text_profile.hpp"

#include <algorithm>
#include <cmath>

namespace rackrate::report {
namespace {

using decide::Choice;
using decide::Option;
using decide::OptionKind;

const Option* cheapest(const decide::Plan& plan, OptionKind kind) {
  const Option* best = nullptr;
  for (const Option& option : plan.options) {
    if (option.kind == kind && (best == nullptr || option.monthly.value < best->monthly.value)) {
      best = &option;
    }
  }
  return best;
}

std::string_view headline(const decide::Verdict& verdict) {
  switch (verdict.choice) {
    case Choice::stay_on_api: return "STAY ON THE API.";
    case Choice::self_host: return "SELF-HOST.";
    case Choice::hybrid: return "GO HYBRID.";
    case Choice::undecided:
      return verdict.comparable ? "TOO CLOSE TO CALL." : "NOTHING TO COMPARE.";
  }
  return "";
}

// Beyond a thousand the figure says no more than that the two are not comparable.
constexpr double largest_ratio = 1000;

std::string times(double ratio) {
  return ratio > largest_ratio ? "over 1,000x" : format_ratio(ratio);
}

// "7.9x as much (80 % sure: 6.5x to 11x)."
std::string times_as_much(const decide::Verdict& verdict) {
  const std::string value = times(verdict.ratio) + " as much";
  return verdict.ratio_low > largest_ratio ? value + "."
                                           : value + " (80 % sure: " + times(verdict.ratio_low) +
                                                 " to " + times(verdict.ratio_high) + ").";
}

// How the two sides compare, in the direction that the verdict takes.
std::string comparison(const decide::Plan& plan) {
  const decide::Verdict& verdict = plan.verdict;
  if (best_self_hosted(plan) == nullptr) {
    return "Nothing in the catalog serves this load on your own GPUs within the limits.";
  }
  if (!verdict.comparable) {
    return "No API price of these weights is known.";
  }
  const bool own = verdict.choice == Choice::self_host || verdict.choice == Choice::hybrid;
  if (own && verdict.ratio <= 1) {
    return "It would cost " + format_percent(verdict.ratio) +
           " of the cheapest API (80 % sure: " + format_percent(verdict.ratio_low) + " to " +
           format_percent(verdict.ratio_high) + ").";
  }
  const std::string cost = times_as_much(verdict);
  const Option* api = best_api(plan);
  if (verdict.choice == Choice::self_host && api != nullptr && api->excluded_by) {
    return "The API is ruled out (" + *api->excluded_by + "). Self-hosting costs " + cost;
  }
  return "Self-hosting would cost " + cost;
}

}  // namespace

const Option* find_option(const decide::Plan& plan, std::string_view id) {
  const auto found = std::find_if(plan.options.begin(), plan.options.end(),
                                  [&](const Option& option) { return option.id == id; });
  return found == plan.options.end() ? nullptr : &*found;
}

const Option* best_self_hosted(const decide::Plan& plan) {
  return cheapest(plan, OptionKind::self_host);
}

const Option* best_api(const decide::Plan& plan) { return cheapest(plan, OptionKind::api); }

void add_verdict(Page& page, const decide::Plan& plan) {
  const Tone tone = plan.verdict.choice == Choice::undecided ? Tone::caution : Tone::good;
  page.blank();
  page.paragraph(page.style()(tone, page.style()(Tone::strong, headline(plan.verdict))) + "  " +
                 comparison(plan));
  if (const Option* today = cheapest(plan, OptionKind::as_is)) {
    page.paragraph("Today's usage costs " + format_usd(today->monthly.value) + " a month.");
  }
  if (!plan.verdict.flips_if.empty()) {
    page.paragraph("It flips if " + printable(join(plan.verdict.flips_if, ", or if ", ", if ")) +
                   ".");
  }
}

void add_demand(Page& page, const decide::Plan& plan) {
  const workload::Demand& demand = plan.demand;
  page.blank();
  page.labelled("Model", printable(plan.model->name));
  add_workload_summary(page, plan.workload);
  const auto per_second = [](RequestsPerSecond rate) {
    return significant(rate.in_per_second(), 2) + "/s";
  };
  page.labelled("A month", counted(demand.requests_per_month.as_count(), "request", "requests") +
                               "   " + format_count(demand.tokens.input().as_count()) + " in, " +
                               format_count(demand.tokens.output.as_count()) + " out   mean " +
                               per_second(demand.mean_rate) + ", peak " +
                               per_second(demand.peak_rate) +
                               (demand.peak_assumed ? " (assumed)" : ""));
}

std::string text_plan(const decide::Plan& plan, const Stamp& stamp, const Style& style) {
  Page page(style);
  add_verdict(page, plan);
  add_demand(page, plan);
  add_options(page, plan);
  add_why(page, plan);
  add_flips(page, plan);
  add_gates(page, plan);
  add_assumptions(page, plan);
  add_notes(page, plan);
  add_next(page, plan);
  page.blank();
  std::vector<std::string> made_of = {"rackrate " + stamp.version,
                                      "prices in force on " + to_string(stamp.as_of)};
  if (stamp.oldest_price && stamp.newest_price) {
    made_of.push_back("seen " + to_string(*stamp.oldest_price) + " to " +
                      to_string(*stamp.newest_price));
  }
  made_of.push_back("catalog " + stamp.catalog_sha256.substr(0, 8));
  page.paragraph(style(Tone::quiet, join(made_of, " · ", " · ")));
  return page.take();
}

}  // namespace rackrate::report
