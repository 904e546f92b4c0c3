// SPDX-License-Identifier: Apache-2.0
// All number-to-text for people happens here; nothing else rounds. Independent of the locale.
#pragma once

#include "core/units.hpp"

#include <cstdint>
#include <string>

namespace rackrate {

/// "22,361,870"
std::string with_thousands(std::int64_t value);
/// `value` to `digits` significant digits, without an exponent, thousands grouped: "1,230",
/// "0.0123".
std::string significant(double value, int digits);
/// "$29,300" (three significant digits and no cents from $1,000 up), "$412", "-$3.41". Below a
/// dollar three significant digits: "$0.0412".
std::string format_usd(Usd amount);
/// Every cent: "$29,312.47".
std::string format_usd_exact(Usd amount);
/// Dollars per million tokens: two decimals from a dollar up ("3.00"), below it three significant
/// digits without needless zeros ("0.17", "0.125", "0.0375").
std::string format_per_million(UsdPerToken price);
/// "22.4 M", "19,366", "1.30 B": counts below a million in full, above with three digits.
std::string format_count(double value);
/// "31 ms", "0.61 s", "58 min", "3.2 h", "12 days"
std::string format_duration(Seconds duration);
/// "141 GB" (1e9), three significant digits, MB below one GB.
std::string format_gb(Bytes size);
/// "79.2 GiB"
std::string format_gib(Bytes size);
/// "37 %" of a fraction; "4.2 %" below 10 %.
std::string format_percent(double fraction);
/// "2.4x"
std::string format_ratio(double ratio);

}  // namespace rackrate
