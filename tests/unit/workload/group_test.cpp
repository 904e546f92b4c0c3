// SPDX-License-Identifier: Apache-2.0
#include "workload/group.hpp"

#include "core/diagnostic.hpp"
#include "support/usage.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::workload;

TEST_CASE("a class is unknown once one row lacks it, and only that class") {
  ingest::Record full = test::request(0, 100, 10);
  full.tokens.cache_read = MaybeCount(40);
  full.tokens.reasoning = MaybeCount(3);
  ingest::Record without_split = test::request(1, 50, 5);
  without_split.tokens.reasoning = MaybeCount(1);

  const TokenCounts sum = sum_up(std::vector{full, without_split}).tokens.value();
  CHECK(sum.input == MaybeCount(150));
  CHECK(sum.output == MaybeCount(15));
  CHECK(sum.reasoning == MaybeCount(4));
  CHECK_FALSE(sum.cache_read.known());
  CHECK_FALSE(sum.cache_write_1h.known());
}

TEST_CASE("rows that failed as a whole may lack counts and cost, others may not") {
  ingest::Record ok = test::request(0, 100, 10);
  ok.cost_usd = 0.5;
  ingest::Record failed;
  failed.failed = 1;
  const Sums sums = sum_up(std::vector{ok, failed});
  CHECK(sums.requests == MaybeCount(2));
  CHECK(sums.failed == 1);
  CHECK(sums.tokens.value().output == MaybeCount(10));
  CHECK(sums.cost.known());

  ingest::Record partly;  // nine requests, two failed, no tokens stated
  partly.requests = MaybeCount(9);
  partly.failed = 2;
  CHECK_FALSE(sum_up(std::vector{ok, partly}).tokens.value().output.known());
}

TEST_CASE("an unknown number of requests makes the sum unknown") {
  const Sums sums =
      sum_up(std::vector{test::request(0, 1, 1), test::bucket(0, MaybeCount::unknown(), 7, 7)});
  CHECK_FALSE(sums.requests.known());
  CHECK(sums.tokens.value().input == MaybeCount(8));
}

TEST_CASE("counts that sums could not hold are refused") {
  const auto counted = [](std::int64_t n) { return std::vector{test::request(0, n, 0)}; };
  CHECK_NOTHROW(static_cast<void>(sum_up(counted((std::int64_t{1} << 53) - 1))));
  CHECK_THROWS_AS(static_cast<void>(sum_up(counted(std::int64_t{1} << 53))), InputError);

  Accumulator sink;
  const std::vector<ingest::Record> rows(1000, test::request(0, (std::int64_t{1} << 53) - 1, 0));
  CHECK_NOTHROW(sink.consume(rows));  // 1,000 fit into 63 bits, 1,100 do not
  CHECK_THROWS_AS(sink.consume(rows), InputError);
  try {
    sink.consume(rows);
  } catch (const InputError& error) {
    CHECK(error.code() == ExitCode::input_data);
    CHECK_FALSE(missing_slot(error.diagnostics().front()));
  }
}

TEST_CASE("slices add up to the whole by model, and tags count a row under each of its tags") {
  ingest::Names names;
  ingest::Record a = test::request(0, 10, 1);
  a.model = names.model("gpt-x");
  a.tags = names.tags(std::vector<ingest::Tag>{{"team", "search"}, {"user", "u1"}});
  ingest::Record b = test::request(1, 20, 2);
  b.model = a.model;
  b.tags = names.tags(std::vector<ingest::Tag>{{"team", "search"}, {"user", "u2"}});
  const ingest::Record c = test::request(2, 40, 4);

  const Workload w = test::workload_of({a, b, c, a}, {}, std::move(names));
  REQUIRE(w.models.size() == 2);
  CHECK(w.models[0].value == "gpt-x");  // 44 tokens each; three requests before one
  CHECK(w.models[0].requests == MaybeCount(3));
  CHECK(w.models[1].value.empty());
  CHECK(w.models[1].tokens.input == MaybeCount(40));
  REQUIRE(w.tags.size() == 3);
  CHECK(w.tags[0].key == "team");
  CHECK(w.tags[0].tokens.input == MaybeCount(40));
  CHECK(w.tags[1].key == "user");
  CHECK(w.tags[1].value == "u1");  // 22 tokens each; two requests before one
  CHECK(w.tags[2].value == "u2");
}

TEST_CASE("long contexts are counted strictly above each boundary they pass") {
  std::vector<ingest::Record> rows;
  for (const std::int64_t input : {32'000, 32'001, 128'000, 128'001, 600'000}) {
    rows.push_back(test::request(0, input, 7));
  }
  rows.push_back(test::bucket(0, MaybeCount(2), 900'000, 1));  // two requests: cannot tell
  const Workload w = test::workload_of(rows);
  const std::vector<LongContext>& above = w.models.front().long_context;
  REQUIRE(above.size() == 8);
  CHECK(above[0].above == 32'000);
  CHECK(above[0].requests == 4);
  CHECK(above[1].above == 127'999);
  CHECK(above[1].requests == 3);
  CHECK(above[2].requests == 2);
  CHECK(above[7].above == 512'000);
  CHECK(above[7].requests == 1);
  CHECK(above[7].tokens.input == MaybeCount(600'000));
  CHECK(above[7].tokens.output == MaybeCount(7));
  CHECK_FALSE(above[7].tokens.cache_read.known());
}
