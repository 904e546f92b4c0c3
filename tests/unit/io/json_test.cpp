// SPDX-License-Identifier: Apache-2.0
#include "io/json.hpp"

#include "io/json_value.hpp"
#include "support/diagnostic_of.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

namespace rackrate::io {
namespace {

using namespace std::string_view_literals;

Document parse(std::string_view text) {
  return parse_json(Source::from_text("a.json", std::string(text)), ExitCode::input_data);
}

Diagnostic refused(std::string_view text) {
  return test::diagnostic_of([&] { parse(text); });
}

// Each value must stand at its offset: strings begin with a quote there, and so on.
void check_offsets(const Document& document, const Node& node) {
  const std::string_view at = document.source.text().substr(node.offset);
  CAPTURE(at.substr(0, 20));
  if (const auto* members = node.object()) {
    CHECK(at.substr(0, 1) == "{");
    for (const Member& member : *members) {
      CHECK(document.source.text()[member.key_offset] == '"');
      check_offsets(document, member.value);
    }
  } else if (const auto* elements = node.array()) {
    CHECK(at.substr(0, 1) == "[");
    for (const Node& element : *elements) {
      check_offsets(document, element);
    }
  } else if (node.text() != nullptr) {
    CHECK(at.substr(0, 1) == "\"");
  } else if (node.is_null()) {
    CHECK(at.substr(0, 4) == "null");
  } else if (const bool* flag = std::get_if<bool>(&node.value)) {
    CHECK(at.substr(0, 4) == (*flag ? "true" : "fals"));
  } else {
    CHECK("-0123456789"sv.find(at.front()) != std::string_view::npos);
  }
}

TEST_CASE("values of every kind keep their kind and their place") {
  const Document d = parse(R"({"a": 1, "b":-2.5,"c" : "x", "d":[true,false,null,[]], "e":{}})");
  const Node& root = d.root;
  CHECK(root.offset == 0);
  CHECK(*root.find("a")->integer() == 1);
  CHECK(root.find("a")->offset == 6);
  CHECK(*root.find("b")->real() == -2.5);
  CHECK(root.find("b")->offset == 13);
  CHECK(*root.find("c")->text() == "x");
  CHECK(root.find("c")->offset == 24);
  CHECK(root.find("d")->array()->size() == 4);
  CHECK(root.find("d")->array()->at(3).offset == 50);
  CHECK(root.find("e")->object()->empty());
  CHECK(root.object()->at(2).key == "c");
  CHECK(root.object()->at(2).key_offset == 18);
  CHECK(d.locate(*root.find("b")).column == 14);
  check_offsets(d, root);
}

TEST_CASE("offsets hold through escapes, blanks, numbers before brackets and a byte order mark") {
  for (const std::string_view text :
       {R"(["a\"]{,\\", "b\\\\", "\u00e9\n", 1,2 ,3])"sv, "\xef\xbb\xbf  {\"k\" :\r\n\t[1]}\n"sv,
        R"([1e5,-0,0.5,12E+3,[[2]],{"a":1},{"b":{"c":true}}])"sv, "[\n1\n,\n2\n]"sv,
        R"({"é":"ü","x":1})"sv, "  7  "sv, R"({"":{"":[""]}})"sv, "[\"\x7f\"]"sv,
        R"([{"a":[1,[2,{"b":null}],false]},{}, [], ""])"sv}) {
    CAPTURE(text);
    const Document d = parse(text);
    check_offsets(d, d.root);
  }
}

TEST_CASE("the place of a value after an escaped string, by hand") {
  const Document d = parse("{\n  \"a\\\"b\": \"x\\\\\",\n  \"n\": 12\n}\n");
  const Node& n = *d.root.find("n");
  CHECK(d.locate(n).line == 3);
  CHECK(d.locate(n).column == 8);
  CHECK(d.locate(n).excerpt == "  \"n\": 12");
  CHECK(*d.root.find("a\"b")->text() == "x\\");
}

TEST_CASE("numbers stay whole as long as they can") {
  const Document d = parse(
      "[9223372036854775807,-9223372036854775808,9223372036854775808,1e2,99999999999999999999999]");
  const Node::Array& a = *d.root.array();
  CHECK(*a[0].integer() == std::numeric_limits<std::int64_t>::max());
  CHECK(*a[1].integer() == std::numeric_limits<std::int64_t>::min());
  CHECK(*a[2].real() == 9223372036854775808.0);
  CHECK(*a[3].real() == 100);
  CHECK(*a[4].real() == doctest::Approx(1e23));
  check_offsets(d, d.root);
}

TEST_CASE("a key given twice is kept twice, and the last one counts") {
  const Document d = parse(R"({"a":1,"a":2})");
  CHECK(d.root.object()->size() == 2);
  CHECK(*d.root.find("a")->integer() == 2);
}

TEST_CASE("text that ends early names the bracket or quote that is open") {
  const Diagnostic d = refused("{\n  \"data\": [\n    {\"a\": 1},\n");
  CHECK(d.code == "truncated-json");
  CHECK(d.where.line == 4);
  CHECK(d.expected == "a closing ']'");
  CHECK(d.why == "the '[' at line 2, column 11 is not closed");

  const Diagnostic quote = refused("{\"a\": [1, \"text goes");
  CHECK(quote.code == "truncated-json");
  CHECK(quote.expected == "a closing '\"'");
  CHECK(quote.why == "the text that opens at line 1, column 11 is not closed");
  CHECK(quote.where.column == 21);

  for (const std::string_view text :
       {"{"sv, "["sv, "[1"sv, "[1,"sv, "[1."sv, "{\"a\""sv, "{\"a\":"sv, "{\"a\":tr"sv, "[-"sv,
        "[\"\\"sv, "[\"\\u12"sv, "[\"\xc3"sv, "\""sv, "[{}"sv, "{\"a\":1"sv, "[[[]]"sv}) {
    CAPTURE(text);
    CHECK(refused(text).code == "truncated-json");
    CHECK(refused(text).where.column == text.size() + 1);
  }
}

TEST_CASE("every prefix of a document is truncated or, if it is a value, complete") {
  const std::string text = R"({"a":[1,2.5e3,{"b":"x\ny"}],"c":null,"d":true})";
  for (std::size_t size = 1; size < text.size(); ++size) {
    CAPTURE(size);
    CHECK(refused(std::string_view(text).substr(0, size)).code == "truncated-json");
  }
  CHECK_NOTHROW(parse(text));
}

TEST_CASE("nothing at all") {
  for (const std::string_view text : {""sv, "  \n "sv, "\xef\xbb\xbf"sv}) {
    const Diagnostic d = refused(text);
    CHECK(d.code == "bad-json");
    CHECK(d.expected == "a JSON value");
    CHECK(d.got == "nothing");
  }
}

struct Fault {
  std::string_view text;
  std::size_t column;
  std::string_view expected;
  std::string_view got;
};

TEST_CASE("a fault is told where it stands and what was wanted there") {
  for (const Fault& fault : {
           Fault{R"({"a": nul})", 7, "a JSON value, e.g. \"text\", 12, true, null, [ or {",
                 "'nul'"},
           {R"({a: 1})", 2, "a key in double quotes, e.g. \"model\"", "'a'"},
           {R"({'a': 1})", 2, "a key in double quotes, e.g. \"model\"", "''a''"},
           {R"({"a" 1})", 6, "':' between a key and its value", "'1'"},
           {R"({"a": 1 "b": 2})", 9, "',' or '}' after a member", "'\"b\"'"},
           {R"([,1])", 2, "a JSON value, e.g. \"text\", 12, true, null, [ or {", "','"},
           {R"([,)", 2, "a JSON value, e.g. \"text\", 12, true, null, [ or {", "','"},
           {R"([1,,"x"])", 4, "a JSON value, e.g. \"text\", 12, true, null, [ or {", "','"},
           {R"({"a"::1})", 6, "a JSON value, e.g. \"text\", 12, true, null, [ or {", "':'"},
           {R"({"a":})", 6, "a JSON value, e.g. \"text\", 12, true, null, [ or {", "'}'"},
           {R"([1 true])", 4, "',' or ']' after an element", "'true'"},
           {R"([1 2])", 4, "',' or ']' after an element", "'2'"},
           {R"([1,])", 4, "a JSON value, e.g. \"text\", 12, true, null, [ or {", "']'"},
           {R"({"a":1,})", 8, "a key in double quotes, e.g. \"model\"", "'}'"},
           {R"([1] [2])", 5, "one JSON value and nothing after it", "'['"},
           {R"([1}])", 3, "',' or ']' after an element", "'}'"},
           {R"([NaN])", 2, "a JSON value, e.g. \"text\", 12, true, null, [ or {", "'NaN'"},
           {R"([01])", 3, "',' or ']' after an element", "'1'"},
           {R"([-x])", 2, "a number, e.g. 12, -3.5 or 1e6", "'-x'"},
           {R"(["a\qb"])", 5, "an escape such as \\n, \\\" or \\u00e9", "'qb'"},
           {R"(["\u00g0"])", 7, "four hex digits after \\u, e.g. \\u00e9", "'g0'"},
           {"[\"a\nb\"]", 4, "no bare control character inside quotes, e.g. \\n for a line break",
            "'\\x0a'"},
           {"[\"\xff\"]", 3, "text in UTF-8", "'\\xff'"},
           {"[1,\xff]", 4, "a JSON value, e.g. \"text\", 12, true, null, [ or {", "'\\xff'"},
       }) {
    CAPTURE(fault.text);
    const Diagnostic d = refused(fault.text);
    CHECK(d.code == "bad-json");
    CHECK(d.where.line == 1);
    CHECK(d.where.column == fault.column);
    CHECK(d.expected == fault.expected);
    CHECK(d.got == fault.got);
  }
}

TEST_CASE("a number that no double holds is refused") {
  const Diagnostic d = refused("[1, 1e999]");
  CHECK(d.code == "bad-json");
  CHECK(d.expected == "a number below 1.8e308");
  CHECK(d.got == "'1e999'");
  CHECK(d.where.column == 5);
}

TEST_CASE("a NUL byte does not end the text") {
  CHECK(refused("{}\0 hidden"sv).expected == "one JSON value and nothing after it");
  CHECK(refused("12\0 hidden"sv).code == "bad-json");
  CHECK(refused("\0{}"sv).code == "bad-json");
  CHECK(refused("{\"a\":\0}"sv).where.column == 6);
}

TEST_CASE("nesting is limited, and deep text does not overflow the stack") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  CHECK_NOTHROW(parse(nested(200)));
  const Diagnostic d = refused(nested(201));
  CHECK(d.code == "bad-json");
  CHECK(d.expected == "brackets at most 200 deep");
  CHECK(d.where.column == 201);
  CHECK(refused(nested(5'000'000)).where.column == 201);
}

TEST_CASE("the exit code is that of the phase") {
  try {
    parse_json(Source::from_text("a", "{"), ExitCode::usage);
    FAIL("did not throw");
  } catch (const InputError& error) {
    CHECK(error.code() == ExitCode::usage);
  }
}

TEST_CASE("written JSON keeps the order of members and gives the same bytes again") {
  Json value;
  value["z"] = 1;
  value["a"] = {1.5, nullptr, "é\n"};
  value["e"] = Json::object();
  const std::string expected =
      "{\n  \"z\": 1,\n  \"a\": [\n    1.5,\n    null,\n    \"é\\n\"\n  ],\n  \"e\": {}\n}\n";
  CHECK(to_bytes(value) == expected);
  CHECK(to_bytes(Json::parse(expected)) == expected);
  value["a"] = "bad \xff byte";
  CHECK(to_bytes(value).find("bad \xef\xbf\xbd byte") != std::string::npos);
  CHECK(to_bytes(Json(std::nan(""))) == "null\n");
  CHECK(to_bytes(Json(0.1)) == "0.1\n");
}

}  // namespace
}  // namespace rackrate::io
