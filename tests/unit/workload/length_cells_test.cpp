// SPDX-License-Identifier: Apache-2.0
#include "workload/length_cells.hpp"

#include <doctest/doctest.h>

#include <limits>

using rackrate::length_bin;
using rackrate::WideCount;
using rackrate::workload::LengthCells;
using rackrate::workload::to_text;

TEST_CASE("128-bit numbers are written in decimal") {
  CHECK(to_text(0) == "0");
  CHECK(to_text(-12) == "-12");
  const WideCount big = std::numeric_limits<std::int64_t>::max();
  CHECK(to_text(big) == "9223372036854775807");
  CHECK(to_text(big * big) == "85070591730234615847396907784232501249");
}

TEST_CASE("requests are counted by input bin and output bin") {
  LengthCells cells;
  CHECK(cells.used() == 0);
  CHECK(cells.requests(3, 4) == 0);
  cells.add(0, 0);
  cells.add(1000, 100);
  cells.add(1001, 101);  // same bins: 896..1023 and 96..111
  cells.add(1024, 101);
  cells.add(9'000'000, 2'097'152);  // the last bin has no upper end
  CHECK(cells.used() == 4);
  CHECK(cells.requests(length_bin(1000), length_bin(100)) == 2);
  CHECK(cells.requests(80, 80) == 1);

  LengthCells more;
  more.merge(cells);
  more.merge(cells);
  CHECK(more.used() == 4);
  CHECK(more.requests(0, 0) == 2);
}
