// SPDX-License-Identifier: Apache-2.0
#include "cost/api_bill.hpp"

#include <doctest/doctest.h>

#include <numeric>

using namespace rackrate;
using namespace rackrate::catalog;
using namespace rackrate::cost;

namespace {

const Date today = *parse_date("2026-08-21");

TokenPrice price(TokenClass token_class, double per_million) {
  TokenPrice p;
  p.token_class = token_class;
  p.price = UsdPerToken::per_million(per_million);
  p.provenance = {"price list", today, Confidence::high};
  return p;
}

TokenPrice tiered(TokenClass token_class, double per_million, double boundary, bool upper,
                  bool inclusive = false) {
  TokenPrice p = price(token_class, per_million);
  (upper ? p.context.from : p.context.to) = Tokens::count(boundary);
  p.context.boundary_is_above = inclusive;
  return p;
}

Offer offer(std::vector<TokenPrice> prices) {
  Offer o;
  o.provider = "a host";
  o.provider_model = "a model";
  o.tiers[ServiceTier::standard] = std::move(prices);
  return o;
}

// Claude 3.5 Sonnet on Bedrock: 3 / 0.30 / 3.75 / 15, and twice that above 200,000 input tokens.
Offer long_context_offer(bool inclusive = false) {
  std::vector<TokenPrice> rows;
  for (const auto& [token_class, base] :
       {std::pair{TokenClass::input, 3.0}, std::pair{TokenClass::cache_read, 0.30},
        std::pair{TokenClass::cache_write_5m, 3.75}, std::pair{TokenClass::output, 15.0}}) {
    rows.push_back(tiered(token_class, base, 200'000, false, inclusive));
    rows.push_back(tiered(token_class, 2 * base, 200'000, true, inclusive));
  }
  return offer(rows);
}

ApiUsage one_band(double above, double input, double output) {
  SizeBand band;
  band.above = Tokens::count(above);
  band.requests = Requests::count(1);
  band.tokens.uncached = Tokens::count(input);
  band.tokens.output = Tokens::count(output);
  ApiUsage usage;
  usage.bands = {band};
  return usage;
}

double bill(const Offer& o, const ApiUsage& usage) {
  return api_bill(o, usage, {today}).monthly().in_dollars();
}

}  // namespace

TEST_CASE("a request of 250,000 tokens with a cached part pays the upper tier on every token") {
  ApiUsage usage = one_band(200'000, 40'000, 1000);
  usage.bands[0].tokens.cache_read = Tokens::count(200'000);
  usage.bands[0].tokens.cache_write_5m = Tokens::count(10'000);
  usage.bands[0].tokens.reasoning = Tokens::count(200);  // inside output, no price of its own
  const ApiBill b = api_bill(long_context_offer(), usage, {today});
  // 40,000 x 6 + 200,000 x 0.60 + 10,000 x 7.50 + 1,000 x 30 per million.
  CHECK(b.monthly().in_dollars() == doctest::Approx(0.465));
  CHECK(b.complete());
  CHECK(b.no_discount.empty());
  REQUIRE(b.lines.size() == 4);
  CHECK(b.lines[0].item == "uncached input, requests above 200,000");
  CHECK(b.lines[0].monthly().in_dollars() == doctest::Approx(0.240));
}

TEST_CASE("the boundary itself: a strict one keeps 200,000 in the base tier") {
  const ApiUsage at = one_band(199'999, 200'000, 0);
  const ApiUsage past = one_band(200'000, 200'001, 0);
  CHECK(bill(long_context_offer(false), at) == doctest::Approx(0.600));
  CHECK(bill(long_context_offer(true), at) == doctest::Approx(1.200));
  CHECK(bill(long_context_offer(false), past) == doctest::Approx(1.200006));
  CHECK(bill(long_context_offer(true), past) == doctest::Approx(1.200006));
}

TEST_CASE("a class without a price is charged in full and said so, and without any is not free") {
  ApiUsage usage = one_band(0, 1e6, 1e6);
  usage.bands[0].tokens.cache_read = Tokens::millions(9);
  const Offer plain = offer({price(TokenClass::input, 0.10), price(TokenClass::output, 0.32)});
  const ApiBill b = api_bill(plain, usage, {today});
  CHECK(b.monthly().in_dollars() == doctest::Approx(10 * 0.10 + 0.32));
  CHECK(b.no_discount == std::vector<TokenClass>{TokenClass::cache_read});
  CHECK(b.complete());

  const ApiBill half = api_bill(offer({price(TokenClass::input, 0.10)}), usage, {today});
  CHECK_FALSE(half.complete());
  CHECK(half.unpriced == std::vector<TokenClass>{TokenClass::output});
}

TEST_CASE("reasoning is billed apart only where it has a price") {
  ApiUsage usage = one_band(0, 0, 1e6);
  usage.bands[0].tokens.reasoning = Tokens::count(400'000);
  const Offer same = offer({price(TokenClass::input, 1), price(TokenClass::output, 10)});
  CHECK(bill(same, usage) == doctest::Approx(10));
  const Offer apart = offer({price(TokenClass::input, 1), price(TokenClass::output, 10),
                             price(TokenClass::reasoning, 5)});
  CHECK(bill(apart, usage) == doctest::Approx(6 + 2));
}

TEST_CASE("prices in force on the date, the later row first") {
  std::vector<TokenPrice> rows{price(TokenClass::input, 2), price(TokenClass::output, 10),
                               price(TokenClass::input, 3)};
  rows[2].validity.from = *parse_date("2026-09-01");
  const ApiUsage usage = one_band(0, 1e6, 0);
  CHECK(bill(offer(rows), usage) == doctest::Approx(2));
  CHECK(api_bill(offer(rows), usage, {*parse_date("2026-09-01")}).monthly().in_dollars() ==
        doctest::Approx(3));
}

TEST_CASE("time windows: by the hours of the usage, or spread evenly and said so") {
  // Half price from 16:30 to 00:30 UTC, wrapping midnight: 8 of 24 hours.
  std::vector<TokenPrice> rows{price(TokenClass::input, 1.0), price(TokenClass::input, 0.5),
                               price(TokenClass::output, 1.0)};
  rows[1].window = TimeWindow{Seconds::hours(16.5), Seconds::hours(0.5)};
  ApiUsage usage = one_band(0, 1e6, 0);
  const ApiBill even = api_bill(offer(rows), usage, {today});
  CHECK(even.monthly().in_dollars() == doctest::Approx(16.0 / 24 + 0.5 * 8 / 24));
  CHECK(even.notes.size() == 1);
  std::array<double, 24> night{};
  night[18] = 1;
  usage.share_by_hour = night;
  const ApiBill all_night = api_bill(offer(rows), usage, {today});
  CHECK(all_night.monthly().in_dollars() == doctest::Approx(0.5));
  CHECK(all_night.notes.empty());
}

TEST_CASE("fees per request are a line") {
  Offer o = offer({price(TokenClass::input, 1), price(TokenClass::output, 1)});
  RequestFee fee;
  fee.each = Usd::dollars(0.005);
  o.fees.push_back(fee);
  ApiUsage usage = one_band(0, 1e6, 0);
  usage.bands[0].requests = Requests::count(200);
  CHECK(bill(o, usage) == doctest::Approx(1 + 1.0));
}

TEST_CASE("all prices times k are the bill times k; no tokens, no bill") {
  const ApiUsage usage = one_band(0, 3e6, 2e6);
  const Offer one = offer({price(TokenClass::input, 0.1), price(TokenClass::output, 0.3)});
  const Offer seven = offer({price(TokenClass::input, 0.7), price(TokenClass::output, 2.1)});
  CHECK(bill(seven, usage) == doctest::Approx(7 * bill(one, usage)));
  CHECK(bill(one, one_band(0, 0, 0)) == 0);
}

TEST_CASE("lines with one price in several size bands are one line") {
  ApiUsage usage = one_band(0, 1e6, 1e6);
  usage.bands.push_back(usage.bands[0]);
  usage.bands[1].above = Tokens::count(32'000);
  const ApiBill b =
      api_bill(offer({price(TokenClass::input, 1), price(TokenClass::output, 2)}), usage, {today});
  CHECK(b.lines.size() == 2);
  CHECK(b.monthly().in_dollars() == doctest::Approx(6));
}
