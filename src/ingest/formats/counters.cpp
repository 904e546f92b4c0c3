// SPDX-License-Identifier: Apache-2.0
#include "ingest/formats/counters.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace rackrate::ingest {
namespace {

MaybeCount whole(double sum) {
  return sum < 0 ? MaybeCount::unknown() : MaybeCount(std::llround(sum));
}

}  // namespace

std::optional<Counter> counter_of(std::string_view name) {
  // In versions before prometheus_client 0.21 a query may name a counter without "_total".
  if (name.size() > 6 && name.substr(name.size() - 6) == "_total") {
    name.remove_suffix(6);
  }
  static constexpr std::array<std::pair<std::string_view, Counter>, 8> names = {{
      {"vllm:prompt_tokens", Counter::input},
      {"vllm:generation_tokens", Counter::output},
      {"vllm:prefix_cache_hits", Counter::cache_read},
      {"vllm:request_success", Counter::requests},
      {"sglang:prompt_tokens", Counter::input},
      {"sglang:generation_tokens", Counter::output},
      {"sglang:cached_tokens", Counter::cache_read},
      {"sglang:num_requests", Counter::requests},
  }};
  const auto found = std::find_if(names.begin(), names.end(),
                                  [name](const auto& entry) { return entry.first == name; });
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

double& ServerCounts::of(Counter counter) {
  switch (counter) {
    case Counter::input: return input;
    case Counter::output: return output;
    case Counter::cache_read: return cache_read;
    case Counter::requests: return requests;
    case Counter::aborted: return aborted;
  }
  return input;
}

void ServerCounts::add(Counter counter, double increase) {
  double& sum = of(counter);
  sum = std::max(sum, 0.0) + increase;
}

TokenCounts ServerCounts::tokens() const {
  TokenCounts out;
  out.input = whole(input);
  out.output = whole(output);
  out.cache_read = whole(cache_read);
  return out;
}

MaybeCount ServerCounts::request_count() const { return whole(requests); }

std::int64_t ServerCounts::aborted_count() const { return whole(aborted).value_or(0); }

}  // namespace rackrate::ingest
