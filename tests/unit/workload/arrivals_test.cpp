// SPDX-License-Identifier: Apache-2.0
#include "workload/arrivals.hpp"

#include "core/random.hpp"
#include "support/usage.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using rackrate::workload::Arrivals;

namespace {

Arrivals of(const std::vector<ingest::Record>& records) {
  Arrivals arrivals;
  arrivals.add(records);
  arrivals.settle();
  return arrivals;
}

std::vector<ingest::Record> spread(std::int64_t from_ns, std::int64_t step_ns, int count) {
  std::vector<ingest::Record> records(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < records.size(); ++i) {
    records[i].at = Instant{from_ns + static_cast<std::int64_t>(i) * step_ns};
  }
  return records;
}

}  // namespace

TEST_CASE("windows are counted from their origin to the nanosecond") {
  const Arrivals arrivals = of({test::request(0.5, 1, 1), test::request(1.4, 1, 1),
                                test::request(1.5, 1, 1), test::request(3.5, 1, 1)});
  CHECK(arrivals.first() == test::at_seconds(0.5));
  CHECK(arrivals.last() == test::at_seconds(3.5));
  CHECK(arrivals.distinct() == 4);
  const auto windows = arrivals.windows(arrivals.first(), Seconds::seconds(1));
  REQUIRE(windows);
  // [0.5, 1.5) holds two, [1.5, 2.5) one, [3.5, 4.5) one.
  CHECK(*windows == std::vector<std::pair<std::int64_t, std::int64_t>>{{0, 2}, {1, 1}, {3, 1}});
}

TEST_CASE("rows without a request count extend the span only") {
  const Arrivals arrivals =
      of({test::bucket(60, MaybeCount::unknown(), 5, 5), test::bucket(120, MaybeCount(3), 5, 5)});
  CHECK(arrivals.first() == test::at_seconds(60));
  CHECK(arrivals.total() == 3);
}

TEST_CASE("beyond 2^20 instants the resolution is a second, whatever the order and the parts") {
  const int count = (1 << 20) + 10;
  std::vector<ingest::Record> rows = spread(5'000'000'123, 1'000'003, count);
  const Arrivals whole = of(rows);
  CHECK(whole.resolution() == Seconds::seconds(1));
  CHECK(whole.total() == count);
  CHECK(whole.first().ns == 5'000'000'123);  // first and last stay exact
  CHECK(whole.distinct() == 1049);           // the seconds 5 to 1053
  CHECK_FALSE(whole.windows(whole.first(), Seconds::ms(500)));

  const auto half = rows.begin() + count / 3;
  Arrivals first = of({rows.begin(), half});
  Arrivals second = of({half, rows.end()});
  CHECK(first.resolution() == Seconds::seconds(1e-9));
  Arrivals merged = first;
  merged.merge(second);
  CHECK(merged == whole);
  second.merge(first);
  CHECK(second == whole);

  Random random(3);
  for (std::size_t i = rows.size() - 1; i > 0; --i) {
    std::swap(rows[i], rows[random.bits() % (i + 1)]);
  }
  CHECK(of(rows) == whole);
}

TEST_CASE("exactly 2^20 instants stay exact") {
  CHECK(of(spread(0, 1'000'000'007, 1 << 20)).resolution() == Seconds::seconds(1e-9));
}

TEST_CASE("a fork starts at the resolution of its whole") {
  const Arrivals whole = of(spread(0, 1'000'003, (1 << 20) + 1));
  Arrivals part = whole.fork();
  CHECK(part.empty());
  CHECK(part.resolution() == whole.resolution());
}

TEST_CASE("times before zero fall into the window they belong to") {
  const Arrivals arrivals = of({test::request(-1.5, 1, 1), test::request(-0.25, 1, 1)});
  const auto windows = arrivals.windows(arrivals.first(), Seconds::seconds(1));
  REQUIRE(windows);
  CHECK(windows->size() == 2);
  CHECK(windows->back().first == 1);
}
