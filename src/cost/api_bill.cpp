// SPDX-License-Identifier: Apache-2.0
#include "cost/api_bill.hpp"

#include "core/units_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rackrate::cost {
namespace {

using catalog::Offer;
using catalog::PriceQuery;
using catalog::TokenClass;
using catalog::TokenPrice;

constexpr int slots_a_day = 48;  // published time windows begin on half hours

struct Part {
  TokenClass token_class;
  std::string_view item;
  Tokens tokens;
};

// The classes as this offer bills them: reasoning apart only where it has a price of its own.
std::vector<Part> parts(const workload::MonthlyTokens& t, const Offer& offer,
                        const PriceQuery& query) {
  const bool reasoning_apart = catalog::find_price(offer, TokenClass::reasoning, query) != nullptr;
  const Tokens reasoning = reasoning_apart ? t.reasoning : Tokens::zero();
  return {{TokenClass::input, "uncached input", t.uncached},
          {TokenClass::cache_read, "cache read", t.cache_read},
          {TokenClass::cache_write_5m, "cache write", t.cache_write_5m + t.cache_write},
          {TokenClass::cache_write_1h, "cache write, 1 h", t.cache_write_1h},
          {TokenClass::output, "output", t.output - reasoning},
          {TokenClass::reasoning, "reasoning", reasoning}};
}

TokenClass stand_in(TokenClass token_class) {
  return token_class == TokenClass::output || token_class == TokenClass::reasoning
             ? TokenClass::output
             : TokenClass::input;
}

bool has_windows(const Offer& offer, catalog::ServiceTier tier) {
  const auto rows = offer.tiers.find(tier);
  return rows != offer.tiers.end() &&
         std::any_of(rows->second.begin(), rows->second.end(),
                     [](const TokenPrice& row) { return row.window.has_value(); });
}

/// Collects lines; one per class, price and size band.
class Biller {
 public:
  Biller(const Offer& offer, const ApiUsage& usage, const BillTerms& terms)
      : offer_(&offer), usage_(&usage), terms_(terms) {
    bill_.offer = &offer;
  }

  ApiBill run() {
    const bool windows = has_windows(*offer_, terms_.tier);
    if (windows && !usage_->share_by_hour) {
      bill_.notes.push_back(
          "prices change with the hour; usage is spread evenly over the day because the data "
          "does not tell");
    }
    for (const SizeBand& band : usage_->bands) {
      windows ? by_hour(band) : flat(band, 1.0, std::nullopt);
    }
    fees();
    return std::move(bill_);
  }

 private:
  PriceQuery query(const SizeBand& band, std::optional<Seconds> time_of_day) const {
    return {terms_.date, terms_.tier, band.above + Tokens::count(1), time_of_day};
  }

  void by_hour(const SizeBand& band) {
    for (int slot = 0; slot < slots_a_day; ++slot) {
      const auto hour = static_cast<std::size_t>(slot / 2);
      const double share =
          usage_->share_by_hour ? (*usage_->share_by_hour)[hour] / 2 : 1.0 / slots_a_day;
      flat(band, share, Seconds::minutes(30) * slot);
    }
  }

  void flat(const SizeBand& band, double share, std::optional<Seconds> time_of_day) {
    const PriceQuery asked = query(band, time_of_day);
    for (const Part& part : parts(band.tokens, *offer_, asked)) {
      const Tokens tokens = part.tokens * share;
      if (tokens > Tokens::zero()) {
        charge(part, tokens, band, asked);
      }
    }
  }

  void charge(const Part& part, Tokens tokens, const SizeBand& band, const PriceQuery& asked) {
    const TokenPrice* price = catalog::find_price(*offer_, part.token_class, asked);
    std::string why;
    if (price == nullptr) {
      const TokenClass plain = stand_in(part.token_class);
      price = catalog::find_price(*offer_, plain, asked);
      const bool none = price == nullptr;
      remember(none ? bill_.unpriced : bill_.no_discount, part.token_class);
      if (none) {
        return;
      }
      why = fmt::format("{} has no price for it here: charged as {}",
                        catalog::name(part.token_class), catalog::name(plain));
    }
    const Date as_of = price->provenance.as_of;
    bill_.oldest_price = std::min(bill_.oldest_price.value_or(as_of), as_of);
    add(item(part, band, *price), tokens, *price, std::move(why));
  }

  // Lines of bands whose price does not depend on the size are one line.
  static std::string item(const Part& part, const SizeBand& band, const TokenPrice& price) {
    const bool upper = price.context.from.has_value() && band.above > Tokens::zero();
    return upper ? fmt::format("{}, requests above {}", part.item,
                               format_count(price.context.from->as_count()))
                 : std::string(part.item);
  }

  void add(std::string item, Tokens tokens, const TokenPrice& price, std::string why) {
    const Usd per_million = price.price * Tokens::millions(1);
    const auto same = std::find_if(bill_.lines.begin(), bill_.lines.end(), [&](const LineItem& l) {
      return l.item == item && l.unit_price == per_million;
    });
    if (same != bill_.lines.end()) {
      same->quantity += tokens.in_millions();
      return;
    }
    LineItem line;
    line.item = std::move(item);
    line.quantity = tokens.in_millions();
    line.unit = "million tokens";
    line.unit_price = per_million;
    line.why = why.empty() ? fmt::format("{} price of {} for {}", catalog::name(terms_.tier),
                                         offer_->provider, offer_->provider_model)
                           : std::move(why);
    line.source =
        fmt::format("{} ({})", price.provenance.source, to_string(price.provenance.as_of));
    bill_.lines.push_back(std::move(line));
  }

  void fees() {
    const catalog::RequestFee* const fee =
        catalog::find_fee(*offer_, catalog::FeeKind::request, terms_.date);
    if (fee == nullptr || !(usage_->requests() > Requests::zero())) {
      return;
    }
    LineItem line;
    line.item = "requests";
    line.quantity = usage_->requests().as_count() / 1000;
    line.unit = "thousand requests";
    line.unit_price = fee->each * 1000;
    line.why = fmt::format("{} charges a fee per request", offer_->provider);
    line.source = fmt::format("{} ({})", fee->provenance.source, to_string(fee->provenance.as_of));
    bill_.lines.push_back(std::move(line));
  }

  static void remember(std::vector<TokenClass>& classes, TokenClass token_class) {
    if (std::find(classes.begin(), classes.end(), token_class) == classes.end()) {
      classes.push_back(token_class);
    }
  }

  const Offer* offer_;
  const ApiUsage* usage_;
  BillTerms terms_;
  ApiBill bill_;
};

}  // namespace

ApiBill api_bill(const Offer& offer, const ApiUsage& usage, const BillTerms& terms) {
  return Biller(offer, usage, terms).run();
}

}  // namespace rackrate::cost
