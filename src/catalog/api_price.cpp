// SPDX-License-Identifier: Apache-2.0
#include "catalog/api_price.hpp"

#include "catalog/choices.hpp"
#include "catalog/price_choices.hpp"

#include <algorithm>

namespace rackrate::catalog {
namespace {

bool reaches(Tokens total_input, Tokens boundary, bool boundary_is_above) {
  return boundary_is_above ? total_input >= boundary : total_input > boundary;
}

bool holds(const TokenPrice& price, const PriceQuery& query) {
  return price.validity.holds(query.date) && price.context.holds(query.total_input) &&
         (!price.window || (query.time_of_day && price.window->holds(*query.time_of_day)));
}

}  // namespace

bool ContextRange::holds(Tokens total_input) const {
  return (!from || reaches(total_input, *from, boundary_is_above)) &&
         (!to || !reaches(total_input, *to, boundary_is_above));
}

bool TimeWindow::holds(Seconds time_of_day) const {
  if (from < to) {
    return from <= time_of_day && time_of_day < to;
  }
  return time_of_day >= from || time_of_day < to;
}

bool Validity::holds(Date date) const { return (!from || *from <= date) && (!to || date < *to); }

const TokenPrice* find_price(const Offer& offer, TokenClass token_class, const PriceQuery& query) {
  const auto tier = offer.tiers.find(query.tier);
  if (tier == offer.tiers.end()) {
    return nullptr;
  }
  const auto found =
      std::find_if(tier->second.rbegin(), tier->second.rend(), [&](const TokenPrice& price) {
        return price.token_class == token_class && holds(price, query);
      });
  return found == tier->second.rend() ? nullptr : &*found;
}

const RequestFee* find_fee(const Offer& offer, FeeKind kind, Date date) {
  const auto found = std::find_if(
      offer.fees.rbegin(), offer.fees.rend(),
      [&](const RequestFee& fee) { return fee.kind == kind && fee.validity.holds(date); });
  return found == offer.fees.rend() ? nullptr : &*found;
}

bool on_sale(const Offer& offer, Date date) {
  const PriceQuery query{date};
  return find_price(offer, TokenClass::input, query) != nullptr &&
         find_price(offer, TokenClass::output, query) != nullptr;
}

std::string_view name(ServiceTier tier) { return spelling_of(service_tiers, tier); }
std::string_view name(TokenClass token_class) { return spelling_of(token_classes, token_class); }
std::string_view name(FeeKind kind) { return spelling_of(fee_kinds, kind); }

std::optional<ServiceTier> parse_service_tier(std::string_view text) {
  return parse_choice(service_tiers, text);
}

}  // namespace rackrate::catalog
