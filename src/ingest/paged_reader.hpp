// SPDX-License-Identifier: Apache-2.0
// Reports that come in pages, each a file or a value of its own: read together, with a warning
// where the page that is last in time says that more follow.
#pragma once

#include "ingest/row_reader.hpp"

#include <optional>
#include <string>

namespace rackrate::ingest {

class PagedReader : public RowReader {
 public:
  /// `more_at`: the key that says so, "has_more" or "metadata>has_more". Buckets are the items of
  /// `buckets_at`, and `start_key` is their time.
  PagedReader(RowFormat format, std::string_view more_at, std::string_view buckets_at,
              std::string_view start_key);

  void finish(Intake& intake) override;

 private:
  void page(const io::JsonView& page, const std::string& file);

  std::string_view more_at_;
  std::string_view buckets_at_;
  std::string_view start_key_;
  std::optional<Instant> last_start_;
  std::string last_file_;
  bool more_ = false;
};

}  // namespace rackrate::ingest
