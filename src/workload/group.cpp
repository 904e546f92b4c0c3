// SPDX-License-Identifier: Apache-2.0
#include "workload/group.hpp"

#include "core/diagnostic.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

namespace rackrate::workload {
namespace {

using Key = std::pair<std::string, std::string>;

std::vector<Slice> values(std::map<Key, Slice> slices) {
  std::vector<Slice> all;
  for (auto& [key, slice] : slices) {
    slice.key = key.first;
    slice.value = key.second;
    all.push_back(std::move(slice));
  }
  return all;
}

}  // namespace

void refuse_overflow() {
  throw InputError(
      ExitCode::input_data,
      Diagnostic{.severity = Severity::error,
                 .where = {},
                 .field = "token and request counts",
                 .expected = "counts below 2^53 and sums below 2^63",
                 .got = "more",
                 .code = "count-overflow",
                 .why = "",
                 .hint = "see which column holds something else than counts; --columns names it"});
}

void TokenSums::merge(const TokenSums& other) {
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    sums_[i] += other.sums_[i];
    lacking_[i] |= other.lacking_[i];
  }
  bits_ |= other.bits_;
}

TokenCounts TokenSums::value() const {
  Array counts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i] = lacking_[i] < 0 ? -1 : sums_[i];
  }
  return std::bit_cast<TokenCounts>(counts);
}

void Sums::merge(const Sums& other) {
  requests = requests + other.requests;
  failed += other.failed;
  tokens.merge(other.tokens);
  cost.merge(other.cost);
}

Sums sum_up(std::span<const ingest::Record> run) {
  Sums sums;
  std::int64_t requests = 0;
  std::int64_t bits = 0;
  bool uncounted = false;
  for (const ingest::Record& record : run) {
    const bool may_lack = failed_as_a_whole(record);
    requests += record.requests.value_or(0);
    uncounted |= !record.requests.known();
    bits |= record.requests.value_or(0) | record.failed;
    sums.failed += record.failed;
    sums.tokens.add(record.tokens, may_lack);
    if (!may_lack || !std::isnan(record.cost_usd)) {
      sums.cost.add(record.cost_usd);
    }
  }
  sums.requests = uncounted ? MaybeCount::unknown() : MaybeCount(requests);
  if (((sums.tokens.bits() | static_cast<std::uint64_t>(bits)) >> 53) != 0) {
    refuse_overflow();  // before that, 256 of them stay below 2^61
  }
  return sums;
}

void Group::add_long(std::int64_t mean_input, std::int64_t requests, const TokenCounts& tokens,
                     bool may_lack) {
  above.resize(context_boundaries.size());
  for (std::size_t i = 0; i < above.size() && mean_input > context_boundaries[i]; ++i) {
    above[i].requests += requests;
    above[i].tokens.add(tokens, may_lack);
  }
}

void Group::merge(const Group& other) {
  sums.merge(other.sums);
  above.resize(std::max(above.size(), other.above.size()));
  for (std::size_t i = 0; i < other.above.size(); ++i) {
    above[i].requests += other.above[i].requests;
    above[i].tokens.merge(other.above[i].tokens);
  }
}

void Group::add_to(Slice& slice) const {
  Slice part;
  part.requests = sums.requests;
  part.failed_requests = sums.failed;
  part.tokens = sums.tokens.value();
  part.cost = sums.cost;
  for (std::size_t i = 0; i < above.size(); ++i) {
    if (above[i].requests > 0) {
      part.long_context.push_back(
          {context_boundaries[i], above[i].requests, above[i].tokens.value()});
    }
  }
  add_slice(slice, part);
}

Group& Groups::look_up(std::uint32_t model, std::uint32_t tags) {
  const std::uint64_t key = (std::uint64_t{model} << 32) | tags;
  const auto [found, added] = index_.emplace(key, groups_.size());
  if (added) {
    groups_.emplace_back();
    groups_.back().model = model;
    groups_.back().tags = tags;
  }
  latest_ = found->second;
  return groups_[latest_];
}

void Groups::merge(const Groups& other) {
  for (const Group& group : other.groups_) {
    find(group.model, group.tags).merge(group);
  }
}

std::vector<Slice> Groups::by_model(const ingest::Names& names) const {
  std::map<Key, Slice> slices;
  for (const Group& group : groups_) {
    group.add_to(slices[{"model", names.model_name(group.model)}]);
  }
  return values(std::move(slices));
}

std::vector<Slice> Groups::by_tag(const ingest::Names& names) const {
  std::map<Key, Slice> slices;
  for (const Group& group : groups_) {
    for (const ingest::Tag& tag : names.tag_set(group.tags)) {
      group.add_to(slices[tag]);
    }
  }
  return values(std::move(slices));
}

Slice Groups::total() const {
  Slice all;
  for (const Group& group : groups_) {
    group.add_to(all);
  }
  return all;
}

void add_slice(Slice& whole, const Slice& part) {
  whole.requests = whole.requests + part.requests;
  whole.failed_requests += part.failed_requests;
  whole.tokens = whole.tokens + part.tokens;
  whole.cost.merge(part.cost);
  for (const LongContext& context : part.long_context) {
    auto at = std::find_if(whole.long_context.begin(), whole.long_context.end(),
                           [&](const LongContext& each) { return each.above >= context.above; });
    if (at == whole.long_context.end() || at->above != context.above) {
      at = whole.long_context.insert(at, LongContext{.above = context.above});
    }
    at->requests += context.requests;
    at->tokens = at->tokens + context.tokens;
  }
}

}  // namespace rackrate::workload
