// SPDX-License-Identifier: Apache-2.0
#include "decide/api_choice.hpp"

#include "core/spelling.hpp"
#include "core/units_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rackrate::decide {
namespace {

using catalog::Offer;
using cost::ApiBill;
using cost::LineItem;

cost::BillTerms bill_terms(const Inputs& inputs) {
  const std::string& tier = inputs.assumptions.choice("api.tier").value;
  return {inputs.as_of, catalog::parse_service_tier(tier).value_or(catalog::ServiceTier::standard)};
}

[[noreturn]] void refuse(const ::rackrate::Choice& choice, std::string expected, std::string code,
                         std::string hint) {
  Diagnostic d;
  d.field = choice.id;
  d.expected = std::move(expected);
  d.got = rackrate::quoted(choice.value);
  d.code = std::move(code);
  d.why = choice.set_at.empty() ? "" : "set by " + choice.set_at;
  d.hint = std::move(hint);
  throw InputError(ExitCode::usage, std::move(d));
}

struct TodaysOffer {
  const Offer* offer = nullptr;
  std::size_t of = 1;  ///< hosts it is the median of
};

// What usage records name is often a model alone. Open weights have many hosts: the one in the
// middle. A catalog id names no host. Others have their maker, first in the book before resellers.
TodaysOffer todays_offer(const Inputs& inputs, const std::string& name,
                         const cost::ApiUsage& usage) {
  const catalog::Catalog& catalog = *inputs.catalog;
  const std::string model = catalog::priced_model(catalog.offers, name).value_or("");
  std::vector<const Offer*> on_sale;
  for (const Offer* const offer : catalog::offers_for(catalog.offers, model)) {
    if (catalog::on_sale(*offer, inputs.as_of)) {
      on_sale.push_back(offer);
    }
  }
  const auto own_name = std::stable_partition(on_sale.begin(), on_sale.end(), [&](const Offer* o) {
    return name != model && o->provider_model == name;
  });
  if (own_name != on_sale.begin()) {
    on_sale.erase(own_name, on_sale.end());
  }
  const bool open_weights = std::any_of(catalog.models.begin(), catalog.models.end(),
                                        [&](const catalog::Model& m) { return m.id == model; });
  if (!open_weights || on_sale.size() < 2) {
    return {on_sale.empty() ? nullptr : on_sale.front()};
  }
  std::vector<std::pair<Usd, const Offer*>> priced;
  for (const Offer* const offer : on_sale) {
    const ApiBill bill = cost::api_bill(*offer, usage, bill_terms(inputs));
    if (bill.complete()) {
      priced.emplace_back(bill.monthly(), offer);
    }
  }
  if (priced.empty()) {
    return {on_sale.front()};
  }
  std::stable_sort(priced.begin(), priced.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return {priced[(priced.size() - 1) / 2].second, priced.size()};
}

AsIs stated_amount(double monthly_usd, std::string title, std::string why, std::string source) {
  AsIs out;
  out.title = std::move(title);
  out.stated = true;
  LineItem line;
  line.item = "usage today";
  line.quantity = 1;
  line.unit = "months";
  line.unit_price = Usd::dollars(monthly_usd);
  line.why = std::move(why);
  line.source = std::move(source);
  out.lines = {std::move(line)};
  return out;
}

// The bill of one model's part of the usage, its lines named after the model.
bool add_bill(AsIs& out, const TodaysOffer& todays, const std::string& model,
              const cost::ApiUsage& usage, const Inputs& inputs) {
  const Offer& offer = *todays.offer;
  ApiBill bill = cost::api_bill(offer, usage, bill_terms(inputs));
  for (LineItem& line : bill.lines) {
    line.item = fmt::format("{} {}", model, line.item);
    out.lines.push_back(std::move(line));
  }
  out.notes.push_back(
      fmt::format("'{}' is priced as {} at {}{}", model, offer.provider_model, offer.provider,
                  todays.of > 1 ? fmt::format(", the median of {} hosts", todays.of) : ""));
  return bill.complete();
}

AsIsOutcome from_models(const Inputs& inputs, const workload::Demand& demand) {
  AsIs out;
  std::vector<std::string> unpriced;
  for (const workload::Slice& slice : inputs.workload.models) {
    const cost::ApiUsage usage = cost::api_usage(slice, inputs.workload, demand);
    if (!(usage.total() > Tokens::zero())) {
      continue;
    }
    const TodaysOffer todays = todays_offer(inputs, slice.value, usage);
    if (todays.offer == nullptr || !add_bill(out, todays, slice.value, usage, inputs)) {
      unpriced.push_back(slice.value.empty() ? "rows without a model" : slice.value);
    }
  }
  if (!unpriced.empty()) {
    return {std::nullopt,
            fmt::format("no price is known for {}: state today.monthly_usd to compare with what "
                        "you pay",
                        fmt::join(unpriced, ", "))};
  }
  const std::size_t models = inputs.workload.models.size();
  out.title = models == 1 ? inputs.workload.models[0].value
                          : fmt::format("{} models as used today", models);
  return {std::move(out), ""};
}

std::optional<AsIs> from_stated_cost(const Inputs& inputs, const workload::Demand& demand) {
  const workload::Workload& w = inputs.workload;
  if (!w.cost_usd || !w.requests.known() || w.requests.value() == 0) {
    return std::nullopt;
  }
  const double scale =
      demand.requests_per_month.as_count() / static_cast<double>(w.requests.value());
  return stated_amount(*w.cost_usd * scale, "as the source states it",
                       "the cost the usage gives, as a month", "usage");
}

}  // namespace

Hosts hosts_of_model(const Inputs& inputs, const cost::ApiUsage& usage) {
  const cost::BillTerms terms = bill_terms(inputs);
  Hosts hosts;
  for (const Offer* const offer : catalog::offers_for(inputs.catalog->offers, inputs.model->id)) {
    ApiBill bill = cost::api_bill(*offer, usage, terms);
    if (!bill.complete() || bill.lines.empty()) {
      hosts.incomplete.push_back(offer->provider);
    } else {
      hosts.bills.push_back(std::move(bill));
    }
  }
  std::stable_sort(hosts.bills.begin(), hosts.bills.end(),
                   [](const ApiBill& a, const ApiBill& b) { return a.monthly() < b.monthly(); });
  return hosts;
}

const ApiBill* chosen_host(const Hosts& hosts, const Inputs& inputs) {
  const ::rackrate::Choice& wanted = inputs.assumptions.choice("api.host");
  if (wanted.value == "any") {
    return nullptr;
  }
  std::vector<std::string> known;
  for (const Offer& offer : inputs.catalog->offers) {
    if (std::find(known.begin(), known.end(), offer.provider) == known.end()) {
      known.push_back(offer.provider);
    }
  }
  if (std::find(known.begin(), known.end(), wanted.value) == known.end()) {
    const std::string near = did_you_mean(wanted.value, known);
    refuse(wanted, "a provider with API prices, e.g. deepinfra", "unknown-provider",
           near.empty() ? "see them with 'rackrate prices list'" : near);
  }
  const auto found = std::find_if(hosts.bills.begin(), hosts.bills.end(), [&](const ApiBill& b) {
    return b.offer->provider == wanted.value;
  });
  return found == hosts.bills.end() ? nullptr : &*found;
}

AsIsOutcome as_is(const Inputs& inputs, const workload::Demand& demand) {
  const Register& r = inputs.assumptions;
  if (const std::optional<double> paid = r.maybe_value("today.monthly_usd", "usd/month")) {
    return {stated_amount(*paid, "as you state it", "stated by you", "today.monthly_usd"), ""};
  }
  const ::rackrate::Choice& today = r.choice("today.model");
  if (today.value != "unknown") {
    const cost::ApiUsage usage = cost::api_usage(inputs.workload, demand);
    const TodaysOffer todays = todays_offer(inputs, today.value, usage);
    if (todays.offer == nullptr) {
      refuse(today, "a model with API prices, e.g. gpt-5.5", "unknown-model",
             "see them with 'rackrate prices list'");
    }
    AsIs out;
    out.title = fmt::format("{} at {}", todays.offer->provider_model, todays.offer->provider);
    add_bill(out, todays, today.value, usage, inputs);
    return {std::move(out), ""};
  }
  if (std::optional<AsIs> stated = from_stated_cost(inputs, demand)) {
    return {std::move(stated), ""};
  }
  AsIsOutcome by_models = inputs.workload.capabilities.models
                              ? from_models(inputs, demand)
                              : AsIsOutcome{std::nullopt,
                                            "the files do not name the models in use: state "
                                            "today.model or today.monthly_usd to compare with "
                                            "what you pay"};
  if (by_models.as_is && by_models.as_is->lines.empty()) {
    by_models.as_is.reset();
    by_models.missing = "the files do not give the tokens of each model: state today.monthly_usd";
  }
  return by_models;
}

}  // namespace rackrate::decide
