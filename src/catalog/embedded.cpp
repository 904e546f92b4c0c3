// SPDX-License-Identifier: Apache-2.0
#include "catalog/embedded.hpp"

#include "embedded_declarations.inc"

#include <algorithm>
#include <cstddef>

namespace rackrate::catalog {
namespace {

struct File {
  std::string_view name;
  const char* begin;
  const char* end;  // one past the terminating zero byte
};

const File files[] = {
#include "embedded_table.inc"
};

}  // namespace

std::optional<std::string_view> embedded_file(std::string_view name) {
  for (const File& file : files) {
    if (file.name == name) {
      return std::string_view(file.begin, static_cast<std::size_t>(file.end - file.begin) - 1);
    }
  }
  return std::nullopt;
}

std::vector<std::string_view> embedded_names() {
  std::vector<std::string_view> names;
  for (const File& file : files) {
    names.push_back(file.name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace rackrate::catalog
