// SPDX-License-Identifier: Apache-2.0
// Cells by time, sparse and sorted. Made for rows that mostly come in order of time: those cost an
// increment or an append, and rows out of order wait aside until enough of them are worth a merge.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace rackrate::workload {

/// `Cell` has a member `std::int64_t at`, is an aggregate that begins with it, and has `+=`, which
/// adds everything else.
template <class Cell>
class TimeSeries {
 public:
  /// The cell at `at`, new ones empty. Valid until the next call.
  Cell& cell(std::int64_t at) {
    if (!sorted_.empty() && sorted_.back().at == at) {
      return sorted_.back();
    }
    if (sorted_.empty() || at > sorted_.back().at) {
      return sorted_.emplace_back(Cell{.at = at});
    }
    return late_cell(at);
  }

  /// Brings late rows into place. cells() and size() are right only after it.
  void settle() {
    if (late_.empty()) {
      return;
    }
    std::stable_sort(late_.begin(), late_.end(), before);
    merge_sorted(std::exchange(late_, {}));
  }

  const std::vector<Cell>& cells() const { return sorted_; }
  std::size_t size() const { return sorted_.size(); }
  bool empty() const { return sorted_.empty() && late_.empty(); }

  /// Cell by cell sum. Both must be settled.
  void merge(const TimeSeries& other) { merge_sorted(other.sorted_); }

  /// Replaces each cell's time by `to(time)`, which must not change the order, and adds up cells
  /// that then coincide. Must be settled.
  template <class Function>
  void regroup(Function to) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < sorted_.size(); ++i) {
      Cell cell = sorted_[i];
      cell.at = to(cell.at);
      if (kept > 0 && sorted_[kept - 1].at == cell.at) {
        sorted_[kept - 1] += cell;
      } else {
        sorted_[kept++] = cell;
      }
    }
    sorted_.resize(kept);
  }

  friend bool operator==(const TimeSeries&, const TimeSeries&) = default;

 private:
  static constexpr std::size_t least_worth_a_merge = 1 << 14;

  static bool before(const Cell& a, const Cell& b) { return a.at < b.at; }

  Cell& late_cell(std::int64_t at) {
    if (!late_.empty() && late_.back().at == at) {
      return late_.back();
    }
    if (late_.size() >= std::max(least_worth_a_merge, sorted_.size() / 4)) {
      settle();
    }
    return late_.emplace_back(Cell{.at = at});
  }

  void merge_sorted(const std::vector<Cell>& other) {
    if (other.empty()) {
      return;
    }
    if (sorted_.empty() || other.front().at >= sorted_.back().at) {
      append(other);  // parts of one file in their order
      return;
    }
    std::vector<Cell> both;
    both.reserve(sorted_.size() + other.size());
    std::merge(sorted_.begin(), sorted_.end(), other.begin(), other.end(), std::back_inserter(both),
               before);
    sorted_ = std::move(both);
    regroup([](std::int64_t at) { return at; });
  }

  // Late cells of one batch may share a time, so neighbours are added up here too.
  void append(const std::vector<Cell>& other) {
    for (const Cell& each : other) {
      if (!sorted_.empty() && sorted_.back().at == each.at) {
        sorted_.back() += each;
      } else {
        sorted_.push_back(each);
      }
    }
  }

  std::vector<Cell> sorted_;
  std::vector<Cell> late_;
};

}  // namespace rackrate::workload
