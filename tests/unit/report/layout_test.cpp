// SPDX-License-Identifier: Apache-2.0
#include "report/layout.hpp"

#include <doctest/doctest.h>

using namespace rackrate::report;

TEST_CASE("widths count cells, not bytes") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("▁▂█") == 3);
  CHECK(display_width("\x1b[1mabc\x1b[0m") == 3);
  CHECK(display_width("模型") == 4);
  CHECK(display_width("e\xcc\x81") == 1);  // e and a combining accent
  CHECK(display_width("\xff\xfe") == 2);   // not UTF-8
}

TEST_CASE("padding and cutting fill exactly the cells asked for") {
  CHECK(pad_left("é", 3) == "  é");
  CHECK(pad_right("é", 3) == "é  ");
  CHECK(pad_right("long", 2) == "long");
  CHECK(cut("abcdef", 6) == "abcdef");
  CHECK(cut("abcdefg", 6) == "abcde…");
  CHECK(cut("ab cdef", 4) == "ab…");                              // no blank before the ellipsis
  CHECK(cut("\x1b[1mabcdef\x1b[0m", 4) == "\x1b[1mabc…\x1b[0m");  // the style ends with the text
  CHECK(display_width(cut("模型模型", 6)) <= 6);
}

TEST_CASE("wrapping breaks between words and keeps blanks inside a line") {
  CHECK(wrap("", 10).empty());
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("a   b", 10) == std::vector<std::string>{"a   b"});
  CHECK(wrap("a   b", 4) == std::vector<std::string>{"a", "b"});
  CHECK(wrap("unbreakable", 4) == std::vector<std::string>{"unbreakable"});
}

TEST_CASE("a paragraph hangs under its lead") {
  CHECK(paragraph("- ", "one two three", 9) == "- one two\n  three\n");
  CHECK(paragraph("lead", "", 9) == "lead\n");
}
