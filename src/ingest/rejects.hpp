// SPDX-License-Identifier: Apache-2.0
// The one place where rows are dropped: each is counted and, up to a limit, kept with its reason.
#pragma once

#include "core/diagnostic.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::ingest {

/// A row that was not understood. Never dropped in silence.
struct Reject {
  Diagnostic why;   ///< with file, line, field, expected, got
  std::string row;  ///< the row as it stands in the file (cut at 4 KiB)
};

class Rejects {
 public:
  static constexpr std::size_t most_kept = 10'000;

  void add(Diagnostic why, std::string_view row);
  /// Takes over the rejects of a later stretch of the file whose lines count from its own start.
  void append(Rejects&& later, std::size_t lines_before);

  std::int64_t count() const { return count_; }
  const std::vector<Reject>& kept() const { return kept_; }

 private:
  std::int64_t count_ = 0;
  std::vector<Reject> kept_;
};

}  // namespace rackrate::ingest
