// SPDX-License-Identifier: Apache-2.0
// What a provider asks for a model: one price per token class, service tier, context size, time of
// day and date. Selection follows published billing rules; see find_price.
#pragma once

#include "core/date.hpp"
#include "core/provenance.hpp"
#include "core/units.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

enum class ServiceTier { standard, batch, flex, priority, provisioned };

/// `cache_write_5m` is the shorter lifetime a provider sells (5 minutes; 30 at OpenAI). Reasoning
/// tokens are output and bill as `output` unless the offer prices them apart.
enum class TokenClass { input, cache_read, cache_write_5m, cache_write_1h, output, reasoning };

enum class FeeKind { request, web_search };

/// The part of the context sizes that a price is for, by the total input of the request (fresh,
/// read and written). The tier is a cliff: it is chosen once and prices every token of the request.
struct ContextRange {
  std::optional<Tokens> from;
  std::optional<Tokens> to;
  bool boundary_is_above = false;  ///< a request of exactly the boundary pays the upper price

  bool holds(Tokens total_input) const;
};

/// A stretch of the UTC day, half-open; it wraps midnight if `to` <= `from`.
struct TimeWindow {
  Seconds from = Seconds::zero();
  Seconds to = Seconds::zero();

  bool holds(Seconds time_of_day) const;
};

/// [from, to): the days on which a price is in force.
struct Validity {
  std::optional<Date> from;
  std::optional<Date> to;

  bool holds(Date date) const;
};

struct TokenPrice {
  TokenClass token_class = TokenClass::input;
  UsdPerToken price = UsdPerToken::zero();
  ContextRange context;
  std::optional<TimeWindow> window;
  Validity validity;
  std::string min_commit;  ///< condition on the price, as published; usually empty
  bool derived = false;    ///< computed from another price by a published rule
  Provenance provenance;
};

/// A charge per request or search rather than per token.
struct RequestFee {
  FeeKind kind = FeeKind::request;
  Usd each = Usd::zero();
  Validity validity;
  Provenance provenance;
};

/// Everything one provider asks for one model in one region.
struct Offer {
  std::string model;           ///< id in the model catalog for open weights, else the maker's name
  std::string provider;        ///< "openai", "deepinfra" ...
  std::string provider_model;  ///< as the provider's API calls it
  std::string region;
  std::map<ServiceTier, std::vector<TokenPrice>> tiers;  ///< in file order
  std::vector<RequestFee> fees;

  bool has(ServiceTier tier) const { return tiers.contains(tier); }
};

struct PriceQuery {
  Date date{};
  ServiceTier tier = ServiceTier::standard;
  Tokens total_input = Tokens::zero();
  std::optional<Seconds> time_of_day{};  ///< UTC; prices of a time window need it
};

/// The price of one token class: among the rows of the tier that hold for the date, time and
/// context size the last one. Null if the offer has none: an absent price is unknown, not free.
const TokenPrice* find_price(const Offer& offer, TokenClass token_class, const PriceQuery& query);

/// Null if nothing is charged on that date as far as the offer says.
const RequestFee* find_fee(const Offer& offer, FeeKind kind, Date date);

/// Whether the offer prices standard input and output on that date.
bool on_sale(const Offer& offer, Date date);

std::string_view name(ServiceTier tier);
std::string_view name(TokenClass token_class);
std::string_view name(FeeKind kind);
std::optional<ServiceTier> parse_service_tier(std::string_view text);

}  // namespace rackrate::catalog
