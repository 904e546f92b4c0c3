// SPDX-License-Identifier: Apache-2.0
#include "catalog/api_price.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::catalog;

namespace {

Date on(std::string_view text) { return *parse_date(text); }

TokenPrice price(double per_million) {
  TokenPrice made;
  made.price = UsdPerToken::per_million(per_million);
  return made;
}

}  // namespace

TEST_CASE("api price: the context boundary belongs to the lower tier unless the row says ge") {
  const Tokens boundary = Tokens::count(200'000);
  for (const bool boundary_is_above : {false, true}) {
    const ContextRange lower{std::nullopt, boundary, boundary_is_above};
    const ContextRange upper{boundary, std::nullopt, boundary_is_above};
    CHECK(lower.holds(Tokens::count(199'999)));
    CHECK(lower.holds(boundary) != boundary_is_above);
    CHECK(upper.holds(boundary) == boundary_is_above);
    CHECK(upper.holds(Tokens::count(200'001)));
    CHECK_FALSE(lower.holds(Tokens::count(200'001)));
  }
  CHECK(ContextRange{}.holds(Tokens::count(1e9)));
}

TEST_CASE("api price: time windows are half-open and may wrap midnight") {
  const TimeWindow office{Seconds::hours(0.5), Seconds::hours(16.5)};
  CHECK_FALSE(office.holds(Seconds::minutes(29)));
  CHECK(office.holds(Seconds::minutes(30)));
  CHECK_FALSE(office.holds(Seconds::hours(16.5)));
  const TimeWindow night{Seconds::hours(16.5), Seconds::hours(0.5)};
  for (double at = 0; at < 24; at += 0.25) {
    CHECK(night.holds(Seconds::hours(at)) != office.holds(Seconds::hours(at)));
  }
}

TEST_CASE("api price: among the rows that hold, the last one counts") {
  Offer offer;
  auto& rows = offer.tiers[ServiceTier::standard];
  rows.push_back(price(2));
  rows.push_back(price(3));
  rows.back().validity = {on("2026-09-01"), std::nullopt};
  rows.push_back(price(1));
  rows.back().window = TimeWindow{Seconds::hours(0), Seconds::hours(8)};
  const auto at = [&](const PriceQuery& query) {
    return find_price(offer, TokenClass::input, query)->price.in_per_million();
  };
  CHECK(at({on("2026-08-31")}) == doctest::Approx(2));
  CHECK(at({on("2026-09-01")}) == doctest::Approx(3));
  PriceQuery at_three{on("2026-09-01")};
  at_three.time_of_day = Seconds::hours(3);
  CHECK(at(at_three) == doctest::Approx(1));
  CHECK(find_price(offer, TokenClass::output, {on("2026-09-01")}) == nullptr);
  CHECK(find_price(offer, TokenClass::input, {on("2026-09-01"), ServiceTier::batch}) == nullptr);
}

TEST_CASE("api price: an offer is on sale while it prices input and output") {
  Offer offer;
  auto& rows = offer.tiers[ServiceTier::standard];
  rows.push_back(price(2));
  rows.push_back(price(8));
  rows.back().token_class = TokenClass::output;
  rows.back().validity.to = on("2026-05-14");
  CHECK(on_sale(offer, on("2026-05-13")));
  CHECK_FALSE(on_sale(offer, on("2026-05-14")));
}

TEST_CASE("api price: fees are per request") {
  Offer offer;
  offer.fees.push_back({FeeKind::web_search, Usd::cents(1), {}, {}});
  CHECK(find_fee(offer, FeeKind::web_search, on("2026-08-01"))->each.in_dollars() == 0.01);
  CHECK(find_fee(offer, FeeKind::request, on("2026-08-01")) == nullptr);
  CHECK(parse_service_tier("batch") == ServiceTier::batch);
  CHECK_FALSE(parse_service_tier("bulk").has_value());
  CHECK(name(TokenClass::cache_write_1h) == "cache_write_1h");
}
