// SPDX-License-Identifier: Apache-2.0
// LiteLLM's /user/daily/activity: totals a day, and the same again by model. Read by model where
// the models add up to the day, else by day, never both.
#include "ingest/formats/formats.hpp"
#include "ingest/ingest.hpp"
#include "ingest/paged_reader.hpp"
#include "ingest/reading.hpp"

#include <fmt/format.h>

namespace rackrate::ingest {
namespace {

enum Slot { date, input, output, cache_read, cache_write, total, requests, failed, spend };

void meaning(Row& row, Part& part) {
  const Instant day = row.time(date);
  Stated stated;
  stated.input = row.required_count(input);
  stated.output = row.required_count(output);
  stated.cache_read = row.count(cache_read);
  stated.cache_write = row.count(cache_write);
  stated.total = row.count(total);
  const MaybeCount count = row.count(requests);
  const MaybeCount failures = row.count(failed);
  if (!row.ok()) {
    return;
  }
  const TokenCounts tokens = tokens_of(row, stated, {}, total);
  if (!row.ok()) {
    return;
  }
  Record record = bucket(day, tokens, count);
  record.failed = failures.value_or(0);
  record.cost_usd = usd_of(row.number(spend));
  part.buckets = true;
  part.emit(record, part.context, fmt::format("{}|{}", day.ns, part.context));
}

bool adds_up(const io::JsonView& day, const io::JsonView& models) {
  for (const std::string_view key : {"prompt_tokens", "completion_tokens", "api_requests"}) {
    std::int64_t sum = 0;
    io::JsonMembers members(models);
    std::string_view name;
    io::JsonView model;
    while (members.next(name, model)) {
      sum += model.find("metrics", key).integer();
    }
    if (sum != day.find("metrics", key).integer()) {
      return false;
    }
  }
  return true;
}

void walk(const io::JsonView& root, RowLoop& loop) {
  io::JsonItems days(root.find("results"));
  io::JsonView day;
  for (std::size_t index = 0; days.next(day); ++index) {
    const io::JsonView models = day.find("breakdown", "models");
    const std::string path = fmt::format("results>{}>", index);
    loop.part().context.clear();
    if (!models || !adds_up(day, models)) {
      loop.row(day.find("metrics"), path + "metrics", &day);
      continue;
    }
    io::JsonMembers members(models);
    std::string_view name;
    io::JsonView model;
    while (members.next(name, model)) {
      loop.part().context = name;
      loop.row(model.find("metrics"), fmt::format("{}breakdown>models>{}>metrics", path, name),
               &day);
    }
  }
}

RowFormat format() {
  return {.fields = {"^date", "prompt_tokens", "completion_tokens", "cache_read_input_tokens",
                     "cache_creation_input_tokens", "total_tokens", "api_requests",
                     "failed_requests", "spend"},
          .meaning = meaning,
          .traits = {.grain = Grain::day, .in_order = false},
          .walk = walk};
}

}  // namespace

Format litellm_daily() {
  return {.id = "litellm-daily",
          .title = "LiteLLM daily activity (JSON pages)",
          .signatures = {{Container::json, {"results[].metrics.api_requests"}}},
          .open = [](const Options&) {
            return std::make_unique<PagedReader>(format(), "metadata>has_more", "results", "date");
          }};
}

}  // namespace rackrate::ingest
