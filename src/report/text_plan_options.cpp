// SPDX-License-Identifier: Apache-2.0
// The options of the decision page, side by side, each with what it is made of.
#include "core/printable.hpp"
#include "core/units_format.hpp"
#include "report/layout.hpp"
#include "report/table.hpp"
#include "report/text_plan.hpp"

#include <algorithm>
#include <array>

namespace rackrate::report {
namespace {

using cost::Group;
using decide::Option;
using decide::OptionKind;

constexpr int kind_width = 11;
constexpr std::array all_groups{Group::api,     Group::gpus,     Group::idle,    Group::redundancy,
                                Group::people,  Group::updates,  Group::power,   Group::facility,
                                Group::support, Group::overflow, Group::storage, Group::network};

// What sets an option apart at a glance: for a fleet, how its GPUs are paid for.
std::string_view label(const Option& option) {
  switch (option.kind) {
    case OptionKind::as_is: return "today";
    case OptionKind::api: return "api";
    case OptionKind::hybrid: return "hybrid";
    case OptionKind::self_host: break;
  }
  return option.id.ends_with("12mo")    ? "12 months"
         : option.id.ends_with("36mo")  ? "36 months"
         : option.id.ends_with("owned") ? "owned"
                                        : "rented";
}

// An estimate has two digits worth reading at its ends; a known price has one value only.
std::string range_text(const Estimate<Usd>& amount) {
  if (amount.low == amount.high) {
    return "list price";
  }
  return significant(amount.low.in_dollars(), 2) + "–" + significant(amount.high.in_dollars(), 2);
}

// In dollars; of small amounts two digits, cents would say too much.
std::string part(std::string_view name, Usd amount) {
  const double dollars = amount.in_dollars();
  return std::string(name) + " " + significant(dollars, dollars < 99.5 ? 2 : 3);
}

// "GPUs 9,100 · idle 6,100 · people 5,800": an API bill line by line, a fleet group by group.
std::string build_up(const Option& option) {
  std::vector<std::string> parts;
  for (const Group group : all_groups) {
    const Usd amount = cost::total(option.lines, group);
    if (group == Group::api) {
      for (const cost::LineItem& line : option.lines) {
        if (line.group == Group::api && line.monthly() != Usd::zero()) {
          parts.push_back(part(line.item, line.monthly()));
        }
      }
    } else if (amount != Usd::zero()) {
      parts.push_back(part(group == Group::gpus ? "GPUs" : cost::name(group), amount));
    }
  }
  return join(parts, " · ", " · ");
}

void add_details(Table& table, const Option& option, const Style& style) {
  const int width = style.width - margin - kind_width - 2;
  const std::string indent(kind_width + 2, ' ');
  for (const std::string& line : wrap(printable(build_up(option)), width)) {
    table.add_line(indent + line);
  }
  for (const std::string& line : wrap(printable(join(option.notes, " · ", " · ")), width)) {
    table.add_line(indent + style(Tone::quiet, line));
  }
  if (option.excluded_by) {
    table.add_line(indent + style(Tone::bad, "ruled out by the gate " + *option.excluded_by));
  }
}

void add_option(Table& table, const decide::Plan& plan, const Option& option, const Style& style) {
  const bool chosen = option.id == plan.verdict.option;
  const Tone tone = option.excluded_by ? Tone::quiet : chosen ? Tone::strong : Tone::plain;
  const auto time = [&](auto pick) {
    return option.fleet ? style(tone, format_duration(pick(option.fleet->at_peak).value))
                        : style(Tone::quiet, unknown_text);
  };
  table.add({style(Tone::good, chosen ? "▸ " : "  ") + style(tone, label(option)),
             style(tone, option_title(option)), style(tone, format_usd(option.monthly.value)),
             style(tone, range_text(option.monthly)),
             style(tone, format_per_million(option.per_token)),
             time([](const auto& point) { return point.ttft; }),
             time([](const auto& point) { return point.tpot; })});
}

// "3+1 replicas of 2x h100-sxm fp8 vllm"
std::string fleet_title(const serving::Fleet& fleet) {
  const sizing::Deployment& d = fleet.fit.deployment;
  const int spares = fleet.spare_replicas;
  const bool one = fleet.replicas_for_peak + spares == 1;
  return std::to_string(fleet.replicas_for_peak) +
         (spares > 0 ? "+" + std::to_string(spares) : "") +
         (one ? " replica of " : " replicas of ") + std::to_string(d.gpus()) + "x " +
         d.accelerator->id + " " + std::string(catalog::name(d.weights)) + " " + d.engine->id;
}

}  // namespace

std::string option_title(const Option& option) {
  if (!option.fleet) {
    return printable(option.title);
  }
  std::string title = fleet_title(*option.fleet);
  for (const cost::LineItem& line : option.lines) {
    if (line.group == Group::overflow) {
      title += " + " + line.item;
    }
  }
  return printable(title);
}

void add_options(Page& page, const decide::Plan& plan) {
  const Style& style = page.style();
  Table table({{style(Tone::strong, "Per month")},
               {"", Align::left, 0, true},
               {style(Tone::quiet, "total"), Align::right},
               {style(Tone::quiet, "80 % range"), Align::right},
               {style(Tone::quiet, "$/Mtok"), Align::right},
               {style(Tone::quiet, "TTFT"), Align::right},
               {style(Tone::quiet, "TPOT"), Align::right}});
  for (const Option& option : plan.options) {
    add_option(table, plan, option, style);
    add_details(table, option, style);
  }
  page.blank();
  page.raw(table.render(margin, page.style().width));
  page.paragraph(style(Tone::quiet,
                       "TTFT and TPOT: predicted means in the busiest minute; ? where nobody "
                       "publishes one"));
}

}  // namespace rackrate::report
