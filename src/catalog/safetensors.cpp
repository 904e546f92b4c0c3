// SPDX-License-Identifier: Apache-2.0
// Format: github.com/huggingface/safetensors, README, section "Format".
#include "catalog/safetensors.hpp"

#include "io/fields.hpp"
#include "io/json.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace rackrate::catalog {
namespace {

constexpr std::size_t length_bytes = 8;
constexpr std::uint64_t longest_header = 100'000'000;  // the format's own limit

[[noreturn]] void refuse(const io::Source& file, std::string expected, std::string got) {
  Diagnostic d;
  d.where = file.whole();
  d.field = "header";
  d.expected = std::move(expected);
  d.got = std::move(got);
  d.code = "bad-safetensors";
  d.hint = "download the file again, or name config.json alone";
  throw InputError(ExitCode::usage, std::move(d));
}

std::uint64_t header_length(std::string_view text) {
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) {
    length |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * i);
  }
  return length;
}

// The bytes one tensor takes, or nothing if its offsets are not two rising numbers.
std::optional<std::int64_t> tensor_bytes(const io::Node& tensor) {
  const io::Node* offsets = tensor.find("data_offsets");
  const io::Node::Array* pair = offsets != nullptr ? offsets->array() : nullptr;
  if (pair == nullptr || pair->size() != 2) {
    return std::nullopt;
  }
  const std::int64_t* begin = pair->at(0).integer();
  const std::int64_t* end = pair->at(1).integer();
  if (begin == nullptr || end == nullptr || *begin < 0 || *end < *begin) {
    return std::nullopt;
  }
  return *end - *begin;
}

}  // namespace

ExactWeights read_safetensors_index(const io::Source& index) {
  const io::Document document = io::parse_json(index, ExitCode::usage);
  Diagnostics sink;
  io::Fields fields(document, document.root, "", sink);
  std::int64_t bytes = 0;
  if (auto metadata = fields.object("metadata")) {
    // Some writers store it as 1.2e10.
    bytes = static_cast<std::int64_t>(metadata->number("total_size", 1, 9e15));
  } else {
    fields.fault("metadata", "an object with total_size", "nothing", "bad-safetensors",
                 "name the folder without this index");
  }
  sink.throw_if_errors(ExitCode::usage);
  return {Bytes::bytes(static_cast<double>(bytes)), index.name()};
}

ExactWeights read_safetensors_header(const io::Source& file) {
  const std::string_view text = file.text();
  if (text.size() < length_bytes) {
    refuse(file, "a safetensors file", std::to_string(text.size()) + " bytes");
  }
  const std::uint64_t length = header_length(text);
  if (length > longest_header || length > text.size() - length_bytes) {
    refuse(file, "a header inside the file", "a header of " + std::to_string(length) + " bytes");
  }
  const auto header = io::Source::from_text(
      file.name(), std::string(text.substr(length_bytes, static_cast<std::size_t>(length))));
  const io::Document document = io::parse_json(header, ExitCode::usage);
  if (document.root.object() == nullptr) {
    refuse(file, "a header with named tensors", io::shown(document.root));
  }
  double sum = 0;
  for (const io::Member& member : *document.root.object()) {
    if (member.key == "__metadata__") {
      continue;
    }
    const std::optional<std::int64_t> bytes = tensor_bytes(member.value);
    if (!bytes) {
      refuse(file, "two rising data_offsets for each tensor", rackrate::quoted(member.key));
    }
    sum += static_cast<double>(*bytes);
  }
  return {Bytes::bytes(sum), file.name()};
}

}  // namespace rackrate::catalog
