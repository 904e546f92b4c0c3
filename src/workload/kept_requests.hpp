// SPDX-License-Identifier: Apache-2.0
// Single requests, kept compactly for the stages that replay them, within a stated limit.
#pragma once

#include "core/date.hpp"
#include "ingest/record.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace rackrate::workload {

/// One request that did not fail, in 24 bytes.
struct CompactRequest {
  static constexpr std::uint32_t unknown = std::numeric_limits<std::uint32_t>::max();

  std::int64_t at_ns = 0;
  std::uint32_t input = 0;
  std::uint32_t output = 0;
  std::uint32_t cached = unknown;  ///< part of input that was read from a cache
  std::uint32_t model = 0;         ///< index into KeptRequests::models

  friend auto operator<=>(const CompactRequest&, const CompactRequest&) = default;
};
static_assert(sizeof(CompactRequest) == 24);

/// Keeps up to `most` requests. If there are more, only whole clock minutes are kept, each
/// complete: one minute in 2, 4, 8, ... as needed, chosen by a hash of the minute. So every kept
/// minute has its true rate, and the choice depends neither on the order of rows nor on how they
/// were split.
class KeptRequests {
 public:
  explicit KeptRequests(std::size_t most = 0) : most_(most) {}

  bool wanted() const { return most_ > 0; }
  void add(const ingest::Record& record);
  /// Both must have the same limit and the same names.
  void merge(const KeptRequests& other);
  KeptRequests fork() const;
  /// Puts them in order of time. After the last add.
  void settle(std::vector<std::string> models);

  const std::vector<CompactRequest>& all() const { return all_; }
  const std::vector<std::string>& models() const { return models_; }
  /// One clock minute in this many was kept; 1: all.
  std::int64_t kept_one_minute_in() const { return std::int64_t{1} << halvings_; }
  std::int64_t seen() const { return seen_; }
  /// Rows that are no single successful request with both lengths.
  std::int64_t left_out() const { return left_out_; }
  /// What was left out and why, in words; empty if nothing was.
  std::string note() const;

 private:
  bool keeps(std::int64_t minute) const;
  void thin_out();

  std::vector<CompactRequest> all_;
  std::vector<std::string> models_;
  std::size_t most_;
  int halvings_ = 0;
  std::int64_t seen_ = 0;
  std::int64_t left_out_ = 0;
  std::int64_t minute_ = std::numeric_limits<std::int64_t>::min();  ///< of the latest row
  bool keeps_minute_ = false;
};

}  // namespace rackrate::workload
