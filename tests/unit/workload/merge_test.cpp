// SPDX-License-Identifier: Apache-2.0
#include "workload/merge.hpp"

#include "support/usage.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::workload;
using ingest::Grain;

TEST_CASE("two halves of a trace merge to the whole, also the peak that no half shows") {
  std::vector<ingest::Record> rows;
  for (int i = 0; i < 400; ++i) {
    rows.push_back(test::request(0.25 + i * 0.73, 100 + i, 3 * i));
  }
  const Workload whole = test::workload_of(rows);
  const Workload merged = merge(test::workload_of({rows.begin(), rows.begin() + 150}),
                                test::workload_of({rows.begin() + 150, rows.end()}));
  CHECK(merged.requests == whole.requests);
  CHECK(merged.tokens == whole.tokens);
  CHECK(merged.span == whole.span);
  CHECK(merged.buckets == whole.buckets);
  CHECK(merged.shape == whole.shape);
  CHECK(merged.moments == whole.moments);
  CHECK(merged.input_lengths.quantile(0.5) == whole.input_lengths.quantile(0.5));
  CHECK(merged.models == whole.models);
}

TEST_CASE("a mix can tell what both can: requests with hourly sums are hourly") {
  const Workload fine = test::workload_of({test::request(100, 10, 1), test::request(4000, 20, 2)});
  const Workload coarse =
      test::workload_of({test::bucket(7200, MaybeCount(5), 100, 10)}, test::of_grain(Grain::hour));
  for (const Workload& w : {merge(fine, coarse), merge(coarse, fine)}) {
    CHECK(w.capabilities.grain == Grain::hour);
    CHECK(w.requests == MaybeCount(7));
    CHECK(w.bucket_width == hour);
    REQUIRE(w.buckets.size() == 3);
    CHECK(w.buckets[1].start == test::at_seconds(3600));
    CHECK(w.input_lengths.empty());
    CHECK_FALSE(w.shape.peak_to_mean_1m);
    CHECK(w.span->end == test::at_seconds(100 + 2 * 3600));  // the second hour from the first row
  }
}

TEST_CASE("unknown stays unknown, and sources and notes keep their order") {
  Workload a = test::workload_of({test::request(0, 10, 1)});
  Workload b = test::workload_of({test::bucket(60, MaybeCount::unknown(), 5, 5)});
  a.sources.emplace_back().file = "a.csv";
  b.sources.emplace_back().file = "b.csv";
  const Workload w = merge(a, b);
  CHECK_FALSE(w.requests.known());
  CHECK(w.tokens.input == MaybeCount(15));
  REQUIRE(w.sources.size() == 2);
  CHECK(w.sources[1].file == "b.csv");
}
