// SPDX-License-Identifier: Apache-2.0
// "Did you mean": the nearest of the known names.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate {

/// Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, substitutions
/// and swaps of neighbours count one each.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known names nearest to `text`, best first, at most `most`. Only names a typing slip away
/// (a distance of at most a third of the length, at most 4) or that contain the text, and nothing
/// else, so that a suggestion is worth reading. Case does not matter.
std::vector<std::string> nearest(std::string_view text, const std::vector<std::string>& known,
                                 std::size_t most = 3);

/// "did you mean 'a', 'b' or 'c'?", or empty if nothing is near.
std::string did_you_mean(std::string_view text, const std::vector<std::string>& known);

}  // namespace rackrate
