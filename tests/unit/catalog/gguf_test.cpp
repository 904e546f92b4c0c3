// SPDX-License-Identifier: Apache-2.0
#include "catalog/gguf.hpp"

#include "core/diagnostic.hpp"
#include "support/gguf_bytes.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace rackrate;
using namespace rackrate::catalog;
using rackrate::test::GgufBytes;

namespace {

GgufHeader read(const std::string& bytes) {
  return read_gguf(io::Source::from_text("m.gguf", bytes));
}

std::string small_file(std::uint32_t version = 3) {
  return GgufBytes(version)
      .text("general.architecture", "llama")
      .number("llama.block_count", 2)
      .numbers("llama.attention.head_count_kv", {8, 8})
      .texts("tokenizer.ggml.tokens", 300)
      .tensor("token_embd.weight", {256, 300}, 12)
      .tensor("output_norm.weight", {256}, 0)
      .bytes();
}

}  // namespace

TEST_CASE("gguf: metadata and tensors") {
  for (const std::uint32_t version : {2U, 3U}) {
    const GgufHeader header = read(small_file(version));
    CHECK(header.version == version);
    CHECK(header.text("general.architecture") == "llama");
    CHECK(header.text("absent").empty());
    CHECK(header.integer("llama.block_count") == 2);
    CHECK(header.lists.at("llama.attention.head_count_kv") == std::vector<std::int64_t>{8, 8});
    CHECK(header.list_lengths.at("tokenizer.ggml.tokens") == 300);
    REQUIRE(header.tensors.size() == 2);
    CHECK(header.tensors[0].type == "Q4_K");
    CHECK(header.tensors[0].bytes == 300 * 144);  // one block of 256 is 144 bytes
    CHECK(header.elements() == 256 * 300 + 256);
    CHECK(header.tensor_bytes().in_bytes() == 300 * 144 + 1024);
    CHECK(header.has_tensor("output_norm.weight"));
    CHECK_FALSE(header.has_tensor("output.weight"));
  }
}

TEST_CASE("gguf: a file cut anywhere in its header is refused with the position") {
  const std::string whole = small_file();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK_THROWS_AS(read(whole.substr(0, size)), InputError);
  }
  try {
    read(whole.substr(0, 40));
    FAIL("expected an InputError");
  } catch (const InputError& error) {
    const Diagnostic& d = error.diagnostics()[0];
    CHECK(d.code == "bad-gguf");
    CHECK(d.where.file == "m.gguf");
    CHECK_FALSE(missing_slot(d));
    CHECK(d.got.find("end of the file") != std::string::npos);
  }
}

TEST_CASE("gguf: other versions, magic and types are refused") {
  CHECK_THROWS_AS(read(small_file(1)), InputError);
  CHECK_THROWS_AS(read(small_file(0x03000000)), InputError);  // big-endian 3
  CHECK_THROWS_AS(read("GGML" + small_file().substr(4)), InputError);
  CHECK_THROWS_AS(read(GgufBytes().tensor("a", {256}, 4).bytes()), InputError);
  CHECK_THROWS_AS(read(GgufBytes().tensor("a", {100}, 12).bytes()), InputError);
  CHECK_THROWS_AS(read(GgufBytes().tensor("a", {0}, 0).bytes()), InputError);
  CHECK_THROWS_AS(read(GgufBytes().tensor("a", {1, 1, 1, 1, 1, 1, 1, 1, 1}, 0).bytes()),
                  InputError);
}

TEST_CASE("gguf: sizes that overflow are refused") {
  const std::uint64_t huge = std::uint64_t{1} << 40;
  CHECK_THROWS_AS(read(GgufBytes().tensor("a", {huge, huge}, 0).bytes()), InputError);
  CHECK_THROWS_AS(read(GgufBytes().tensor("a", {huge, huge, huge}, 0).bytes()), InputError);
  CHECK_THROWS_AS(read(GgufBytes().tensor("a", {~0ULL}, 0).bytes()), InputError);
}

TEST_CASE("gguf: damaged bytes never do more than throw InputError") {
  const std::string whole = small_file();
  std::mt19937_64 random(20261120);
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = whole;
    for (int i = 0; i < 4; ++i) {
      bytes[random() % (i == 0 ? 64 : bytes.size())] = static_cast<char>(random() & 0xff);
    }
    try {
      read(bytes);
    } catch (const InputError&) {
    }
  }
  CHECK_THROWS_AS(read("GGUF" + std::string(200, '\xff')), InputError);
}
