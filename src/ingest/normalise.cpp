// SPDX-License-Identifier: Apache-2.0
#include "ingest/normalise.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace rackrate::ingest {
namespace {

MaybeCount write_of(const Stated& stated) {
  if (stated.cache_write.known()) {
    return stated.cache_write;
  }
  return stated.cache_write_5m + stated.cache_write_1h;
}

struct Reading {
  Input input;
  Output output;
};

// Input and output of a reading, with unknown parts as nothing: what a total can be checked by.
std::int64_t input_of(const Stated& stated, Input reading) {
  const std::int64_t cache = stated.cache_read.value_or(0) + write_of(stated).value_or(0);
  return stated.input.value_or(0) + (reading == Input::excludes_cache ? cache : 0);
}

std::int64_t output_of(const Stated& stated, Output reading) {
  return stated.output.value_or(0) +
         (reading == Output::excludes_reasoning ? stated.reasoning.value_or(0) : 0);
}

bool possible(const Stated& stated, Reading reading) {
  const std::int64_t cache = stated.cache_read.value_or(0) + write_of(stated).value_or(0);
  const bool input_fits = reading.input == Input::excludes_cache || !stated.input.known() ||
                          cache <= stated.input.value();
  const bool output_fits = reading.output == Output::excludes_reasoning || !stated.output.known() ||
                           stated.reasoning.value_or(0) <= stated.output.value();
  const bool total_fits =
      !stated.total.known() || !stated.input.known() || !stated.output.known() ||
      input_of(stated, reading.input) + output_of(stated, reading.output) == stated.total.value();
  return input_fits && output_fits && total_fits;
}

TokenCounts counts(const Stated& stated, Reading reading, Writes writes) {
  TokenCounts out;
  out.cache_read = stated.cache_read;
  out.cache_write_5m = stated.cache_write_5m;
  out.cache_write_1h = stated.cache_write_1h;
  out.cache_write = write_of(stated);
  if (reading.input == Input::excludes_cache) {
    out.uncached = stated.input;
    out.input =
        stated.input + out.cache_read +
        (writes == Writes::none ? MaybeCount(out.cache_write.value_or(0)) : out.cache_write);
  } else {
    out.input = stated.input;
    const bool split = out.input.known() && out.cache_read.known() &&
                       (out.cache_write.known() || writes == Writes::none);
    if (split) {
      out.uncached =
          MaybeCount(out.input.value() - out.cache_read.value() - out.cache_write.value_or(0));
    }
  }
  out.reasoning = stated.reasoning;
  out.output = reading.output == Output::excludes_reasoning
                   ? MaybeCount(stated.output) + MaybeCount(stated.reasoning.value_or(0))
                   : stated.output;
  return out;
}

}  // namespace

std::optional<TokenCounts> normalise(const Stated& stated, Convention convention,
                                     std::string& problem) {
  const Input other_input =
      convention.input == Input::includes_cache ? Input::excludes_cache : Input::includes_cache;
  const Output other_output = convention.output == Output::includes_reasoning
                                  ? Output::excludes_reasoning
                                  : Output::includes_reasoning;
  const std::array<Reading, 4> readings = {{{convention.input, convention.output},
                                            {other_input, convention.output},
                                            {convention.input, other_output},
                                            {other_input, other_output}}};
  for (const Reading reading : readings) {
    if (possible(stated, reading)) {
      return counts(stated, reading, convention.writes);
    }
  }
  const std::int64_t sum =
      input_of(stated, convention.input) + output_of(stated, convention.output);
  problem = stated.total.known()
                ? fmt::format("'{}' where the parts add up to {}", stated.total.value(), sum)
                : fmt::format("parts that add up to {}", sum);
  return std::nullopt;
}

}  // namespace rackrate::ingest
