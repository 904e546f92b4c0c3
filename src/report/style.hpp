// SPDX-License-Identifier: Apache-2.0
// Colour and weight on a terminal, and nothing at all elsewhere.
#pragma once

#include <string>
#include <string_view>

namespace rackrate::report {

/// What a piece of text is, rather than its colour.
enum class Tone {
  plain,
  strong,   ///< what to read first
  quiet,    ///< sources, units, what one reads second
  good,     ///< the chosen option, a gate that passes
  caution,  ///< unknown, assumed
  bad,      ///< a gate that fails, an error
};

/// How wide the page is and whether it may use ANSI sequences.
struct Style {
  bool colour = false;
  int width = 100;

  std::string operator()(Tone tone, std::string_view text) const;
};

}  // namespace rackrate::report
