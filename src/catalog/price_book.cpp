// SPDX-License-Identifier: Apache-2.0
#include "catalog/price_book.hpp"

#include "catalog/csv_table.hpp"
#include "catalog/name_key.hpp"
#include "catalog/price_choices.hpp"
#include "io/numbers.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <tuple>
#include <utility>

namespace rackrate::catalog {
namespace {

constexpr Choices<bool, 2> boundary_operators{{{"gt", false}, {"ge", true}}};

struct Columns {
  explicit Columns(const CsvTable& table)
      : model(table.column("model")),
        provider(table.column("provider")),
        provider_model(table.column("provider_model")),
        region(table.column("region")),
        tier(table.column("tier")),
        component(table.column("component")),
        unit(table.column("unit")),
        price(table.column("price_usd")),
        ctx_from(table.column("ctx_from")),
        ctx_to(table.column("ctx_to")),
        ctx_op(table.column("ctx_op")),
        time_window(table.column("time_window")),
        effective_from(table.column("effective_from")),
        effective_to(table.column("effective_to")),
        min_commit(table.column("min_commit")),
        source(table.column("source")),
        as_of(table.column("as_of")),
        confidence(table.column("confidence")),
        derived(table.column("derived")) {}

  CsvTable::Column model, provider, provider_model, region, tier, component, unit, price, ctx_from,
      ctx_to, ctx_op, time_window, effective_from, effective_to, min_commit, source, as_of,
      confidence, derived;
};

// "HH:MM" as a time of the day.
std::optional<Seconds> parse_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') {
    return std::nullopt;
  }
  const auto hours = io::parse_whole(text.substr(0, 2));
  const auto minutes = io::parse_whole(text.substr(3));
  if (!hours || !minutes || *hours < 0 || *hours > 24 || *minutes < 0 || *minutes > 59) {
    return std::nullopt;
  }
  return Seconds::minutes(static_cast<double>(*hours * 60 + *minutes));
}

std::optional<TimeWindow> read_window(CsvTable& table, const Columns& at) {
  const std::string text = table.text_or_empty(at.time_window);
  if (text.empty()) {
    return std::nullopt;
  }
  const std::size_t dash = text.find('-');
  const auto from = parse_clock(std::string_view(text).substr(0, dash));
  const auto to = dash == std::string::npos ? std::nullopt
                                            : parse_clock(std::string_view(text).substr(dash + 1));
  if (!from || !to) {
    table.fault(at.time_window, "UTC times, e.g. 00:30-16:30", "bad-time-window");
    return std::nullopt;
  }
  return TimeWindow{*from, *to};
}

ContextRange read_context(CsvTable& table, const Columns& at) {
  constexpr double longest = 1e9;
  ContextRange range;
  const auto tokens = [&table](CsvTable::Column column) -> std::optional<Tokens> {
    const auto count = table.maybe_number(column, 1, longest);
    return count ? std::optional(Tokens::count(*count)) : std::nullopt;
  };
  range.from = tokens(at.ctx_from);
  range.to = tokens(at.ctx_to);
  if (range.from || range.to) {
    range.boundary_is_above = table.choice(at.ctx_op, boundary_operators);
  }
  if (range.from && range.to && *range.from >= *range.to) {
    table.fault(at.ctx_to, "a size above ctx_from", "bad-range");
  }
  return range;
}

Validity read_validity(CsvTable& table, const Columns& at) {
  Validity validity{table.maybe_date(at.effective_from), table.maybe_date(at.effective_to)};
  if (validity.from && validity.to && *validity.from >= *validity.to) {
    table.fault(at.effective_to, "a date after effective_from", "bad-range");
  }
  return validity;
}

Provenance read_provenance(CsvTable& table, const Columns& at) {
  return {table.text(at.source), table.date(at.as_of), table.choice(at.confidence, confidences)};
}

void read_token_price(CsvTable& table, const Columns& at, TokenClass token_class, Offer& offer) {
  if (table.text_or_empty(at.unit) != "per_1m_tokens") {
    table.fault(at.unit, "per_1m_tokens for a token class", "bad-unit");
  }
  TokenPrice price;
  price.token_class = token_class;
  price.price = UsdPerToken::per_million(table.number(at.price));
  price.context = read_context(table, at);
  price.window = read_window(table, at);
  price.validity = read_validity(table, at);
  price.min_commit = table.text_or_empty(at.min_commit);
  price.derived = table.flag(at.derived);
  price.provenance = read_provenance(table, at);
  offer.tiers[table.choice(at.tier, service_tiers)].push_back(std::move(price));
}

