// SPDX-License-Identifier: Apache-2.0
#include "workload/time_series.hpp"

#include "core/random.hpp"

#include <doctest/doctest.h>

#include <map>

using rackrate::Random;
using rackrate::workload::TimeSeries;

namespace {

struct Cell {
  std::int64_t at = 0;
  std::int64_t count = 0;
  Cell& operator+=(const Cell& other) {
    count += other.count;
    return *this;
  }
  friend bool operator==(const Cell&, const Cell&) = default;
};

std::vector<Cell> of(const std::map<std::int64_t, std::int64_t>& counts) {
  std::vector<Cell> cells;
  for (const auto& [at, count] : counts) {
    cells.push_back({at, count});
  }
  return cells;
}

}  // namespace

TEST_CASE("cells come out sorted and summed, however times come in") {
  Random random(7);
  for (const std::uint64_t span : {3ULL, 1000ULL, 200'000ULL}) {
    TimeSeries<Cell> series;
    std::map<std::int64_t, std::int64_t> expected;
    for (int i = 0; i < 60'000; ++i) {  // enough for late cells to be merged on the way
      const auto at = static_cast<std::int64_t>(random.bits() % span) - 2;
      ++series.cell(at).count;
      ++expected[at];
    }
    series.settle();
    CHECK(series.cells() == of(expected));
  }
}

TEST_CASE("times in order never wait, newest first works as well") {
  TimeSeries<Cell> forward;
  TimeSeries<Cell> backward;
  for (std::int64_t i = 0; i < 50'000; ++i) {
    forward.cell(i / 2).count += 1;
    backward.cell((49'999 - i) / 2).count += 1;
  }
  CHECK(forward.size() == 25'000);
  backward.settle();
  CHECK(forward == backward);
}

TEST_CASE("merging interleaved series sums equal times") {
  TimeSeries<Cell> odd;
  TimeSeries<Cell> even;
  for (std::int64_t i = 0; i < 100; ++i) {
    (i % 2 == 0 ? even : odd).cell(i).count = 1;
  }
  even.cell(99).count = 5;
  odd.merge(even);
  CHECK(odd.size() == 100);
  CHECK(odd.cells()[99].count == 6);
}

TEST_CASE("a later part may begin in the cell in which the earlier one ended") {
  TimeSeries<Cell> series;
  TimeSeries<Cell> later;
  series.cell(1).count = 1;
  series.cell(2).count = 2;
  later.cell(2).count = 4;
  later.cell(3).count = 8;
  series.merge(later);
  CHECK(series.cells() == std::vector<Cell>{{1, 1}, {2, 6}, {3, 8}});
}

TEST_CASE("regrouping adds up cells that fall together") {
  TimeSeries<Cell> series;
  for (std::int64_t i = 0; i < 10; ++i) {
    series.cell(i).count = i;
  }
  series.regroup([](std::int64_t at) { return at / 4 * 4; });
  CHECK(series.cells() == std::vector<Cell>{{0, 6}, {4, 22}, {8, 17}});
}
