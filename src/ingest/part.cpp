// SPDX-License-Identifier: Apache-2.0
#include "ingest/part.hpp"

#include <algorithm>
#include <utility>

namespace rackrate::ingest {

void TimeOrder::append(const TimeOrder& later, std::size_t lines_before) {
  if (!later.any) {
    return;
  }
  const bool gap = any && later.first < last;
  if (steps_back == 0 && (gap || later.steps_back > 0)) {
    where = gap ? later.first_where : later.where;
    where.line += lines_before;
    before = gap ? last : later.before;
    after = gap ? later.first : later.after;
  }
  steps_back += later.steps_back + (gap ? 1 : 0);
  if (!any) {
    first = later.first;
    first_where = later.first_where;
    any = true;
  }
  last = later.last;
}

void Part::tag(std::string_view key, std::string_view value) {
  if (!value.empty()) {
    tags_.emplace_back(key, value);
  }
}

void Part::emit(Record record, std::string_view model, std::string_view id) {
  record.model = names.model(model);
  record.tags = tags_.empty() ? 0 : names.tags(std::span(tags_));
  tags_.clear();
  if (!id.empty()) {
    ids.resize(records.size(), 0);
    ids.push_back(id_hash(id));
  } else if (!ids.empty()) {
    ids.push_back(0);
  }
  records.push_back(record);
}

void Part::note(Diagnostic diagnostic) {
  const bool seen = std::any_of(notes.begin(), notes.end(), [&](const Diagnostic& other) {
    return other.code == diagnostic.code;
  });
  if (!seen) {
    notes.push_back(std::move(diagnostic));
  }
}

// FNV-1a over eight bytes at a time, then the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t id_hash(std::string_view id) {
  std::uint64_t hash = 0xcbf29ce484222325U ^ id.size();
  for (std::size_t at = 0; at < id.size(); at += 8) {
    std::uint64_t word = 0;
    for (std::size_t i = at; i < std::min(at + 8, id.size()); ++i) {
      word = word << 8U | static_cast<unsigned char>(id[i]);
    }
    hash = (hash ^ word) * 0x9e3779b97f4a7c15U;
    hash ^= hash >> 32U;
  }
  hash = (hash ^ (hash >> 30U)) * 0xbf58476d1ce4e5b9U;
  hash = (hash ^ (hash >> 27U)) * 0x94d049bb133111ebU;
  hash ^= hash >> 31U;
  return hash == 0 ? 1 : hash;  // 0 means no id
}

}  // namespace rackrate::ingest
