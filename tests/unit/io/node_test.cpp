// SPDX-License-Identifier: Apache-2.0
#include "io/node.hpp"

#include <doctest/doctest.h>

#include <string>

namespace rackrate::io {
namespace {

Node node(Node::Value value) { return Node{std::move(value), 0}; }

TEST_CASE("kinds have names") {
  CHECK(kind_name(node(nullptr)) == "null");
  CHECK(kind_name(node(true)) == "true or false");
  CHECK(kind_name(node(std::int64_t{1})) == "a whole number");
  CHECK(kind_name(node(1.5)) == "a number");
  CHECK(kind_name(node(std::string("x"))) == "text");
  CHECK(kind_name(node(Date{})) == "a date");
  CHECK(kind_name(node(Node::Array{})) == "a list");
  CHECK(kind_name(node(Node::Object{})) == "an object");
}

TEST_CASE("a value is shown as it is written") {
  CHECK(shown(node(nullptr)) == "null");
  CHECK(shown(node(true)) == "'true'");
  CHECK(shown(node(false)) == "'false'");
  CHECK(shown(node(std::int64_t{-12})) == "'-12'");
  CHECK(shown(node(0.1)) == "'0.1'");
  CHECK(shown(node(std::string("a b"))) == "'a b'");
  CHECK(shown(node(parse_date("2026-03-01").value())) == "'2026-03-01'");
  CHECK(shown(node(Node::Array{})) == "a list");
  CHECK(shown(node(Node::Object{})) == "an object");
}

TEST_CASE("members are found by name, and of two the last counts") {
  Node::Object members;
  members.push_back(Member{"a", 0, node(std::int64_t{1})});
  members.push_back(Member{"b", 0, node(std::int64_t{2})});
  members.push_back(Member{"a", 0, node(std::int64_t{3})});
  const Node object = node(std::move(members));
  REQUIRE(object.find("a") != nullptr);
  CHECK(*object.find("a")->integer() == 3);
  CHECK(*object.find("b")->integer() == 2);
  CHECK(object.find("c") == nullptr);
  CHECK(node(1.5).find("a") == nullptr);
  CHECK(node(nullptr).is_null());
}

}  // namespace
}  // namespace rackrate::io
