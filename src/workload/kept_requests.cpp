// SPDX-License-Identifier: Apache-2.0
#include "workload/kept_requests.hpp"

#include "core/error.hpp"
#include "core/random.hpp"
#include "core/units_format.hpp"
#include "workload/grid.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace rackrate::workload {
namespace {

bool fits(std::int64_t tokens) { return tokens < std::int64_t{CompactRequest::unknown}; }

}  // namespace

bool KeptRequests::keeps(std::int64_t minute) const {
  const std::uint64_t hash = Random(static_cast<std::uint64_t>(minute)).bits();
  return (hash & ((std::uint64_t{1} << halvings_) - 1)) == 0;
}

void KeptRequests::add(const ingest::Record& record) {
  const TokenCounts& tokens = record.tokens;
  if (record.requests != MaybeCount(1) || record.bucket || record.failed > 0 ||
      !tokens.input.known() || !tokens.output.known() || !fits(tokens.input.value()) ||
      !fits(tokens.output.value())) {
    ++left_out_;
    return;
  }
  ++seen_;
  const std::int64_t minute = floor_div(record.at.ns, ns_per_minute);
  if (minute != minute_) {
    minute_ = minute;
    keeps_minute_ = keeps(minute);
  }
  if (!keeps_minute_) {
    return;
  }
  const bool split = tokens.cache_read.known() && fits(tokens.cache_read.value());
  all_.push_back(
      {record.at.ns, static_cast<std::uint32_t>(tokens.input.value()),
       static_cast<std::uint32_t>(tokens.output.value()),
       split ? static_cast<std::uint32_t>(tokens.cache_read.value()) : CompactRequest::unknown,
       record.model});
  if (all_.size() > most_) {
    thin_out();
  }
}

void KeptRequests::thin_out() {
  while (all_.size() > most_ && halvings_ < 62) {
    ++halvings_;
    std::erase_if(all_, [this](const CompactRequest& request) {
      return !keeps(floor_div(request.at_ns, ns_per_minute));
    });
  }
  minute_ = std::numeric_limits<std::int64_t>::min();
}

void KeptRequests::merge(const KeptRequests& other) {
  check(most_ == other.most_, "parts of one store have one limit");
  const auto kept_by = [](const KeptRequests& rule) {
    return [&rule](const CompactRequest& request) {
      return rule.keeps(floor_div(request.at_ns, ns_per_minute));
    };
  };
  if (other.halvings_ > halvings_) {
    halvings_ = other.halvings_;
    std::erase_if(all_, std::not_fn(kept_by(*this)));
  }
  std::copy_if(other.all_.begin(), other.all_.end(), std::back_inserter(all_), kept_by(*this));
  seen_ += other.seen_;
  left_out_ += other.left_out_;
  thin_out();
}

KeptRequests KeptRequests::fork() const {
  KeptRequests part(most_);
  part.halvings_ = halvings_;
  return part;
}

void KeptRequests::settle(std::vector<std::string> models) {
  models_ = std::move(models);
  if (!std::is_sorted(all_.begin(), all_.end())) {
    std::sort(all_.begin(), all_.end());
  }
}

std::string KeptRequests::note() const {
  std::string text;
  if (halvings_ > 0) {
    text = with_thousands(static_cast<std::int64_t>(all_.size())) + " of " + with_thousands(seen_) +
           " requests are kept: whole minutes, one in " + with_thousands(kept_one_minute_in()) +
           ", chosen by a hash of the minute";
  }
  if (left_out_ > 0) {
    text += (text.empty() ? "" : "; ") + with_thousands(left_out_) +
            " rows are not replayed: failed, or without the lengths of one request";
  }
  return text;
}

}  // namespace rackrate::workload
