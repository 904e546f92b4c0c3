// SPDX-License-Identifier: Apache-2.0
// The header of a GGUF file: metadata, and the size of every tensor. Tensor data is never read.
#pragma once

#include "core/units.hpp"
#include "io/source.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

struct GgufTensor {
  std::string name;
  std::vector<std::int64_t> shape;  ///< innermost dimension first
  std::string type;                 ///< "Q4_K", "F32"
  std::int64_t elements = 0;
  std::int64_t bytes = 0;
};

struct GgufHeader {
  std::uint32_t version = 0;
  std::map<std::string, std::string, std::less<>> texts;
  std::map<std::string, std::int64_t, std::less<>> integers;            ///< booleans as 0 and 1
  std::map<std::string, std::vector<std::int64_t>, std::less<>> lists;  ///< of whole numbers
  std::map<std::string, std::int64_t, std::less<>> list_lengths;        ///< of every list
  std::vector<GgufTensor> tensors;

  std::optional<std::int64_t> integer(std::string_view key) const;
  std::string text(std::string_view key) const;  ///< empty if absent
  bool has_tensor(std::string_view name) const;
  std::int64_t elements() const;  ///< of all tensors
  Bytes tensor_bytes() const;     ///< of all tensors
};

/// Reads a little-endian header of version 2 or 3. Throws InputError `bad-gguf` (exit code 2) on
/// anything else, on a header that goes past the end of the file and on sizes that make no sense.
GgufHeader read_gguf(const io::Source& file);

}  // namespace rackrate::catalog
