// SPDX-License-Identifier: Apache-2.0
// From the counts a row states to disjoint token classes. Providers disagree on whether "input"
// holds cached tokens and "output" holds reasoning; a stated total decides.
#pragma once

#include "core/tokens.hpp"

#include <optional>
#include <string>

namespace rackrate::ingest {

/// What a format documents about its counts.
enum class Input { includes_cache, excludes_cache };
enum class Output { includes_reasoning, excludes_reasoning };
/// Whether a source without a count of cache writes has none to count, so that input less cache
/// reads is uncached, or hides them in its input.
enum class Writes { may_hide, none };

/// Counts as the row states them, unknown where it does not.
struct Stated {
  MaybeCount input;
  MaybeCount cache_read;
  MaybeCount cache_write_5m;
  MaybeCount cache_write_1h;
  MaybeCount cache_write;  ///< where the lifetimes are not stated apart
  MaybeCount output;
  MaybeCount reasoning;
  MaybeCount total;
};

struct Convention {
  Input input = Input::includes_cache;
  Output output = Output::includes_reasoning;
  Writes writes = Writes::may_hide;
};

/// The documented reading, unless the row's own numbers contradict it: then the other reading if
/// that fits them. Nothing if neither does; `problem` then says how far off the total is.
std::optional<TokenCounts> normalise(const Stated& stated, Convention convention,
                                     std::string& problem);

}  // namespace rackrate::ingest