void read_fee(CsvTable& table, const Columns& at, FeeKind kind, Offer& offer) {
  if (table.text_or_empty(at.unit) != "per_1k_requests") {
    table.fault(at.unit, "per_1k_requests for a fee", "bad-unit");
  }
  offer.fees.push_back({kind, Usd::dollars(table.number(at.price) / 1000), read_validity(table, at),
                        read_provenance(table, at)});
}

void read_row(CsvTable& table, const Columns& at, Offer& offer) {
  const std::string component = table.text(at.component);
  if (const auto token_class = parse_choice(token_classes, component)) {
    read_token_price(table, at, *token_class, offer);
  } else if (const auto fee = parse_choice(fee_kinds, component)) {
    read_fee(table, at, *fee, offer);
  } else {
    table.fault(at.component, listed(token_classes) + ", request, web_search", "bad-value");
  }
}

// Length of a trailing "-20251001", "-2025-10-01", "-v1-0", "-latest" or "-preview"; 0 if none.
std::size_t version_suffix(std::string_view text) {
  const auto shaped = [text](std::string_view shape) {
    if (text.size() <= shape.size()) {
      return false;
    }
    const std::string_view tail = text.substr(text.size() - shape.size());
    return std::equal(tail.begin(), tail.end(), shape.begin(), [](char c, char expected) {
      return expected == '#' ? std::isdigit(static_cast<unsigned char>(c)) != 0 : c == expected;
    });
  };
  for (const std::string_view shape :
       {"-20######", "-20##-##-##", "-v#-#", "-latest", "-preview"}) {
    if (shaped(shape)) {
      return shape.size();
    }
  }
  return 0;
}

}  // namespace

std::vector<Offer> load_offers(const io::Source& source) {
  Diagnostics sink;
  CsvTable table(source,
                 {"model", "provider", "provider_model", "region", "tier", "component", "unit",
                  "price_usd", "ctx_from", "ctx_to", "ctx_op", "time_window", "effective_from",
                  "effective_to", "min_commit", "source", "as_of", "confidence", "derived"},
                 sink);
  const Columns at(table);
  std::vector<Offer> offers;
  std::map<std::tuple<std::string, std::string, std::string, std::string>, std::size_t> index;
  while (table.next()) {
    Offer key{table.text(at.model),
              table.text(at.provider),
              table.text(at.provider_model),
              table.text(at.region),
              {},
              {}};
    const auto [entry, added] =
        index.try_emplace({key.model, key.provider, key.provider_model, key.region}, offers.size());
    if (added) {
      offers.push_back(std::move(key));
    }
    read_row(table, at, offers[entry->second]);
  }
  sink.throw_if_errors(ExitCode::stale_prices);
  return offers;
}

std::vector<const Offer*> offers_for(const std::vector<Offer>& offers, std::string_view model) {
  std::vector<const Offer*> found;
  for (const Offer& offer : offers) {
    if (offer.model == model) {
      found.push_back(&offer);
    }
  }
  return found;
}

std::string model_key(std::string_view text) {
  text = text.substr(text.rfind('/') == std::string_view::npos ? 0 : text.rfind('/') + 1);
  // Bedrock puts the geography and the vendor in front: "eu.anthropic.claude-opus-5".
  for (const std::string_view prefix :
       {"us.", "eu.", "apac.", "au.", "jp.", "global.", "anthropic.", "openai.", "meta."}) {
    if (text.starts_with(prefix)) {
      text.remove_prefix(prefix.size());
    }
  }
  std::string dashed(text);
  std::replace_if(
      dashed.begin(), dashed.end(), [](char c) { return c == '.' || c == ':' || c == '@'; }, '-');
  std::string_view rest = dashed;
  while (const std::size_t suffix = version_suffix(rest)) {
    rest.remove_suffix(suffix);
  }
  return name_key(rest);
}

std::optional<std::string> priced_model(const std::vector<Offer>& offers, std::string_view text) {
  const std::string key = model_key(text);
  const std::array<bool (*)(const Offer&, std::string_view, const std::string&), 4> tests{
      [](const Offer& offer, std::string_view given, const std::string&) {
        return offer.model == given;
      },
      [](const Offer& offer, std::string_view given, const std::string&) {
        return offer.provider_model == given;
      },
      [](const Offer& offer, std::string_view, const std::string& wanted) {
        return model_key(offer.model) == wanted;
      },
      [](const Offer& offer, std::string_view, const std::string& wanted) {
        return model_key(offer.provider_model) == wanted;
      }};
  for (const auto& test : tests) {
    const auto found = std::find_if(offers.begin(), offers.end(),
                                    [&](const Offer& offer) { return test(offer, text, key); });
    if (found != offers.end() && !key.empty()) {
      return found->model;
    }
  }
  return std::nullopt;
}

}  // namespace rackrate::catalog
