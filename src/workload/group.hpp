// SPDX-License-Identifier: Apache-2.0
// Sums by model and tag set, while rows come in.
#pragma once

#include "ingest/names.hpp"
#include "ingest/record.hpp"
#include "workload/workload.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace rackrate::workload {

/// True if every request of the row failed.
inline bool failed_as_a_whole(const ingest::Record& record) {
  return record.failed > 0 && record.failed >= record.requests.value_or(INT64_MAX);
}

/// True if the row is one request, so that its counts are lengths.
inline bool single(const ingest::Record& record) {
  return record.requests == MaybeCount(1) && !record.bucket;
}

[[noreturn]] void refuse_overflow();

/// Token classes, summed; a class stays unknown once a part lacks it. Rows that failed as a whole
/// may lack counts. Works on the eight counts as one array, because this runs for every row.
class TokenSums {
 public:
  void add(const TokenCounts& tokens, bool may_lack) {
    const Array counts = std::bit_cast<Array>(tokens);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const std::int64_t known = counts[i] & ~(counts[i] >> 63);
      sums_[i] += known;
      bits_ |= known;
      lacking_[i] |= may_lack ? 0 : counts[i];
    }
  }
  void merge(const TokenSums& other);
  TokenCounts value() const;
  /// Every bit that is set in some single count.
  std::uint64_t bits() const { return static_cast<std::uint64_t>(bits_); }
  const std::array<std::int64_t, 8>& sums() const { return sums_; }

 private:
  using Array = std::array<std::int64_t, 8>;
  static_assert(std::bit_cast<std::int64_t>(MaybeCount::unknown()) == -1);

  Array sums_{};
  std::int64_t bits_ = 0;
  Array lacking_{};  ///< negative: unknown
};

/// Everything that is added up over rows.
struct Sums {
  MaybeCount requests{0};
  std::int64_t failed = 0;
  TokenSums tokens;
  StatedCost cost;

  void merge(const Sums& other);
};

/// Sums of consecutive rows, at most `longest_run`. Throws InputError if a count is so large that
/// sums would not be exact.
Sums sum_up(std::span<const ingest::Record> run);
inline constexpr std::size_t longest_run = 256;

/// Rows of one model and one tag set.
struct Group {
  struct Above {
    std::int64_t requests = 0;
    TokenSums tokens;
  };

  std::uint32_t model = 0;
  std::uint32_t tags = 0;
  Sums sums;
  std::vector<Above> above;  ///< empty, or one for each of context_boundaries

  /// For requests of `mean_input` each that are longer than the first of context_boundaries.
  void add_long(std::int64_t mean_input, std::int64_t requests, const TokenCounts& tokens,
                bool may_lack);
  void merge(const Group& other);
  /// Adds this group to `slice`.
  void add_to(Slice& slice) const;
};

class Groups {
 public:
  /// The group of a model and tag set. Valid until the next call.
  Group& find(std::uint32_t model, std::uint32_t tags) {
    if (latest_ < groups_.size() && groups_[latest_].model == model &&
        groups_[latest_].tags == tags) {
      return groups_[latest_];
    }
    return look_up(model, tags);
  }
  void merge(const Groups& other);

  const std::vector<Group>& all() const { return groups_; }
  std::vector<Slice> by_model(const ingest::Names& names) const;
  std::vector<Slice> by_tag(const ingest::Names& names) const;
  /// All groups together; key and value empty.
  Slice total() const;

 private:
  Group& look_up(std::uint32_t model, std::uint32_t tags);

  std::vector<Group> groups_;
  std::unordered_map<std::uint64_t, std::size_t> index_;
  std::size_t latest_ = 0;
};

/// Adds `part` to `whole`, which have the same key and value.
void add_slice(Slice& whole, const Slice& part);

}  // namespace rackrate::workload
