// SPDX-License-Identifier: Apache-2.0
#include "ingest/formats/long_reader.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>

namespace rackrate::ingest {

LongReader::Sums& LongReader::sums(Part& part, Key key) {
  const auto [place, fresh] = sums_.try_emplace(std::move(key));
  ++(fresh ? part.held : part.merged);
  return place->second;
}

void LongReader::fill_zeros() {
  constexpr std::array<MaybeCount Stated::*, 6> classes = {
      &Stated::input,          &Stated::cache_read,  &Stated::cache_write_5m,
      &Stated::cache_write_1h, &Stated::cache_write, &Stated::output};
  for (const auto place : classes) {
    bool named = false;
    for (const auto& [key, sums] : sums_) {
      named = named || (sums.tokens.*place).known();
    }
    for (auto& [key, sums] : sums_) {
      if (named) {
        add(sums.tokens.*place, MaybeCount(0));
      }
    }
  }
}

void LongReader::read(io::Input& input, const Head& head, Intake& intake) {
  sums_.clear();
  RowReader::read(input, head, intake);
  fill_zeros();
  Part part;
  part.buckets = true;
  for (const auto& [key, sums] : sums_) {
    std::string problem;
    const auto tokens = normalise(
        sums.tokens, {Input::excludes_cache, Output::includes_reasoning, writes_}, problem);
    Record record = bucket(key.start, tokens.value_or(TokenCounts{}), sums.requests);
    record.cost_usd = sums.cost_known ? sums.cost_usd : std::numeric_limits<double>::quiet_NaN();
    std::string id = fmt::format("{}|{}", key.start.ns, key.model);
    for (const auto& [name, value] : key.tags) {
      part.tag(name, value);
      id += "|" + value;
    }
    part.emit(record, key.model, id);
  }
  intake.add(std::move(part));
}

}  // namespace rackrate::ingest
