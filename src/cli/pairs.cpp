// SPDX-License-Identifier: Apache-2.0
#include "cli/pairs.hpp"

#include "cli/fault.hpp"

#include <algorithm>

namespace rackrate::cli {
namespace {

// Where the first part ends: at a comma outside of brackets and quotes. What is opened and never
// closed is no bracket or quote but part of a name, such as "user's tokens".
std::size_t end_of_part(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ',') {
      return at;
    }
    std::size_t close = std::string_view::npos;
    if (c == '\'' || c == '"') {
      close = text.find(c, at + 1);
    } else if (c == '(' || c == '[') {
      const char other = c == '(' ? ')' : ']';
      int depth = 0;
      for (std::size_t i = at; i < text.size() && close == std::string_view::npos; ++i) {
        depth += text[i] == c ? 1 : text[i] == other ? -1 : 0;
        close = depth == 0 ? i : close;
      }
    }
    at = close == std::string_view::npos ? at : close;
  }
  return text.size();
}

}  // namespace

std::map<std::string, std::string> parse_pairs(std::string_view text, const std::string& flag,
                                               const std::string& expected) {
  std::map<std::string, std::string> out;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, end_of_part(text));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const auto equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == part.size()) {
      refuse(fault(flag, expected, quoted(part), "bad-value"));
    }
    out[std::string(part.substr(0, equals))] = part.substr(equals + 1);
  }
  return out;
}

}  // namespace rackrate::cli
