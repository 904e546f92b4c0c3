// SPDX-License-Identifier: Apache-2.0
// Steps from fields to a record that many formats share.
#pragma once

#include "ingest/format.hpp"
#include "ingest/normalise.hpp"
#include "ingest/record.hpp"
#include "ingest/row.hpp"
#include "ingest/row_reader.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace rackrate::ingest {

/// The token classes of a row; rejects it (`total-mismatch`, at `total_slot`) if its counts
/// contradict each other.
TokenCounts tokens_of(Row& row, const Stated& stated, Convention convention,
                      std::size_t total_slot);

/// One request fails if it says so, or gave no output.
bool without_output(const TokenCounts& tokens);

/// Seconds between two instants, or NaN if the second is missing or earlier.
float seconds_between(Instant start, const std::optional<Instant>& end);
/// A duration in units of `unit` seconds, or NaN if missing or negative.
float seconds_of(const std::optional<double>& number, double unit);
/// An amount of money in units of `unit` dollars, or NaN if missing.
double usd_of(const std::optional<double>& number, double unit = 1.0);

/// The width of a bucket as a grain; `minute` where it does not say or is odd and short.
Grain grain_of(Instant start, const std::optional<Instant>& end);

/// The record of a bucket of a report.
Record bucket(Instant start, const TokenCounts& tokens, MaybeCount requests);

/// A request that failed may state no counts: then it used nothing.
void zero_unless_known(Stated& stated);

/// Tags by the keys that name who a request was for: team, user, feature, customer, and the like,
/// in any case. `metadata` is an object of texts; other kinds give no tags.
void tag_by(const io::JsonView& metadata, Part& part);

/// A Format::open for a row format that is the same whatever the options.
std::function<std::unique_ptr<Reader>(const Options&)> rows(RowFormat (*make)());

/// "openai/gpt-5" -> "gpt-5"; "projects/p/.../models/m" -> "m"; a name without slashes as it is.
std::string_view last_segment(std::string_view name);

}  // namespace rackrate::ingest
