// SPDX-License-Identifier: Apache-2.0
// Text to numbers, exactly and without a locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rackrate::io {

/// A finite decimal number ("12", "-3.5", "1e3"), the whole text, surrounding blanks allowed.
std::optional<double> parse_number(std::string_view text);

/// A whole number of any sign; "3.0" and "1e3" count as whole, "3.5" does not.
std::optional<std::int64_t> parse_whole(std::string_view text);

}  // namespace rackrate::io
