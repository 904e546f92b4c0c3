// SPDX-License-Identifier: Apache-2.0
// OURS=THEIRS,OURS=THEIRS: values of options that map names of ours to names of the user's.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace rackrate::cli {

/// A comma inside brackets or quotes belongs to its part, so that THEIRS may be an expression.
/// Throws InputError `bad-value` for a part without both sides; `expected` says what `flag` takes.
std::map<std::string, std::string> parse_pairs(std::string_view text, const std::string& flag,
                                               const std::string& expected);

}  // namespace rackrate::cli
