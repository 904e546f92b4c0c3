// SPDX-License-Identifier: Apache-2.0
#include "workload/arrivals.hpp"

#include <algorithm>

namespace rackrate::workload {

template <std::int64_t Unit>  // a constant, so that dividing by it is a multiplication
void Arrivals::add_to_ticks(std::span<const ingest::Record> rows) {
  std::int64_t tick = floor_to(rows.front().at.ns, Unit);
  std::int64_t requests = 0;
  for (const ingest::Record& row : rows) {
    const std::int64_t at = floor_to(row.at.ns, Unit);
    if (at != tick) {
      ticks_.cell(tick).requests += requests;
      tick = at;
      requests = 0;
    }
    requests += row.requests.value_or(0);
  }
  ticks_.cell(tick).requests += requests;
}

void Arrivals::add(std::span<const ingest::Record> rows) {
  if (rows.empty()) {
    return;
  }
  std::int64_t first = first_;
  std::int64_t last = last_;
  std::int64_t total = 0;
  for (const ingest::Record& row : rows) {
    first = std::min(first, row.at.ns);
    last = std::max(last, row.at.ns);
    total += row.requests.value_or(0);
  }
  first_ = first;
  last_ = last;
  total_ += total;
  switch (level_) {
    case 0: add_to_ticks<unit[0]>(rows); break;
    case 1: add_to_ticks<unit[1]>(rows); break;
    default: add_to_ticks<unit[2]>(rows); break;
  }
  if (ticks_.size() > most[level_]) {
    coarsen();
  }
}

void Arrivals::coarsen_to(std::size_t level) {
  if (level > level_) {
    level_ = level;
    ticks_.regroup([this](std::int64_t at) { return floor_to(at, unit[level_]); });
  }
}

void Arrivals::coarsen() {
  ticks_.settle();
  while (ticks_.size() > most[level_]) {
    coarsen_to(level_ + 1);
  }
}

void Arrivals::settle() { coarsen(); }

// A part is never coarser than the whole needs to be: its instants are among the whole's.
void Arrivals::merge(Arrivals other) {
  const std::size_t level = std::max(level_, other.level_);
  coarsen_to(level);
  other.coarsen_to(level);
  ticks_.merge(other.ticks_);
  coarsen();
  total_ += other.total_;
  first_ = std::min(first_, other.first_);
  last_ = std::max(last_, other.last_);
}

Arrivals Arrivals::fork() const {
  Arrivals part;
  part.level_ = level_;
  return part;
}

Seconds Arrivals::resolution() const {
  return Seconds::seconds(static_cast<double>(unit[level_]) / static_cast<double>(ns_per_second));
}

std::optional<std::vector<std::pair<std::int64_t, std::int64_t>>> Arrivals::windows(
    Instant origin, Seconds width) const {
  if (resolution() > width) {
    return std::nullopt;
  }
  const std::int64_t from = floor_to(origin.ns, unit[level_]);
  const std::int64_t step = in_ns(width);
  std::vector<std::pair<std::int64_t, std::int64_t>> all;
  for (const Tick& tick : ticks_.cells()) {
    const std::int64_t at = floor_div(tick.at - from, step);
    if (all.empty() || all.back().first != at) {
      all.emplace_back(at, 0);
    }
    all.back().second += tick.requests;
  }
  return all;
}

}  // namespace rackrate::workload
