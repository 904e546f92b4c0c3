// SPDX-License-Identifier: Apache-2.0
#include "ingest/rejects.hpp"

#include <utility>

namespace rackrate::ingest {

void Rejects::add(Diagnostic why, std::string_view row) {
  constexpr std::size_t longest = 4096;
  ++count_;
  if (kept_.size() < most_kept) {
    kept_.push_back({std::move(why), std::string(row.substr(0, longest))});
  }
}

void Rejects::append(Rejects&& later, std::size_t lines_before) {
  count_ += later.count_;
  for (Reject& reject : later.kept_) {
    if (kept_.size() == most_kept) {
      break;
    }
    if (reject.why.where.line > 0) {
      reject.why.where.line += lines_before;
    }
    kept_.push_back(std::move(reject));
  }
}

}  // namespace rackrate::ingest
