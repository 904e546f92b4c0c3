// SPDX-License-Identifier: Apache-2.0
// OpenAI's organisation usage, /v1/organization/usage/completions (openai-openapi of 2026-08-21,
// and its schema of 2024-2025, which has no counts of cache writes and of uncached input), and the
// dashboard's CSV of the same. `input_tokens` includes cached input and cache writes.
#include "ingest/formats/formats.hpp"
#include "ingest/ingest.hpp"
#include "ingest/paged_reader.hpp"
#include "ingest/reading.hpp"

#include <fmt/format.h>

namespace rackrate::ingest {
namespace {

enum Slot {
  start,
  end,
  input,
  cached,
  cache_write,
  uncached,
  output,
  requests,
  project,
  user,
  key,
  model,
  batch,
  tier
};

// Keys of the usage API; `^` are those of the bucket. The CSV has them all in one row.
const FieldList& api_fields() {
  static const FieldList fields{"^start_time",
                                "^end_time",
                                "input_tokens",
                                "input_cached_tokens",
                                "input_cache_write_tokens",
                                "input_uncached_tokens",
                                "output_tokens",
                                "num_model_requests",
                                "project_id",
                                "user_id",
                                "api_key_id",
                                "model",
                                "batch",
                                "service_tier"};
  return fields;
}

const FieldList& csv_fields() {
  static const FieldList fields{"start_time",
                                "end_time",
                                "input_tokens",
                                "input_cached_tokens",
                                "input_cache_write_tokens",
                                "input_uncached_tokens",
                                "output_tokens",
                                "num_model_requests",
                                "project_id|project_name",
                                "user_id|user_email",
                                "api_key_id|api_key_name",
                                "model",
                                "batch",
                                "service_tier"};
  return fields;
}

void meaning(Row& row, Part& part) {
  const Instant from = row.time(start, TimeUnit::s);
  const auto to = row.maybe_time(end, TimeUnit::s);
  Stated stated;
  stated.input = row.required_count(input);
  stated.cache_read = row.count(cached);
  stated.cache_write = row.count(cache_write);
  stated.output = row.required_count(output);
  const MaybeCount count = row.required_count(requests);
  const MaybeCount computed = row.count(uncached);
  TokenCounts tokens = tokens_of(row, stated, {.writes = Writes::none}, input);
  if (computed.known() && computed.value() > stated.input.value_or(computed.value())) {
    row.reject(uncached, "at most the input of the row", row[uncached].shown(), "total-mismatch");
  }
  if (!row.ok()) {
    return;
  }
  if (computed.known()) {
    tokens.uncached = computed;
  }
  part.buckets = true;
  part.grain = std::max(part.grain, grain_of(from, to));
  part.tag("project", row.text(project));
  part.tag("user", row.text(user));
  part.tag("key", row.text(key));
  const bool batched = row.flag(batch).value_or(false);
  part.tag("tier", batched ? "batch" : row.text(tier));
  part.emit(bucket(from, tokens, count), row.text(model),
            fmt::format("{}|{}|{}|{}|{}|{}|{}", from.ns, row.text(model), row.text(project),
                        row.text(user), row.text(key), row.text(tier), batched));
}

void csv_meaning(Row& row, Part& part) {
  const bool no_use = !row.known(requests) && !row.known(input) && !row.known(output);
  if (no_use) {
    row.time(start, TimeUnit::s);
    if (row.ok()) {
      part.skip();
    }
    return;
  }
  meaning(row, part);
}

RowFormat api() {
  return {.fields = api_fields(),
          .meaning = meaning,
          .traits = {.grain = Grain::minute, .in_order = false},
          .rows_at = "data>results"};
}

RowFormat csv() {
  return {.fields = csv_fields(),
          .meaning = csv_meaning,
          .traits = {.grain = Grain::minute, .in_order = false}};
}

// An export without any use has only the four columns of time.
bool usage_or_empty(const Head& head) {
  return head.has("num_model_requests") || head.columns().size() == 4;
}

}  // namespace

Format openai_usage() {
  return {.id = "openai-usage",
          .title = "OpenAI usage API (JSON pages)",
          .signatures = {{Container::json,
                          {"data[].results[].input_tokens", "data[].results[].num_model_requests"}},
                         {Container::json, {"object", "data[].results", "data[].start_time"}}},
          .open =
              [](const Options&) {
                return std::make_unique<PagedReader>(api(), "has_more", "data", "start_time");
              },
          .also = [](const Head& head) { return !head.has("data[].results[].amount"); }};
}

Format openai_dashboard_usage() {
  return {.id = "openai-dashboard-usage",
          .title = "OpenAI dashboard usage export (CSV)",
          .signatures = {{Container::csv,
                          {"start_time", "end_time", "start_time_iso", "end_time_iso"}}},
          .open = rows(csv),
          .also = usage_or_empty};
}

}  // namespace rackrate::ingest
