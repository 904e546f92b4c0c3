// SPDX-License-Identifier: Apache-2.0
#include "catalog/safetensors.hpp"

#include "core/diagnostic.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace rackrate;
using namespace rackrate::catalog;

namespace {

std::string with_length(const std::string& header, std::uint64_t length) {
  std::string out;
  for (int i = 0; i < 8; ++i) {
    out += static_cast<char>((length >> (8 * i)) & 0xff);
  }
  return out + header;
}

io::Source file(const std::string& bytes) {
  return io::Source::from_text("model.safetensors", bytes);
}

}  // namespace

TEST_CASE("safetensors: an index states the total") {
  const auto weights = read_safetensors_index(
      io::Source::from_text("model.safetensors.index.json",
                            R"({"metadata": {"total_size": 141107412992}, "weight_map": {}})"));
  CHECK(weights.total.in_bytes() == 141107412992.0);
  CHECK(weights.from == "model.safetensors.index.json");
  CHECK_THROWS_AS(read_safetensors_index(io::Source::from_text("i.json", R"({"weight_map": {}})")),
                  InputError);
}

TEST_CASE("safetensors: a header sums its tensors") {
  const std::string header = R"({"__metadata__": {"format": "pt"},
      "a": {"dtype": "BF16", "shape": [2, 3], "data_offsets": [0, 12]},
      "b": {"dtype": "F32", "shape": [5], "data_offsets": [12, 32]}})";
  const auto weights = read_safetensors_header(file(with_length(header, header.size()) + "data"));
  CHECK(weights.total.in_bytes() == 32);
}

TEST_CASE("safetensors: broken headers are refused") {
  const std::string backwards = R"({"a": {"data_offsets": [12, 0]}})";
  for (const std::string& bytes :
       {std::string(), std::string("short"), with_length("{}", 1000), with_length("{}", ~0ULL),
        with_length("[]", 2), with_length("{]", 2), with_length(backwards, backwards.size())}) {
    CAPTURE(bytes.size());
    CHECK_THROWS_AS(read_safetensors_header(file(bytes)), InputError);
  }
}
