// SPDX-License-Identifier: Apache-2.0
#include "workload/describe.hpp"

#include "support/usage.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace rackrate;
using namespace rackrate::workload;
using ingest::Grain;

namespace {

bool says(const std::vector<std::string>& sentences, const std::string& start) {
  return std::any_of(sentences.begin(), sentences.end(),
                     [&](const std::string& each) { return each.starts_with(start); });
}

}  // namespace

TEST_CASE("a source that tells everything leaves nothing to say") {
  ingest::Capabilities all;
  all.cache_split = all.write_lifetime = all.reasoning = all.latency = true;
  all.cost = all.models = all.tags = true;
  ingest::Record row = test::request(0, 10, 1);
  row.tokens = {.input = MaybeCount(10),
                .uncached = MaybeCount(10),
                .cache_read = MaybeCount(0),
                .cache_write_5m = MaybeCount(0),
                .cache_write_1h = MaybeCount(0),
                .cache_write = MaybeCount(0),
                .output = MaybeCount(1),
                .reasoning = MaybeCount(0)};
  row.cost_usd = 0;
  CHECK(not_known(test::workload_of({row}, all)).empty());
}

TEST_CASE("a trace of lengths lacks split, reasoning, names, latency, cost and tags") {
  ingest::Capabilities trace;
  trace.absolute_time = false;
  const auto sentences = not_known(test::workload_of({test::request(0, 10, 1)}, trace));
  CHECK(sentences.size() == 7);
  CHECK(says(sentences, "no calendar"));
  CHECK(says(sentences, "no cache split"));
  CHECK(says(sentences, "no reasoning"));
  CHECK(says(sentences, "no model names"));
  CHECK(says(sentences, "no latency"));
  CHECK(says(sentences, "no cost"));
  CHECK(says(sentences, "no tags"));
  CHECK_FALSE(says(sentences, "no request"));
}

TEST_CASE("sums say how coarse they are, and what is not counted") {
  const auto about = [](Grain grain) {
    ingest::Capabilities can = test::of_grain(grain);
    can.request_count = false;
    return not_known(test::workload_of({test::bucket(0, MaybeCount::unknown(), 10, 1)}, can));
  };
  CHECK(says(about(Grain::minute), "only sums by the minute"));
  CHECK(says(about(Grain::hour), "only hourly sums"));
  CHECK(says(about(Grain::day), "only daily sums"));
  CHECK(says(about(Grain::none), "no times"));
  CHECK(says(about(Grain::day), "no request count"));
  CHECK(says(about(Grain::day), "no request lengths"));
}

TEST_CASE("a cost that some rows lack is told apart from none at all") {
  ingest::Capabilities can;
  can.cost = true;
  ingest::Record paid = test::request(0, 10, 1);
  paid.cost_usd = 1;
  const auto sentences = not_known(test::workload_of({paid, test::request(0, 1, 1)}, can));
  CHECK(says(sentences, "no total cost: 1 rows do not state theirs"));
}
