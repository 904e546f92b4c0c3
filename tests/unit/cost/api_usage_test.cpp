// SPDX-License-Identifier: Apache-2.0
#include "cost/api_usage.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::cost;
using workload::Slice;

namespace {

TokenCounts plain(std::int64_t input, std::int64_t output) {
  TokenCounts t;
  t.input = MaybeCount(input);
  t.output = MaybeCount(output);
  return t;
}

Slice two_sizes() {
  Slice s;
  s.key = "model";
  s.value = "m";
  s.requests = MaybeCount(10);
  s.tokens = plain(1'000'000, 5000);
  // One request of 500,000 tokens passes every boundary below it, two more of 200,000 only those up
  // to 128,000: as a profile lists them.
  for (const std::int64_t above : {32'000, 127'999, 128'000}) {
    s.long_context.push_back({above, 3, plain(900'000, 2000)});
  }
  for (const std::int64_t above : {199'999, 200'000, 256'000, 272'000}) {
    s.long_context.push_back({above, 1, plain(500'000, 1000)});
  }
  return s;
}

workload::Demand a_month(double tokens) {
  workload::Demand d{.requests_per_month = Requests::count(1000),
                     .tokens = {},
                     .mean_rate = RequestsPerSecond::per_second(1),
                     .peak_rate = RequestsPerSecond::per_second(2),
                     .mix = {Tokens::count(1), Tokens::count(0), Tokens::count(1), Tokens::count(1),
                             Tokens::count(1), Tokens::count(1)},
                     .load_duration = {},
                     .daily_shape_assumed = false,
                     .peak_assumed = false,
                     .notes = {}};
  d.tokens.uncached = Tokens::count(tokens);
  return d;
}

}  // namespace

TEST_CASE("bands are disjoint, add up, and scale to the month") {
  workload::Workload w;
  w.capabilities.lengths = true;
  w.requests = MaybeCount(10);
  w.models = {two_sizes()};
  w.tokens = w.models[0].tokens;
  const ApiUsage usage = api_usage(w, a_month(2 * 1'005'000.0));
  REQUIRE(usage.bands.size() == 3);
  CHECK(usage.sizes_known);
  CHECK(usage.bands[0].above == Tokens::zero());
  CHECK(usage.bands[1].above == Tokens::count(128'000));
  CHECK(usage.bands[2].above == Tokens::count(272'000));
  CHECK(usage.bands[0].tokens.uncached == Tokens::count(200'000));
  CHECK(usage.bands[1].tokens.uncached == Tokens::count(800'000));
  CHECK(usage.bands[2].tokens.output == Tokens::count(2000));
  CHECK(usage.bands[1].requests == Requests::count(4));
  CHECK(usage.total() == Tokens::count(2 * 1'005'000.0));
  CHECK(usage.requests() == Requests::count(20));
}

TEST_CASE("without lengths there is one band and nobody claims to know the sizes") {
  workload::Workload w;
  w.capabilities.lengths = false;
  w.models = {two_sizes()};
  w.tokens = w.models[0].tokens;
  const ApiUsage usage = api_usage(w, a_month(5e6));
  REQUIRE(usage.bands.size() == 1);
  CHECK_FALSE(usage.sizes_known);
  CHECK(usage.total() == Tokens::count(5e6));
}

TEST_CASE("cache classes are kept where the source splits them") {
  Slice s;
  s.requests = MaybeCount(1);
  s.tokens = TokenCounts::zero();
  s.tokens.input = MaybeCount(100);
  s.tokens.uncached = MaybeCount(20);
  s.tokens.cache_read = MaybeCount(50);
  s.tokens.cache_write_5m = MaybeCount(10);
  s.tokens.cache_write_1h = MaybeCount(5);
  s.tokens.cache_write = MaybeCount(30);
  s.tokens.output = MaybeCount(100);
  workload::Workload w;
  w.capabilities.lengths = true;
  w.requests = s.requests;
  w.tokens = s.tokens;
  w.models = {s};
  const ApiUsage usage = api_usage(s, w, a_month(200));
  REQUIRE(usage.bands.size() == 1);
  const workload::MonthlyTokens& t = usage.bands[0].tokens;
  CHECK(t.cache_split_known);
  CHECK(t.cache_write == Tokens::count(15));  // of unknown lifetime
  CHECK(t.input() == Tokens::count(100));
}
