// SPDX-License-Identifier: Apache-2.0
#include "ingest/paged_reader.hpp"

#include <utility>

namespace rackrate::ingest {

PagedReader::PagedReader(RowFormat format, std::string_view more_at, std::string_view buckets_at,
                         std::string_view start_key)
    : RowReader(std::move(format)),
      more_at_(more_at),
      buckets_at_(buckets_at),
      start_key_(start_key) {
  format_.sequential = true;
  format_.page = [this](const io::JsonView& root, Part&, const std::string& file) {
    page(root, file);
  };
}

void PagedReader::page(const io::JsonView& page, const std::string& file) {
  io::JsonView more = page;
  for (const std::string_view key : split(more_at_, '>')) {
    more = more.find(key);
  }
  io::JsonItems buckets(page.find(buckets_at_));
  io::JsonView bucket;
  Instant start;
  while (buckets.next(bucket)) {
    const io::JsonView value = bucket.find(start_key_);
    const auto time = value.kind() == io::JsonView::Kind::text ? parse_time(value.text())
                                                               : time_of(value.integer());
    start = std::max(start, time.value_or(ParsedTime{}).at);
  }
  if (!last_start_ || start >= *last_start_) {
    last_start_ = start;
    last_file_ = file;
    more_ = more.boolean();
  }
}

void PagedReader::finish(Intake& intake) {
  if (!more_) {
    return;
  }
  Diagnostic d;
  d.severity = Severity::warning;
  d.where.file = last_file_;
  d.field = "key 'has_more'";
  d.expected = "'false' on the last page";
  d.got = "'true'";
  d.code = "pages-missing";
  d.hint = "the totals lack the pages that follow: fetch them by next_page and pass them, too";
  intake.notes().push_back(std::move(d));
}

}  // namespace rackrate::ingest
