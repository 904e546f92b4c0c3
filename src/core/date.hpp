// SPDX-License-Identifier: Apache-2.0
// Calendar dates and instants. Instants are UTC nanoseconds; there is no clock here.
#pragma once

#include "core/units.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rackrate {

using Date = std::chrono::sys_days;

/// YYYY-MM-DD, or nothing if `text` is not a real calendar date in that form.
std::optional<Date> parse_date(std::string_view text);
std::string to_string(Date date);

/// A point in time, nanoseconds since 1970-01-01T00:00:00Z. Relative traces count from that point
/// too; which of the two it is travels with the workload, not with the instant.
struct Instant {
  std::int64_t ns = 0;

  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
  friend constexpr Seconds operator-(Instant a, Instant b) {
    return Seconds::seconds(static_cast<double>(a.ns - b.ns) * 1e-9);
  }
};

/// YYYY-MM-DDThh:mm:ss[.fff]Z with as many fractional digits (0, 3, 6 or 9) as the value needs.
std::string to_string(Instant instant);

/// The UTC calendar day that holds `instant`.
Date date_of(Instant instant);

}  // namespace rackrate
