// SPDX-License-Identifier: Apache-2.0
// Text from outside made safe to show: input may hold anything, and a terminal must not be driven
// by it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rackrate {

/// Control characters (tab and C1 included) and bytes that are not UTF-8 become \xNN.
std::string printable(std::string_view text);

/// Characters (code points) of UTF-8 text; a stray byte counts as one.
std::size_t character_count(std::string_view text);

/// The end of the longest part of `text` that has at most `most` characters.
std::size_t character_prefix(std::string_view text, std::size_t most);

}  // namespace rackrate
