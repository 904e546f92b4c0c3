// SPDX-License-Identifier: Apache-2.0
// Anthropic's usage report (Admin API, GET /v1/organizations/usage_report/messages, pages of
// buckets) and the console's usage CSV, one row a day. All input columns are disjoint. Neither
// states a number of requests.
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
  uncached,
  write_5m,
  write_1h,
  write,
  cache_read,
  output,
  model,
  workspace,
  key,
  tier,
  context
};

void meaning(Row& row, Part& part) {
  const Instant from = row.time(start);
  const auto to = row.maybe_time(end);
  Stated stated;
  stated.input = row.required_count(uncached);
  stated.cache_write_5m = row.count(write_5m);
  stated.cache_write_1h = row.count(write_1h);
  stated.cache_write = row.count(write);
  stated.cache_read = row.count(cache_read);
  stated.output = row.required_count(output);
  if (!row.ok()) {
    return;
  }
  const TokenCounts tokens = tokens_of(row, stated, {.input = Input::excludes_cache}, uncached);
  part.buckets = true;
  part.grain = to ? std::max(part.grain, grain_of(from, to)) : Grain::day;
  part.tag("workspace", row.text(workspace));
  part.tag("key", row.text(key));
  part.tag("tier", row.text(tier));
  part.emit(bucket(from, tokens, MaybeCount::unknown()), row.text(model),
            fmt::format("{}|{}|{}|{}|{}|{}", from.ns, row.text(model), row.text(workspace),
                        row.text(key), row.text(tier), row.text(context)));
}

RowFormat report() {
  return {.fields = {"^starting_at", "^ending_at", "uncached_input_tokens",
                     "cache_creation>ephemeral_5m_input_tokens",
                     "cache_creation>ephemeral_1h_input_tokens", "cache_creation_input_tokens",
                     "cache_read_input_tokens", "output_tokens", "model", "workspace_id",
                     "api_key_id", "service_tier", "context_window"},
          .meaning = meaning,
          .traits = {.grain = Grain::minute, .in_order = false},
          .rows_at = "data>results"};
}

RowFormat console() {
  return {.fields = {"usage_date_utc", "usage_end_utc", "usage_input_tokens_no_cache",
                     "usage_input_tokens_cache_write_5m", "usage_input_tokens_cache_write_1h",
                     "usage_input_tokens_cache_write", "usage_input_tokens_cache_read",
                     "usage_output_tokens", "model_version|model", "workspace", "api_key",
                     "usage_type", "context_window"},
          .meaning = meaning,
          .traits = {.grain = Grain::day, .in_order = false}};
}

}  // namespace

Format anthropic_usage() {
  return {.id = "anthropic-usage",
          .title = "Anthropic usage report (JSON pages)",
          .signatures = {{Container::json,
                          {"data[].starting_at", "data[].results[].uncached_input_tokens"}}},
          .open = [](const Options&) {
            return std::make_unique<PagedReader>(report(), "has_more", "data", "starting_at");
          }};
}

Format anthropic_console_usage() {
  return {
      .id = "anthropic-console-usage",
      .title = "Anthropic console usage export (CSV)",
      .signatures = {{Container::csv,
                      {"usage_date_utc", "usage_input_tokens_no_cache", "usage_output_tokens"}}},
      .open = rows(console)};
}

}  // namespace rackrate::ingest
