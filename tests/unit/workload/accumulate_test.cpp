// SPDX-License-Identifier: Apache-2.0
#include "workload/accumulate.hpp"

#include "support/usage.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::workload;
using ingest::Grain;

TEST_CASE("nothing in, nothing known but zero counts") {
  const Workload w = test::workload_of({});
  CHECK(w.requests == MaybeCount(0));
  CHECK(w.tokens == TokenCounts::zero());
  CHECK_FALSE(w.span);
  CHECK(w.buckets.empty());
  CHECK(w.shape == Shape{});
  CHECK(w.models.empty());
  CHECK_FALSE(w.cost_usd);
  CHECK(w.input_lengths.empty());
}

TEST_CASE("a single request has a span of no length and no peak") {
  const Workload w = test::workload_of({test::request(90, 100, 10)});
  REQUIRE(w.span);
  CHECK(w.span->length() == Seconds::zero());
  CHECK(w.shape == Shape{});
  REQUIRE(w.buckets.size() == 1);
  CHECK(w.buckets[0].start == test::at_seconds(60));
  CHECK(w.input_lengths.quantile(0.5) == 100);
  CHECK(w.longest_request == 110);
}

TEST_CASE("failed requests arrive, and have no length") {
  ingest::Record failed = test::request(1, 500, 0);
  failed.failed = 1;
  const Workload w = test::workload_of({test::request(0, 100, 10), failed});
  CHECK(w.requests == MaybeCount(2));
  CHECK(w.failed_requests == 1);
  CHECK(w.tokens.input == MaybeCount(600));
  CHECK(w.input_lengths.count() == 1);
  CHECK(w.moments.in_in == 10'000);
  CHECK(w.buckets[0].requests == 2);
}

TEST_CASE("all requests failed without counts") {
  ingest::Record failed;
  failed.failed = 1;
  const Workload w = test::workload_of({failed, failed});
  CHECK(w.requests == MaybeCount(2));
  CHECK(w.failed_requests == 2);
  CHECK(w.tokens.output == MaybeCount(0));
  CHECK(w.output_lengths.empty());
}

TEST_CASE("minutes are clock minutes; a step back in time is counted once") {
  const Workload w = test::workload_of({test::request(59.9, 1, 10), test::request(60, 2, 20),
                                        test::request(3661, 4, 40), test::request(61, 8, 80)});
  CHECK(w.out_of_order_rows == 1);
  REQUIRE(w.buckets.size() == 3);
  CHECK(w.buckets[0] == Bucket{Instant{0}, 1, 1, 10});
  CHECK(w.buckets[1] == Bucket{test::at_seconds(60), 2, 10, 100});
  CHECK(w.buckets[2] == Bucket{test::at_seconds(3660), 1, 4, 40});
  CHECK(w.span->length().in_seconds() == doctest::Approx(3601.1));
}

TEST_CASE("hourly sums: their own buckets, the end of the last one, no lengths") {
  const Workload w = test::workload_of(
      {test::bucket(3600, MaybeCount(10), 1000, 100), test::bucket(10'800, MaybeCount(1), 50, 5)},
      test::of_grain(Grain::hour));
  CHECK(w.bucket_width == hour);
  CHECK(w.span->start == test::at_seconds(3600));
  CHECK(w.span->end == test::at_seconds(14'400));
  CHECK(w.buckets.size() == 2);
  CHECK(w.input_lengths.empty());
  CHECK(w.longest_request == 0);
  CHECK_FALSE(w.shape.peak_to_mean_1m);
  CHECK(*w.shape.peak_to_mean_1h == doctest::Approx(10 / (11.0 / 3)));
}

TEST_CASE("days that begin at 16:00 UTC end at 16:00 UTC") {
  const double first = 16 * 3600;
  const Workload w = test::workload_of(
      {test::bucket(first, MaybeCount(1), 1, 1), test::bucket(first + 86'400, MaybeCount(1), 1, 1)},
      test::of_grain(Grain::day));
  CHECK(w.span->start == test::at_seconds(first));
  CHECK(w.span->length() == 2.0 * day);
  CHECK(w.buckets.size() == 2);
}

TEST_CASE("without times there is neither a span nor a shape") {
  const Workload w = test::workload_of({test::request(0, 7, 1), test::request(0, 9, 1)},
                                       ingest::Capabilities{.grain = Grain::none});
  CHECK(w.requests == MaybeCount(2));
  CHECK_FALSE(w.span);
  CHECK(w.buckets.empty());
  CHECK(w.input_lengths.max() == 9);
}

TEST_CASE("cost is what rows state, unknown if a row does not") {
  ingest::Record paid = test::request(0, 1, 1);
  paid.cost_usd = 0.125;
  CHECK(*test::workload_of({paid, paid}).cost_usd == 0.25);
  const Workload partly = test::workload_of({paid, test::request(1, 1, 1)});
  CHECK_FALSE(partly.cost_usd);
  CHECK(partly.cost.rows_without() == 1);
}

TEST_CASE("forks joined in file order give what one pass gives, steps back included") {
  std::vector<ingest::Record> rows;
  for (int i = 0; i < 1000; ++i) {
    rows.push_back(test::request(i * 0.7 - (i % 100 == 0 ? 5 : 0), 10 + i % 37, i % 11));
    rows.back().cost_usd = 0.001 * i;
  }
  Accumulator whole;
  whole.consume(rows);
  Accumulator joined;
  for (std::size_t from = 0; from < rows.size(); from += 170) {
    auto part = joined.fork();
    part->consume(std::span(rows).subspan(from, std::min<std::size_t>(170, rows.size() - from)));
    joined.join(std::move(part));
  }
  joined.join(joined.fork());  // an empty part changes nothing
  const Workload a = whole.finish({});
  const Workload b = joined.finish({});
  CHECK(a.out_of_order_rows == 9);
  CHECK(b.out_of_order_rows == 9);
  CHECK(a.tokens == b.tokens);
  CHECK(a.arrivals == b.arrivals);
  CHECK(a.buckets == b.buckets);
  CHECK(a.shape == b.shape);
  CHECK(a.input_lengths == b.input_lengths);
  CHECK(a.moments == b.moments);
  CHECK(a.length_cells == b.length_cells);
  CHECK(a.models == b.models);
  CHECK(a.cost == b.cost);
}

TEST_CASE("cells of a warehouse profile give lengths and moments, never traffic") {
  ingest::Record minute = test::bucket(60, MaybeCount(3), 310, 32);
  ingest::Record lone = test::bucket(120, MaybeCount(1), 100'000, 50);  // its length is in a cell
  Accumulator sink;
  sink.consume(std::vector{minute, lone});
  // Lengths 100, 102, 108 (bin of 96 to 111) with 10, 11, 11, and one of 100,000 with 50.
  sink.consume_cells(std::vector<ingest::LengthCell>{{.hour = Instant{0},
                                                      .input_bin = 22,
                                                      .output_bin = 9,
                                                      .requests = 3,
                                                      .input = 310,
                                                      .output = 32,
                                                      .in_in = 32'068,
                                                      .in_out = 3'310,
                                                      .out_out = 342},
                                                     {.hour = Instant{0},
                                                      .input_bin = length_bin(100'000),
                                                      .output_bin = length_bin(50),
                                                      .requests = 1,
                                                      .input = 100'000,
                                                      .output = 50,
                                                      .in_in = 10'000'000'000,
                                                      .in_out = 5'000'000,
                                                      .out_out = 2'500}});
  ingest::Ingested ingested;
  ingested.capabilities.grain = Grain::minute;
  ingested.capabilities.lengths = true;
  const Workload w = sink.finish(std::move(ingested));
  CHECK(w.requests == MaybeCount(4));
  CHECK(w.tokens.input == MaybeCount(100'310));
  CHECK(w.input_lengths.count() == 4);
  CHECK(w.input_lengths.sum() == 100'310);
  CHECK(w.input_lengths.min() == 103);  // 310 = 103 + 103 + 104
  CHECK(w.input_lengths.quantile(0.5) == 104);
  CHECK(w.input_lengths.max() == 100'000);
  CHECK(w.output_lengths.quantile(0) == 10);
  CHECK(w.moments.in_in == 10'000'032'068);
  CHECK(w.moments.in_out == 5'003'310);
  CHECK(w.moments.out_out == 2'842);
  CHECK(w.length_cells.requests(22, 9) == 3);
  CHECK(w.longest_request == 100'050);
  REQUIRE(w.models.front().long_context.size() == 1);
  CHECK(w.models.front().long_context[0].requests == 1);
  CHECK(w.models.front().requests == MaybeCount(4));
}

TEST_CASE("a cell whose squares exceed the square of its sum is refused") {
  Accumulator sink;
  CHECK_THROWS_AS(sink.consume_cells(std::vector<ingest::LengthCell>{
                      {.hour = Instant{0}, .requests = 1, .input = 10, .in_in = 101}}),
                  InputError);
}
