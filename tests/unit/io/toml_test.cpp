// SPDX-License-Identifier: Apache-2.0
#include "io/toml.hpp"

#include "support/diagnostic_of.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

namespace rackrate::io {
namespace {

Document parse(std::string text) {
  return parse_toml(Source::from_text("a.toml", std::move(text)));
}

std::string_view at(const Document& d, const Node& node, std::size_t size) {
  return d.source.text().substr(node.offset, size);
}

TEST_CASE("values of every kind keep their kind and their place") {
  const Document d = parse(
      "name = \"x\"\ncount = 1_000\nrate = 2.5\non = true\nday = 2026-03-01\n"
      "at = 2026-03-01T10:00:00Z\nlist = [1, \"b\"]\ninline = { k = 1 }\n");
  CHECK(*d.root.find("name")->text() == "x");
  CHECK(d.root.find("name")->offset == 7);
  CHECK(*d.root.find("count")->integer() == 1000);
  CHECK(at(d, *d.root.find("count"), 5) == "1_000");
  CHECK(*d.root.find("rate")->real() == 2.5);
  CHECK(std::get<bool>(d.root.find("on")->value));
  CHECK(to_string(std::get<Date>(d.root.find("day")->value)) == "2026-03-01");
  CHECK(*d.root.find("at")->text() == "2026-03-01T10:00:00Z");
  CHECK(at(d, d.root.find("list")->array()->at(1), 3) == "\"b\"");
  CHECK(at(d, *d.root.find("inline")->find("k"), 1) == "1");
}

TEST_CASE("members come in the order of the file, keys know their place") {
  const Document d = parse("z = 1\na = 2\n[t]\ny = 3\nb = 4\n[[rows]]\nv = 1\n[[rows]]\nv = 2\n");
  const Node::Object& root = *d.root.object();
  REQUIRE(root.size() == 4);
  CHECK(root[0].key == "z");
  CHECK(root[1].key == "a");
  CHECK(root[2].key == "t");
  CHECK(root[3].key == "rows");
  CHECK(d.source.text().substr(root[1].key_offset, 5) == "a = 2");
  CHECK(root[2].value.object()->at(0).key == "y");
  const Node::Array& rows = *d.root.find("rows")->array();
  REQUIRE(rows.size() == 2);
  CHECK(d.locate(rows[1]).line == 8);
  CHECK(d.locate(*rows[1].find("v")).line == 9);
  CHECK(d.locate(*d.root.find("t")).line == 3);
}

TEST_CASE("columns are bytes, also after text that is not ASCII, CRLF and a byte order mark") {
  const Document d = parse("\"größe\" = \"zwölf\" # é\r\n\"é\" = 12\r\n");
  CHECK(at(d, *d.root.find("größe"), 8) == "\"zwölf\"");
  CHECK(at(d, *d.root.find("é"), 2) == "12");
  CHECK(d.locate(*d.root.find("é")).excerpt == "\"é\" = 12");
  const Document marked = parse(
      "\xef\xbb\xbf"
      "a = 1\nb = 2\n");
  CHECK(at(marked, *marked.root.find("a"), 1) == "1");
  CHECK(at(marked, *marked.root.find("b"), 1) == "2");
}

TEST_CASE("an empty file is an empty table") {
  CHECK(parse("").root.object()->empty());
  CHECK(parse("# only a comment\n").root.object()->empty());
}

TEST_CASE("infinity is read; whoever takes the value judges it") {
  CHECK(std::isinf(*parse("a = inf").root.find("a")->real()));
}

TEST_CASE("a fault is told where it stands, with the exit code of configuration") {
  try {
    parse("a = 1\nb = tru\n");
    FAIL("did not throw");
  } catch (const InputError& error) {
    CHECK(error.code() == ExitCode::usage);
  }
}

struct Fault {
  std::string_view text;
  std::size_t line;
  std::size_t column;
  std::string_view expected;
  std::string_view got;
};

TEST_CASE("faults by hand") {
  constexpr std::string_view value = "a value, e.g. \"text\", 12, true, 2026-03-01 or [1, 2]";
  constexpr std::string_view pair = "a key, '=' and a value, e.g. name = \"value\"";
  for (const Fault& fault : {
           Fault{"a = ", 1, 5, pair, "the end of the text"},
           {"a", 1, 2, pair, "the end of the text"},
           {"a = 1\nb = tru\n", 2, 8, "true or false", "'tru'"},
           {"a == 1", 1, 4, value, "'= 1'"},
           {"a = bare", 1, 5, value, "'bare'"},
           {"a = 'x", 1, 7, "a closing quote", "''x'"},
           {"a = \"x", 1, 7, "a closing quote", "'\"x'"},
           {"[t", 1, 3, "a closing ']'", "the end of the text"},
           {"a = [1, 2", 1, 10, "a closing ']'", "'[1, 2'"},
           {"a = { k = 1", 1, 12, "a closing '}'", "'{ k = 1'"},
           {"a = 1 b = 2", 1, 7, "the end of the line or a comment after the value", "'1 b = 2'"},
           {"a = 1\na = 2\n", 2, 5, "each key once", "'2'"},
           {"[t]\n[t]\n", 2, 1, "each key once", "'[t]'"},
           {"a.b = 1\na = 2", 2, 5, "each key once", "'2'"},
           {"= 1", 1, 1, "a key, e.g. name = \"value\", or a [table]", "'= 1'"},
           {"a = 12x", 1, 7, "a number, or text in quotes", "'12x'"},
           {"a = 01", 1, 7, "a number without leading zeros", "'01'"},
           {"a = 2026-13-01", 1, 12, "month between 1 and 12 (inclusive)", "'2026-13-01'"},
           {"a = \"\\q\"", 1, 7, "an escape such as \\n, \\\" or \\u00e9", "'\"\\q\"'"},
           {"a = 99999999999999999999", 1, 25, "a number that fits in 64 bits",
            "'99999999999999999999'"},
           {"a = \"\xff\"", 1, 5, "text in UTF-8", "'\"\\xff\"'"},
           {"a = 1\n\x01", 2, 1, "a key, e.g. name = \"value\", or a [table]", "'\\x01'"},
           {"a = \"x\ny\"", 1, 7, "no bare control character; text of several lines goes in \"\"\"",
            "'\"x'"},
           {"key with blanks = 1", 1, 5, "'=' after the key, and quotes around a key with blanks",
            "'with blanks = 1'"},
           {"a = 1__0", 1, 7, "underscores only between digits", "'1__0'"},
       }) {
    CAPTURE(std::string(fault.text));
    const Diagnostic d = test::diagnostic_of([&] { parse(std::string(fault.text)); });
    CHECK(d.code == "bad-toml");
    CHECK(d.where.line == fault.line);
    CHECK(d.where.column == fault.column);
    CHECK(d.expected == fault.expected);
    CHECK(d.got == fault.got);
  }
  CHECK(test::diagnostic_of([] { parse("a = 1\na = 2\n"); }).why ==
        "cannot redefine existing integer 'a'");
}

}  // namespace
}  // namespace rackrate::io
