// SPDX-License-Identifier: Apache-2.0
#include "cost/line_item.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace rackrate;
using namespace rackrate::cost;

TEST_CASE("lines sum in order, as a whole and by group") {
  LineItem a;
  a.group = Group::gpus;
  a.quantity = 730;
  a.unit_price = Usd::dollars(2.5);
  LineItem b;
  b.group = Group::people;
  b.quantity = 0.5;
  b.unit_price = Usd::dollars(20'000);
  const std::vector<LineItem> lines{a, b, a};
  CHECK(a.monthly() == Usd::dollars(1825));
  CHECK(total(lines) == Usd::dollars(13'650));
  CHECK(total(lines, Group::gpus) == Usd::dollars(3650));
  CHECK(total(lines, Group::idle) == Usd::zero());
}

TEST_CASE("every group has a name of its own") {
  std::set<std::string_view> names;
  for (int g = 0; g <= static_cast<int>(Group::overflow); ++g) {
    names.insert(name(static_cast<Group>(g)));
  }
  CHECK(names.size() == 12);
}
