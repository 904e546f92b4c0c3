// SPDX-License-Identifier: Apache-2.0
#include "io/digest.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace rackrate::io {
namespace {

// Published test vectors of FIPS 180-2.
constexpr const char* of_nothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST_CASE("the published vectors") {
  CHECK(sha256_hex("") == of_nothing);
  CHECK(sha256_hex("abc") == of_abc);
  CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("the digest grows and may be read on the way") {
  Sha256 digest;
  CHECK(digest.hex() == of_nothing);
  digest.add("a");
  digest.add("bc");
  CHECK(digest.hex() == of_abc);
  CHECK(digest.hex() == of_abc);
  Sha256 moved = std::move(digest);
  moved.add("");
  CHECK(moved.hex() == of_abc);
}

}  // namespace
}  // namespace rackrate::io
