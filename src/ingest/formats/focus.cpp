// SPDX-License-Identifier: Apache-2.0
// FOCUS 1.2 bills (FinOps Open Cost and Usage Specification). The token class exists only as text
// in the meter or the description of a charge. Rows that are no usage, or not in tokens, are lines
// of the bill.
#include "ingest/formats/formats.hpp"
#include "ingest/formats/long_reader.hpp"
#include "ingest/ingest.hpp"
#include "io/numbers.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace rackrate::ingest {
namespace {

enum Slot {
  start,
  category,
  quantity,
  unit,
  meter,
  description,
  model,
  cost,
  currency,
  account,
  tags
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool any_of(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

MaybeCount Stated::*class_of(const std::string& text) {
  if (any_of(text, {"cache", "cached"})) {
    if (any_of(text, {"write", "creation", "creat"})) {
      return any_of(text, {"1h", "1 h", "1-h"})   ? &Stated::cache_write_1h
             : any_of(text, {"5m", "5 m", "5-m"}) ? &Stated::cache_write_5m
                                                  : &Stated::cache_write;
    }
    const bool whole_input = any_of(text, {"uncached", "no_cache", "no cache", "non-cached"});
    return whole_input ? &Stated::input : &Stated::cache_read;
  }
  if (any_of(text, {"output", "completion", "generated"})) {
    return &Stated::output;
  }
  return any_of(text, {"input", "prompt"}) ? &Stated::input : nullptr;
}

// How many tokens one unit is: "Tokens" 1, "1K tokens" 1000, "1000000 Tokens" a million.
std::optional<double> tokens_in(const std::string& unit) {
  const auto word = unit.find("token");
  if (word == std::string::npos) {
    return std::nullopt;
  }
  std::string number = unit.substr(0, word);
  number.erase(
      std::remove_if(number.begin(), number.end(), [](char c) { return c == ' ' || c == ','; }),
      number.end());
  double scale = 1;
  if (!number.empty() && (number.back() == 'k' || number.back() == 'm')) {
    scale = number.back() == 'k' ? 1e3 : 1e6;
    number.pop_back();
  }
  return number.empty() ? scale : scale * io::parse_number(number).value_or(1);
}

class Focus : public LongReader {
 public:
  Focus()
      : LongReader(
            {.fields = {"ChargePeriodStart", "ChargeCategory", "ConsumedQuantity|PricingQuantity",
                        "ConsumedUnit|PricingUnit", "SkuMeter", "ChargeDescription",
                        "ResourceId|ResourceName|SkuId", "EffectiveCost|BilledCost",
                        "BillingCurrency", "SubAccountId", "Tags"},
             .meaning = {},
             .traits = {.grain = Grain::day, .in_order = false},
             .sequential = true}) {
    format_.meaning = [this](Row& row, Part& part) { meaning(row, part); };
    writes_ = Writes::none;
  }

 private:
  void meaning(Row& row, Part& part) {
    const Instant from = row.time(start);
    const auto amount = row.number(cost);
    if (!row.ok()) {
      return;
    }
    const std::string words = lower(row.known(meter) ? row.text(meter) : row.text(description));
    const auto scale = tokens_in(lower(row.text(unit)));
    MaybeCount Stated::*const place = class_of(words);
    const bool usage = !row.known(category) || row.text(category) == "Usage";
    const auto number = row.number(quantity);
    if (!usage || !scale || !number || place == nullptr) {
      BillLine line;
      line.start = from;
      line.model = row.text(model);
      line.item = row.text(description);
      line.currency = row.text(currency);
      line.amount = amount.value_or(0);
      line.unit = row.text(unit);
      part.bill_line(std::move(line));
      return;
    }
    const double tokens = std::round(*number * *scale);
    if (tokens < 0) {
      row.reject(quantity, "a quantity >= 0", row[quantity].shown(), "negative-count");
      return;
    }
    std::vector<Tag> who;
    if (row.known(account)) {
      who.emplace_back("account", row.text(account));
    }
    Part collected;
    tag_by(row.json(tags), collected);
    for (const auto& [name, value] : collected.pending_tags()) {
      who.emplace_back(name, value);
    }
    Sums& all = sums(part, {from, std::string(row.text(model)), std::move(who)});
    add(all.tokens.*place, MaybeCount(static_cast<std::int64_t>(tokens)));
    all.cost_known = all.cost_known && amount && row.text(currency) == "USD";
    all.cost_usd += amount.value_or(0);
  }
};

}  // namespace

Format focus() {
  return {.id = "focus",
          .title = "FOCUS 1.2 cost and usage (CSV)",
          .signatures = {{Container::csv, {"ChargePeriodStart", "BilledCost"}}},
          .open = [](const Options&) { return std::make_unique<Focus>(); }};
}

}  // namespace rackrate::ingest
