// SPDX-License-Identifier: Apache-2.0
// OpenRouter: the CSV of single generations, and GET /activity, one row a day, model and endpoint
// (documentation of 2026-08-22). Prompt tokens include cache, completion tokens reasoning; cache
// writes are in the input and not stated apart.
#include "ingest/formats/formats.hpp"
#include "ingest/reading.hpp"

#include <fmt/format.h>

namespace rackrate::ingest {
namespace {

namespace generation {

enum Slot {
  id,
  created,
  input,
  output,
  reasoning,
  cached,
  model,
  duration_ms,
  ttft_ms,
  cost,
  cancelled,
  user,
  key,
  app
};

void meaning(Row& row, Part& part) {
  Record record;
  record.at = row.time(created);
  Stated stated;
  stated.input = row.required_count(input);
  stated.output = row.required_count(output);
  stated.reasoning = row.count(reasoning);
  stated.cache_read = row.count(cached);
  if (!row.ok()) {
    return;
  }
  record.tokens = tokens_of(row, stated, {}, input);
  record.failed = row.flag(cancelled).value_or(false) || without_output(record.tokens) ? 1 : 0;
  record.latency_s = seconds_of(row.number(duration_ms), 1e-3);
  record.ttft_s = seconds_of(row.number(ttft_ms), 1e-3);
  record.cost_usd = usd_of(row.number(cost));
  part.tag("user", row.text(user));
  part.tag("key_alias", row.text(key));
  part.tag("app", row.text(app));
  part.emit(record, row.text(model), row.text(id));
}

RowFormat format() {
  return {.fields = {"generation_id", "created_at", "tokens_prompt", "tokens_completion",
                     "tokens_reasoning", "tokens_cached", "model_permaslug|model",
                     "generation_time_ms", "time_to_first_token_ms", "cost_total", "cancelled",
                     "user", "api_key_name", "app_name"},
          .meaning = meaning};
}

}  // namespace generation

namespace activity {

enum Slot { date, model, endpoint, usage, requests, input, output, reasoning };

void meaning(Row& row, Part& part) {
  const Instant day = row.time(date);
  Stated stated;
  stated.input = row.required_count(input);
  stated.output = row.required_count(output);
  stated.reasoning = row.count(reasoning);
  const MaybeCount count = row.required_count(requests);
  if (!row.ok()) {
    return;
  }
  Record record = bucket(day, tokens_of(row, stated, {}, input), count);
  record.cost_usd = usd_of(row.number(usage));
  part.buckets = true;
  part.emit(record, row.text(model),
            fmt::format("{}|{}|{}", day.ns, row.text(model), row.text(endpoint)));
}

RowFormat format() {
  return {.fields = {"date", "model_permaslug|modelPermaslug|model", "endpoint_id|endpointId",
                     "usage", "requests", "prompt_tokens|promptTokens",
                     "completion_tokens|completionTokens", "reasoning_tokens|reasoningTokens"},
          .meaning = meaning,
          .traits = {.grain = Grain::day, .in_order = false},
          .rows_at = "data"};
}

}  // namespace activity

}  // namespace

Format openrouter_generations() {
  return {.id = "openrouter-generations",
          .title = "OpenRouter generations (CSV)",
          .signatures = {{Container::csv, {"generation_id", "tokens_prompt", "tokens_completion"}}},
          .open = rows(generation::format)};
}

Format openrouter_activity() {
  return {.id = "openrouter-activity",
          .title = "OpenRouter activity API (JSON)",
          .signatures = {{Container::json,
                          {"data[].model_permaslug|data[].modelPermaslug", "data[].requests"}}},
          .open = rows(activity::format)};
}

}  // namespace rackrate::ingest
