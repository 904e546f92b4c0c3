// SPDX-License-Identifier: Apache-2.0
// Names compared the way people write them: case and separators do not matter.
#pragma once

#include <string>
#include <string_view>

namespace rackrate::catalog {

/// Letters and digits only, in lower case: "H100_SXM", "h100 sxm" and "h100-sxm" are one name.
inline std::string name_key(std::string_view text) {
  std::string key;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      key += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      key += c;
    }
  }
  return key;
}

}  // namespace rackrate::catalog
