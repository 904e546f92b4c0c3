// SPDX-License-Identifier: Apache-2.0
#include "report/style.hpp"

namespace rackrate::report {
namespace {

// The sixteen basic colours only: they follow the user's own terminal theme.
std::string_view sequence(Tone tone) {
  switch (tone) {
    case Tone::plain: return "";
    case Tone::strong: return "\x1b[1m";
    case Tone::quiet: return "\x1b[2m";
    case Tone::good: return "\x1b[32m";
    case Tone::caution: return "\x1b[33m";
    case Tone::bad: return "\x1b[31m";
  }
  return "";
}

}  // namespace

std::string Style::operator()(Tone tone, std::string_view text) const {
  if (!colour || tone == Tone::plain || text.empty()) {
    return std::string(text);
  }
  return std::string(sequence(tone)) + std::string(text) + "\x1b[0m";
}

}  // namespace rackrate::report
