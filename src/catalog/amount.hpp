// SPDX-License-Identifier: Apache-2.0
// Numbers as people write them for an assumption: "0.5", "50 ms", "$180k", "7 %".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rackrate::catalog {

/// The value of `text` in `unit` (a unit of the register); nothing if it is not a number, or is in
/// another unit. k, M and B multiply; "%" counts for fractions, ratios and rates per year; s, ms
/// and us, and days, weeks and years convert; "$" and the unit's own name are taken as they are.
std::optional<double> parse_amount(std::string_view text, std::string_view unit);

/// Whether a value makes sense in this unit; otherwise what is expected ("a number > 0").
std::optional<std::string> amount_fault(double value, std::string_view unit);

/// What to write: a value with its unit, "0.5" or "50 ms" or "$250000 a year".
std::string amount_example(double value, std::string_view unit);

}  // namespace rackrate::catalog
