// SPDX-License-Identifier: Apache-2.0
#include "core/assumption.hpp"

#include "core/error.hpp"

#include <doctest/doctest.h>

namespace rackrate {
namespace {

Register people() {
  Register r;
  Assumption engineers;
  engineers.id = "people.engineers";
  engineers.value = 1;
  engineers.low = 0.5;
  engineers.high = 3;
  engineers.unit = "fte";
  r.add(engineers);
  Choice leave;
  leave.id = "data.may_leave";
  leave.value = "unknown";
  leave.options = {"yes", "no", "unknown"};
  r.add(leave);
  return r;
}

TEST_CASE("a value is read in the unit it is stored in") {
  const Register r = people();
  CHECK(r.value("people.engineers", "fte") == 1);
  CHECK_THROWS_AS(r.value("people.engineers", "usd/year"), BugError);
  CHECK_THROWS_AS(r.value("people.cooks", "fte"), BugError);
  CHECK_THROWS_AS(r.choice("people.engineers"), BugError);
  CHECK(r.has("people.engineers"));
  CHECK(r.has("data.may_leave"));
  CHECK_FALSE(r.has("people"));
}

TEST_CASE("an id exists once") {
  Register r = people();
  CHECK_THROWS_AS(r.add(Assumption(r.assumption("people.engineers"))), BugError);
  CHECK_THROWS_AS(r.add(Choice(r.choice("data.may_leave"))), BugError);
}

TEST_CASE("a copy with another value leaves the range and the original alone") {
  const Register r = people();
  const Register tried = r.with("people.engineers", 5);
  CHECK(tried.value("people.engineers", "fte") == 5);
  CHECK(tried.assumption("people.engineers").high == 3);
  CHECK(tried.assumption("people.engineers").origin == Origin::profile);
  CHECK(r.value("people.engineers", "fte") == 1);
}

TEST_CASE("what the user sets counts, and the range moves only to hold it") {
  Register r = people();
  r.set("people.engineers", 0.25, Origin::flag, "--set");
  const Assumption& a = r.assumption("people.engineers");
  CHECK(a.value == 0.25);
  CHECK(a.low == 0.25);
  CHECK(a.high == 3);
  CHECK(a.origin == Origin::flag);
  CHECK(a.set_at == "--set");
  r.set("people.engineers", 2, Origin::scenario, "s.toml:3");
  CHECK(r.assumption("people.engineers").low == 0.25);
  r.choose("data.may_leave", "no", Origin::scenario, "s.toml:4");
  CHECK(r.choice("data.may_leave").value == "no");
  CHECK(r.choice("data.may_leave").set_at == "s.toml:4");
}

TEST_CASE("origins have names") {
  CHECK(std::string(name(Origin::profile)) == "profile");
  CHECK(std::string(name(Origin::scenario)) == "scenario");
  CHECK(std::string(name(Origin::flag)) == "flag");
}

}  // namespace
}  // namespace rackrate
