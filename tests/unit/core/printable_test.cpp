// SPDX-License-Identifier: Apache-2.0
#include "core/printable.hpp"

#include <doctest/doctest.h>

namespace rackrate {
namespace {

TEST_CASE("text that is fine stays as it is") {
  CHECK(printable("plain 'text' {}") == "plain 'text' {}");
  CHECK(printable("é € 😀") == "é € 😀");
  CHECK(printable("").empty());
}

TEST_CASE("control characters are shown") {
  CHECK(printable("a\tb\nc\x7f") == "a\\x09b\\x0ac\\x7f");
  CHECK(printable(std::string_view("\0", 1)) == "\\x00");
  CHECK(printable("\xc2\x9b"
                  "31m") == "\\xc2\\x9b31m");  // C1 starts an escape sequence too
}

TEST_CASE("bytes that are no UTF-8 are shown one by one") {
  CHECK(printable("\xff"
                  "a") == "\\xffa");
  CHECK(printable("\xc3") == "\\xc3");                             // cut short
  CHECK(printable("\xc0\xaf") == "\\xc0\\xaf");                    // overlong
  CHECK(printable("\xe0\x80\xaf") == "\\xe0\\x80\\xaf");           // overlong
  CHECK(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");           // surrogate
  CHECK(printable("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");  // above U+10FFFF
  CHECK(printable("\x80") == "\\x80");
}

TEST_CASE("characters are counted, not bytes") {
  CHECK(character_count("") == 0);
  CHECK(character_count("aé€😀") == 4);
  CHECK(character_count("\xff\xff") == 2);
  CHECK(character_prefix("aé€😀", 2) == 3);
  CHECK(character_prefix("aé€😀", 9) == 10);
  CHECK(character_prefix("abc", 0) == 0);
}

}  // namespace
}  // namespace rackrate
