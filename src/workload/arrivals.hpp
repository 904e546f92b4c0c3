// SPDX-License-Identifier: Apache-2.0
// When requests came, precise enough for the busiest second, minute and hour of any merged whole.
#pragma once

#include "core/date.hpp"
#include "ingest/record.hpp"
#include "workload/grid.hpp"
#include "workload/time_series.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace rackrate::workload {

/// How many requests came at each instant. Exact to the nanosecond up to 2^20 different instants,
/// then per clock second up to 2^22 seconds, then per clock minute: 16 bytes each, so at most 64
/// MiB. The resolution depends on the whole set of instants alone, never on the order in which they
/// came or on how they were split, so merging is exact.
class Arrivals {
 public:
  /// Requests of rows as they come. A row whose requests are not counted still extends the span.
  void add(std::span<const ingest::Record> rows);
  /// Both must be settled.
  void merge(Arrivals other);
  /// Must be called after the last add and before anything below.
  void settle();

  bool empty() const { return last_ < first_; }
  Instant first() const { return Instant{first_}; }
  Instant last() const { return Instant{last_}; }
  std::int64_t total() const { return total_; }
  /// How far apart instants must be to be told from each other.
  Seconds resolution() const;
  std::size_t distinct() const { return ticks_.size(); }

  /// Windows of `width` counted from `origin`, as (index, requests) in rising order, empty ones
  /// left out; nothing if the resolution is coarser than `width`.
  std::optional<std::vector<std::pair<std::int64_t, std::int64_t>>> windows(Instant origin,
                                                                            Seconds width) const;

  /// An empty one that starts at this one's resolution. Only for parts that will be merged back.
  Arrivals fork() const;
  friend bool operator==(const Arrivals&, const Arrivals&) = default;

 private:
  struct Tick {
    std::int64_t at = 0;  ///< nanoseconds, a multiple of the level's unit
    std::int64_t requests = 0;
    Tick& operator+=(const Tick& other) {
      requests += other.requests;
      return *this;
    }
    friend bool operator==(const Tick&, const Tick&) = default;
  };
  static constexpr std::array<std::int64_t, 3> unit = {1, ns_per_second, ns_per_minute};
  static constexpr std::array<std::size_t, 3> most = {std::size_t{1} << 20, std::size_t{1} << 22,
                                                      ~std::size_t{0}};

  template <std::int64_t Unit>
  void add_to_ticks(std::span<const ingest::Record> rows);
  void coarsen();
  void coarsen_to(std::size_t level);

  TimeSeries<Tick> ticks_;
  std::size_t level_ = 0;
  std::int64_t total_ = 0;
  std::int64_t first_ = INT64_MAX;
  std::int64_t last_ = INT64_MIN;
};

}  // namespace rackrate::workload
