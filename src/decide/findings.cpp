// SPDX-License-Identifier: Apache-2.0
#include "decide/findings.hpp"

#include "core/units_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace rackrate::decide {
namespace {

using cost::ApiBill;
using Findings = std::vector<Finding>;

constexpr int announced_ahead = 365;  // days in which a dated price change is worth a word

void add(Findings& out, std::string id, std::string text) {
  out.push_back({std::move(id), std::move(text)});
}

std::string classes(const std::vector<catalog::TokenClass>& list) {
  std::string out;
  for (const catalog::TokenClass c : list) {
    out += (out.empty() ? "" : ", ") + std::string(catalog::name(c));
  }
  return out;
}

// ---- the API side -------------------------------------------------------------------------------

void host_findings(const Background& f, Findings& out) {
  if (f.hosts->bills.empty()) {
    add(out, "no-host",
        fmt::format("no host of {} with a full set of prices is in the price book",
                    f.inputs->model->name));
    return;
  }
  const ApiBill& cheapest = f.hosts->bills.front();
  if (!cheapest.no_discount.empty()) {
    add(out, "no-class-price",
        fmt::format("{} publishes no price for {}: charged in full", cheapest.offer->provider,
                    classes(cheapest.no_discount)));
  }
  for (const std::string& note : cheapest.notes) {
    add(out, "api-price", note);
  }
  if (!f.hosts->incomplete.empty()) {
    add(out, "host-without-price",
        fmt::format("left out for missing prices: {}", fmt::join(f.hosts->incomplete, ", ")));
  }
  const std::string& wanted = f.inputs->assumptions.choice("api.host").value;
  if (wanted != "any" && f.chosen_host == nullptr) {
    add(out, "host-does-not-serve",
        fmt::format("{} has no price for {}", wanted, f.inputs->model->name));
  }
}

bool has_size_tiers(const catalog::Offer& offer) {
  return std::any_of(offer.tiers.begin(), offer.tiers.end(), [](const auto& tier) {
    return std::any_of(tier.second.begin(), tier.second.end(),
                       [](const auto& price) { return price.context.from.has_value(); });
  });
}

void dated_changes(const Background& f, Findings& out) {
  if (f.hosts->bills.empty()) {
    return;
  }
  const catalog::Offer& offer = *f.hosts->bills.front().offer;
  if (!f.usage->sizes_known && has_size_tiers(offer)) {
    add(out, "context-tier",
        fmt::format("{} charges more for long requests; the files do not give lengths, so all "
                    "are charged as short",
                    offer.provider));
  }
  const Date today = f.inputs->as_of;
  for (const auto& [tier, prices] : offer.tiers) {
    for (const catalog::TokenPrice& price : prices) {
      const auto from = price.validity.from;
      if (from && *from > today && *from <= today + std::chrono::days(announced_ahead)) {
        add(out, "dated-change",
            fmt::format("{} announced {} at ${} per million from {}", offer.provider,
                        catalog::name(price.token_class), format_per_million(price.price),
                        to_string(*from)));
      }
    }
  }
}

void cheaper_host(const Background& f, Findings& out) {
  const Priced* const today = cheapest_of(*f.options, OptionKind::as_is, false);
  const Priced* const host = cheapest_of(*f.options, OptionKind::api, false);
  if (today != nullptr && host != nullptr &&
      host->option.monthly.value < today->option.monthly.value) {
    add(out, "cheaper-host",
        fmt::format("{} at {} costs {} a month against {} today; whether its quality is enough is "
                    "yours to judge by an evaluation",
                    f.inputs->model->name, host->option.title,
                    format_usd(host->option.monthly.value),
                    format_usd(today->option.monthly.value)));
  }
}

void old_prices(const Background& f, Findings& out) {
  const double limit = f.inputs->assumptions.value("prices.max_age_days", "days");
  const auto age = [&](Date as_of) {
    return static_cast<double>((f.inputs->as_of - as_of).count());
  };
  std::optional<Date> api;
  if (!f.hosts->bills.empty()) {
    api = f.hosts->bills.front().oldest_price;
  }
  std::optional<Date> gpu;
  if (f.own != nullptr) {
    const cost::Supply& supply = f.own->own->supply;
    gpu = supply.owned() ? supply.purchase->provenance.as_of : supply.rent->provenance.as_of;
  }
  for (const auto& [what, date] : {std::pair{"API", api}, std::pair{"GPU", gpu}}) {
    if (date && age(*date) > limit) {
      add(out, "old-prices",
          fmt::format("the {} prices used are of {}, {} days old: check them before you sign", what,
                      to_string(*date), age(*date)));
    }
  }
}

// ---- the self-hosted side -----------------------------------------------------------------------

void fleet_findings(const Background& f, Findings& out) {
  if (f.own == nullptr) {
    add(out, "no-fleet", "self-hosting is not priced: " + why_no_fleet(*f.candidates));
    return;
  }
  const cost::Supply& supply = f.own->own->supply;
  if (!supply.owned()) {
    catalog::GpuPriceFilter filter;
    filter.gpu = supply.gpu->id;
    filter.term = supply.rent->term;
    if (const auto spread = catalog::spread(f.inputs->catalog->gpu_prices, filter)) {
      add(out, "gpu-price-spread",
          fmt::format("{} at {}: ${:.2f} an hour at {}, median of {} providers ${:.2f}, dearest "
                      "${:.2f}",
                      supply.gpu->name, catalog::name(supply.rent->term),
                      supply.rent->per_gpu().in_per_hour(), supply.rent->provider,
                      spread->providers, spread->median.in_per_hour(),
                      spread->dearest->per_gpu().in_per_hour()));
    }
  }
  const double engineers = f.inputs->assumptions.value("people.engineers", "fte");
  if (engineers > 0 && engineers <= 1) {
    add(out, "team-of-one",
        "a fleet run by one engineer stops when that person is ill or leaves: plan a second");
  }
  for (const Response& r : *f.responses) {
    if (!r.reachable_at_low || !r.reachable_at_high) {
      add(out, "limit-out-of-reach",
          fmt::format("{} at {} cannot be met by this deployment at any load", r.assumption,
                      significant(r.reachable_at_low ? r.high : r.low, 2)));
    }
  }
}

void licence_findings(const Background& f, Findings& out) {
  const catalog::Licence* const licence =
      catalog::find_licence(f.inputs->catalog->licences, f.inputs->model->licence);
  if (licence == nullptr) {
    return;
  }
  std::vector<std::string> duties = licence->conditions;
  if (!licence->attribution.empty()) {
    duties.push_back("attribution: " + licence->attribution);
  }
  if (!licence->field_of_use.empty()) {
    duties.push_back("not for: " + licence->field_of_use);
  }
  if (!duties.empty()) {
    add(out, "licence", fmt::format("{}: {}", licence->name, fmt::join(duties, "; ")));
  }
}

// ---- both ---------------------------------------------------------------------------------------

void constraint_price(const Background& f, Findings& out) {
  if (f.own == nullptr || f.api == nullptr || !f.api->option.excluded_by) {
    return;
  }
  const Usd more = f.own->option.monthly.value - f.api->option.monthly.value;
  if (more > Usd::zero()) {
    add(out, "constraint-price",
        fmt::format("the gate '{}' costs {} a month over the cheapest API",
                    *f.api->option.excluded_by, format_usd(more)));
  }
}

// What one more step of the staircase costs, against what it saves.
void step_against_api(const Background& f, Findings& out) {
  if (f.own == nullptr || f.api == nullptr || f.api->stated) {
    return;
  }
  const SelfHosting& own = *f.own->own;
  const Usd replica =
      cost::gpu_rate(own.supply, f.point.terms).all() * month * own.gpus_per_replica;
  const Usd sold = f.api->bill * (effective_rate(own, f.point) / f.load->peak);
  add(out, "step",
      fmt::format("one more replica costs {} a month in GPUs; filled to this load's peak it serves "
                  "what costs {} on the API{}",
                  format_usd(replica), format_usd(sold),
                  replica < sold ? "" : ": sized for its peak, no volume pays"));
}

void no_comparison(const Background& f, Findings& out) {
  if (f.own != nullptr && f.api == nullptr) {
    add(out, "no-comparison",
        f.hosts->bills.empty()
            ? "no host sells these weights in the price book: state today.monthly_usd, or give a "
              "model of the catalog, to compare"
            : "the API costs nothing for this usage, so there is nothing to compare");
  }
}

void small_hybrid_saving(const Background& f, Findings& out) {
  const Priced* const hybrid = cheapest_of(*f.options, OptionKind::hybrid, true);
  if (hybrid == nullptr || f.api == nullptr || f.verdict->choice != Choice::stay_on_api) {
    return;
  }
  const double saving = 1 - hybrid->option.monthly.value / f.api->option.monthly.value;
  if (saving > 0) {
    add(out, "small-hybrid-saving",
        fmt::format("a hybrid would save {}: too little, or too unsure, for two ways to run",
                    format_percent(saving)));
  }
}

void no_hybrid(const Background& f, Findings& out) {
  if (f.own != nullptr && !f.hosts->bills.empty() &&
      cheapest_of(*f.options, OptionKind::hybrid, false) == nullptr) {
    add(out, "no-hybrid",
        "a hybrid was tried with every number of own replicas: none is cheaper than the API alone");
  }
}

void five_questions(const Background& f, Findings& out) {
  const int noes = noes_of_five(*f.gates);
  const bool published_says_api = noes >= 3;
  const bool own_is_cheaper = f.own != nullptr && f.api != nullptr &&
                              f.own->option.monthly.value < f.api->option.monthly.value;
  if (published_says_api && own_is_cheaper) {
    add(out, "five-questions",
        fmt::format("{} of the five questions are answered no, where published advice is to stay "
                    "on the API; the costs here say otherwise",
                    noes));
  }
}

}  // namespace

std::vector<Finding> findings(const Background& f) {
  Findings out;
  if (!f.no_as_is.empty()) {
    add(out, "no-as-is", f.no_as_is);
  }
  host_findings(f, out);
  cheaper_host(f, out);
  constraint_price(f, out);
  five_questions(f, out);
  step_against_api(f, out);
  no_comparison(f, out);
  small_hybrid_saving(f, out);
  no_hybrid(f, out);
  fleet_findings(f, out);
  licence_findings(f, out);
  dated_changes(f, out);
  old_prices(f, out);
  return out;
}

}  // namespace rackrate::decide
