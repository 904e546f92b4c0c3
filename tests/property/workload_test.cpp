// SPDX-License-Identifier: Apache-2.0
// Profiling parts and merging them equals profiling the whole, in any grouping, order or number of
// threads; on random records of every kind that a reader can deliver.
#include "core/random.hpp"
#include "support/usage.hpp"
#include "workload/demand.hpp"
#include "workload/merge.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

using namespace rackrate;
using namespace rackrate::workload;
using ingest::Grain;
using ingest::Record;

namespace {

std::int64_t below(Random& random, std::int64_t limit) {
  return static_cast<std::int64_t>(random.bits() % static_cast<std::uint64_t>(limit));
}

MaybeCount maybe(Random& random, double known, std::int64_t limit) {
  return random.uniform() < known ? MaybeCount(below(random, limit)) : MaybeCount::unknown();
}

struct Kind {
  Grain grain = Grain::request;
  double known = 1;  ///< how often an optional class is stated
  std::int64_t span_s = 1;
};

std::vector<Record> random_rows(Random& random, const Kind& kind, int count) {
  const std::int64_t step = kind.grain == Grain::day      ? 86'400'000'000'000
                            : kind.grain == Grain::hour   ? 3'600'000'000'000
                            : kind.grain == Grain::minute ? 60'000'000'000
                                                          : 1;
  std::vector<Record> rows(static_cast<std::size_t>(count));
  for (Record& row : rows) {
    row.at.ns = below(random, kind.span_s * 1'000'000'000) / step * step;
    row.tokens.input = MaybeCount(below(random, random.uniform() < 0.1 ? 600'000 : 3'000));
    row.tokens.output = maybe(random, 0.5 + kind.known, 2'000);
    row.tokens.cache_read = maybe(random, kind.known, 500);
    row.tokens.cache_write = maybe(random, kind.known, 500);
    row.tokens.reasoning = maybe(random, kind.known, 500);
    row.bucket = step != 1;
    row.requests = step == 1 ? MaybeCount(1) : maybe(random, kind.known, 20);
    row.failed = row.requests.value_or(0) > 0 && random.uniform() < 0.05 ? 1 : 0;
    row.model = static_cast<std::uint32_t>(below(random, 3));
    row.tags = static_cast<std::uint32_t>(below(random, 3));
    if (random.uniform() < kind.known) {
      row.cost_usd = random.uniform() * 0.01;
    }
  }
  return rows;
}

ingest::Ingested named(const Kind& kind) {
  ingest::Ingested ingested;
  ingested.names.model("a");
  ingested.names.model("b");
  ingested.names.tags(std::vector<ingest::Tag>{{"team", "x"}, {"user", "1"}});
  ingested.names.tags(std::vector<ingest::Tag>{{"team", "x"}, {"user", "2"}});
  ingested.capabilities = test::of_grain(kind.grain);
  return ingested;
}

Workload profiled(const std::vector<Record>& rows, const Kind& kind) {
  Accumulator sink;
  sink.consume(rows);
  return sink.finish(named(kind));
}

// Everything but the order of sources, rejects and notes, of which there are none here.
bool same(const Workload& a, const Workload& b) {
  return a.requests == b.requests && a.failed_requests == b.failed_requests &&
         a.tokens == b.tokens && a.span == b.span && a.buckets == b.buckets &&
         a.bucket_width == b.bucket_width && a.shape == b.shape &&
         a.input_lengths == b.input_lengths && a.output_lengths == b.output_lengths &&
         a.length_cells == b.length_cells && a.moments == b.moments &&
         a.longest_request == b.longest_request && a.arrivals == b.arrivals &&
         a.models == b.models && a.tags == b.tags && a.cost_usd == b.cost_usd && a.cost == b.cost &&
         a.capabilities == b.capabilities;
}

std::vector<Kind> kinds() {
  return {{Grain::request, 1, 5'000}, {Grain::request, 0.9, 900'000}, {Grain::request, 0, 30},
          {Grain::minute, 1, 50'000}, {Grain::hour, 0.99, 2'000'000}, {Grain::day, 1, 4'000'000}};
}

}  // namespace

TEST_CASE("INV-16: merging the parts of any split equals the whole, in any order and grouping") {
  Random random(16);
  for (const Kind& kind : kinds()) {
    for (int round = 0; round < 8; ++round) {
      const std::vector<Record> rows = random_rows(random, kind, 1 + round * 120);
      std::array<std::vector<Record>, 3> parts;
      for (const Record& row : rows) {
        parts[random.bits() % 3].push_back(row);
      }
      const Workload whole = profiled(rows, kind);
      const Workload a = profiled(parts[0], kind);
      const Workload b = profiled(parts[1], kind);
      const Workload c = profiled(parts[2], kind);
      CHECK(same(merge(merge(a, b), c), whole));
      CHECK(same(merge(a, merge(b, c)), whole));
      CHECK(same(merge(merge(c, a), b), whole));
    }
  }
}

TEST_CASE("merging workloads of different grain is associative") {
  Random random(17);
  std::vector<Workload> parts;
  for (const Kind& kind : kinds()) {
    parts.push_back(profiled(random_rows(random, kind, 200), kind));
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Workload& a = parts[i];
    const Workload& b = parts[(i + 1) % parts.size()];
    const Workload& c = parts[(i + 3) % parts.size()];
    CHECK(same(merge(merge(a, b), c), merge(a, merge(b, c))));
    CHECK(same(merge(a, b), merge(b, a)));
  }
}

TEST_CASE("INV-5: forks, block sizes and the order of rows do not show in the result") {
  Random random(5);
  for (const Kind& kind : kinds()) {
    std::vector<Record> rows = random_rows(random, kind, 700);
    const Workload whole = profiled(rows, kind);
    for (const std::size_t block : {1UL, 37UL, 300UL}) {
      Accumulator joined;
      for (std::size_t from = 0; from < rows.size(); from += block) {
        auto part = joined.fork();
        part->consume(std::span(rows).subspan(from, std::min(block, rows.size() - from)));
        joined.join(std::move(part));
      }
      const Workload w = joined.finish(named(kind));
      CHECK(same(w, whole));
      CHECK(w.out_of_order_rows == whole.out_of_order_rows);
    }
    std::sort(rows.begin(), rows.end(),
              [](const Record& x, const Record& y) { return x.at < y.at; });
    CHECK(same(profiled(rows, kind), whole));
  }
}

TEST_CASE("sums over models, buckets and lengths are the totals") {
  Random random(15);
  for (int round = 0; round < 20; ++round) {
    const Kind kind{Grain::request, 1, 10'000};
    const std::vector<Record> rows = random_rows(random, kind, 300);
    const Workload w = profiled(rows, kind);
    TokenCounts by_model = TokenCounts::zero();
    for (const Slice& slice : w.models) {
      by_model = by_model + slice.tokens;
    }
    CHECK(by_model == w.tokens);
    std::int64_t requests = 0;
    std::int64_t input = 0;
    for (const Bucket& bucket : w.buckets) {
      requests += bucket.requests;
      input += bucket.input_tokens;
    }
    CHECK(requests == w.requests.value());
    CHECK(input == w.tokens.input.value());
    CHECK(w.arrivals.total() == requests);
    CHECK(w.input_lengths.count() == requests - w.failed_requests);
    CHECK(*w.shape.peak_to_mean_1m >= 1);
    CHECK(*w.shape.peak_to_mean_1s >= *w.shape.peak_to_mean_1m);
    CHECK(*w.shape.peak_to_mean_1m >= *w.shape.peak_to_mean_1h);
  }
}
