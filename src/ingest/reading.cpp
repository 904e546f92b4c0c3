// SPDX-License-Identifier: Apache-2.0
#include "ingest/reading.hpp"

#include "ingest/ingest.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <limits>
#include <utility>

namespace rackrate::ingest {

TokenCounts tokens_of(Row& row, const Stated& stated, Convention convention,
                      std::size_t total_slot) {
  std::string problem;
  const auto tokens = normalise(stated, convention, problem);
  if (!tokens) {
    row.reject(total_slot, "the sum of the row's token counts", problem, "total-mismatch");
    return {};
  }
  return *tokens;
}

bool without_output(const TokenCounts& tokens) { return tokens.output.value_or(0) == 0; }

float seconds_between(Instant start, const std::optional<Instant>& end) {
  return end && *end >= start ? static_cast<float>((*end - start).in_seconds())
                              : std::numeric_limits<float>::quiet_NaN();
}

float seconds_of(const std::optional<double>& number, double unit) {
  return number && *number >= 0 ? static_cast<float>(*number * unit)
                                : std::numeric_limits<float>::quiet_NaN();
}

double usd_of(const std::optional<double>& number, double unit) {
  return number ? *number * unit : std::numeric_limits<double>::quiet_NaN();
}

Grain grain_of(Instant start, const std::optional<Instant>& end) {
  constexpr std::int64_t ns_per_minute = 60'000'000'000;
  const std::int64_t width = end ? end->ns - start.ns : ns_per_minute;
  return width > 60 * ns_per_minute ? Grain::day
         : width > ns_per_minute    ? Grain::hour
                                    : Grain::minute;
}

Record bucket(Instant start, const TokenCounts& tokens, MaybeCount requests) {
  Record record;
  record.at = start;
  record.tokens = tokens;
  record.requests = requests;
  record.bucket = true;
  return record;
}

void zero_unless_known(Stated& stated) {
  for (MaybeCount* count : {&stated.input, &stated.output}) {
    *count = MaybeCount(count->value_or(0));
  }
}

void tag_by(const io::JsonView& metadata, Part& part) {
  static constexpr std::array<std::string_view, 9> wanted = {
      "team", "user", "feature", "customer", "project", "environment", "env", "app", "department"};
  io::JsonMembers members(metadata);
  std::string_view key;
  io::JsonView value;
  while (members.next(key, value)) {
    std::string_view bare = key;
    bare.remove_prefix(bare.substr(0, 1) == "_" ? 1 : 0);
    for (const std::string_view name : wanted) {
      const bool same = std::equal(
          bare.begin(), bare.end(), name.begin(), name.end(),
          [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
      if (same) {
        part.tag(name == "env" ? "environment" : name, value.text());
      }
    }
  }
}

std::function<std::unique_ptr<Reader>(const Options&)> rows(RowFormat (*make)()) {
  return [make](const Options&) { return std::make_unique<RowReader>(make()); };
}

std::string_view last_segment(std::string_view name) {
  return name.substr(name.rfind('/') + 1);  // npos + 1 = 0
}

}  // namespace rackrate::ingest
