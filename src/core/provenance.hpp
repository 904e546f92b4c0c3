// SPDX-License-Identifier: Apache-2.0
// Where a number came from. Every figure a user sees has one of these behind it.
#pragma once

#include "core/date.hpp"

#include <string>

namespace rackrate {

enum class Confidence { high, medium, low };

/// A public source and the day its content was taken.
struct Provenance {
  std::string source;  ///< URL, document, or repository with commit; never empty
  Date as_of;
  Confidence confidence = Confidence::medium;
};

constexpr const char* name(Confidence confidence) {
  switch (confidence) {
    case Confidence::high: return "high";
    case Confidence::medium: return "medium";
    case Confidence::low: return "low";
  }
  return "low";
}

}  // namespace rackrate
