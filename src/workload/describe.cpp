// SPDX-License-Identifier: Apache-2.0
#include "workload/describe.hpp"

#include "core/units_format.hpp"

#include <utility>

namespace rackrate::workload {
namespace {

using ingest::Grain;

std::string about_time(const Workload& workload) {
  switch (workload.capabilities.grain) {
    case Grain::none: return "no times: neither the rate nor any peak is known";
    case Grain::day:
      return "only daily sums: neither the busiest hour nor the busiest minute is known";
    case Grain::hour: return "only hourly sums: the busiest minute is not known";
    case Grain::minute: return "only sums by the minute: the busiest second is not known";
    case Grain::second:
    case Grain::request: return {};
  }
  return {};
}

std::string about_cost(const Workload& workload) {
  const std::int64_t without = workload.cost.rows_without();
  if (!workload.capabilities.cost || without == 0) {
    return "no cost: what was paid is not in the file";
  }
  return "no total cost: " + with_thousands(without) + " rows do not state theirs";
}

}  // namespace

std::vector<std::string> not_known(const Workload& workload) {
  const ingest::Capabilities& can = workload.capabilities;
  std::vector<std::string> all;
  const auto unless = [&](bool known, std::string sentence) {
    if (!known && !sentence.empty()) {
      all.push_back(std::move(sentence));
    }
  };
  unless(can.request_count && workload.requests.known(),
         "no request count: not even mean lengths are known");
  unless(false, about_time(workload));
  unless(can.grain == Grain::none || can.absolute_time,
         "no calendar: times count from an arbitrary zero, so hours of the day are not known");
  unless(can.lengths, "no request lengths: only means are known, and tails are assumed");
  unless(can.cache_split && workload.tokens.cache_read.known(),
         "no cache split: how much input a prompt cache served is not known");
  unless(!can.cache_split || (can.write_lifetime && workload.tokens.cache_write_5m.known()),
         "no lifetime of cache writes: 5 minute and 1 hour writes have different prices");
  unless(can.reasoning && workload.tokens.reasoning.known(),
         "no reasoning tokens: they are within the output, how many is not known");
  unless(can.models, "no model names: which model served a request is not known");
  unless(can.latency, "no latency: how long requests took is not known");
  unless(can.cost && workload.cost_usd.has_value(), about_cost(workload));
  unless(can.tags, "no tags: which team, user or feature asked is not known");
  return all;
}

}  // namespace rackrate::workload
