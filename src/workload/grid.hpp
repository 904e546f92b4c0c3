// SPDX-License-Identifier: Apache-2.0
// Stretches of time of one width, laid end to end: clock minutes, hours, days.
#pragma once

#include "core/date.hpp"
#include "ingest/capability.hpp"

#include <cmath>
#include <cstdint>

namespace rackrate::workload {

inline constexpr std::int64_t ns_per_second = 1'000'000'000;
inline constexpr std::int64_t ns_per_minute = 60 * ns_per_second;
inline constexpr std::int64_t ns_per_hour = 60 * ns_per_minute;
inline constexpr std::int64_t ns_per_day = 24 * ns_per_hour;

/// a / b rounded down, also below zero; b > 0.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

/// The start of the stretch that holds `at`.
constexpr std::int64_t floor_to(std::int64_t at, std::int64_t width) {
  return floor_div(at, width) * width;
}

inline std::int64_t in_ns(Seconds duration) {
  return std::llround(duration.in_seconds() * static_cast<double>(ns_per_second));
}

/// True where rows are sums over a minute, an hour or a day.
constexpr bool aggregated(ingest::Grain grain) {
  return grain == ingest::Grain::minute || grain == ingest::Grain::hour ||
         grain == ingest::Grain::day;
}

/// The finest buckets that a source of this grain can fill: a minute, or its own width.
constexpr std::int64_t bucket_ns(ingest::Grain grain) {
  return grain == ingest::Grain::day    ? ns_per_day
         : grain == ingest::Grain::hour ? ns_per_hour
                                        : ns_per_minute;
}

}  // namespace rackrate::workload
