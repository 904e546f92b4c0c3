// SPDX-License-Identifier: Apache-2.0
// LiteLLM's LiteLLM_SpendLogs, one row a request: the JSON of /spend/logs?summarize=false, JSON
// lines, or the Postgres table by \copy ... CSV HEADER (schema.prisma and docs of 2026-05).
// `prompt_tokens` includes cache; the split is in the metadata only.
#include "ingest/formats/formats.hpp"
#include "ingest/reading.hpp"

namespace rackrate::ingest {
namespace {

enum Slot {
  request_id,
  prompt,
  completion,
  total,
  start,
  end,
  first_token,
  duration_ms,
  spend,
  model,
  model_group,
  status,
  cache_hit,
  user,
  team,
  end_user,
  key_alias,
  cache_read,
  cache_write,
  write_5m,
  write_1h,
  reasoning
};

void meaning(Row& row, Part& part) {
  Record record;
  record.at = row.time(start);
  Stated stated;
  stated.input = row.required_count(prompt);
  stated.output = row.count(completion);
  stated.total = row.count(total);
  stated.cache_read = row.count(cache_read);
  stated.cache_write = row.count(cache_write);
  stated.cache_write_5m = row.count(write_5m);
  stated.cache_write_1h = row.count(write_1h);
  stated.reasoning = row.count(reasoning);
  const auto ended = row.maybe_time(end);
  const auto first = row.maybe_time(first_token);
  if (!row.ok()) {
    return;
  }
  if (row.flag(cache_hit).value_or(false)) {
    part.skip();  // answered by the gateway's own cache: no provider did any work
    return;
  }
  record.tokens = tokens_of(row, stated, {}, total);
  if (!row.ok()) {
    return;
  }
  const std::string_view outcome = row.text(status);
  record.failed = outcome == "failure" || without_output(record.tokens) ? 1 : 0;
  record.latency_s = row.known(duration_ms) ? seconds_of(row.number(duration_ms), 1e-3)
                                            : seconds_between(record.at, ended);
  record.ttft_s = seconds_between(record.at, first);
  record.cost_usd = usd_of(row.number(spend));
  part.tag("model_group", row.text(model_group));
  part.tag("team", row.text(team));
  part.tag("user", row.text(user));
  part.tag("customer", row.text(end_user));
  part.tag("key_alias", row.text(key_alias));
  part.emit(record, row.text(model), row.text(request_id));
}

RowFormat format() {
  return {.fields = {"request_id",
                     "prompt_tokens",
                     "completion_tokens",
                     "total_tokens",
                     "startTime",
                     "endTime",
                     "completionStartTime",
                     "request_duration_ms",
                     "spend",
                     "model",
                     "model_group",
                     "status",
                     "cache_hit",
                     "user",
                     "team_id",
                     "end_user",
                     "metadata>user_api_key_alias",
                     "metadata>additional_usage_values>cache_read_input_tokens|"
                     "metadata>usage_object>cache_read_input_tokens|"
                     "metadata>usage_object>prompt_tokens_details>cached_tokens",
                     "metadata>additional_usage_values>cache_creation_input_tokens|"
                     "metadata>usage_object>cache_creation_input_tokens",
                     "metadata>usage_object>cache_creation>ephemeral_5m_input_tokens",
                     "metadata>usage_object>cache_creation>ephemeral_1h_input_tokens",
                     "metadata>usage_object>completion_tokens_details>reasoning_tokens"},
          .meaning = meaning};
}

}  // namespace

Format litellm_spend_logs() {
  const std::vector<std::string_view> needs = {"call_type", "spend", "prompt_tokens",
                                               "completion_tokens", "startTime"};
  return {.id = "litellm-spend-logs",
          .title = "LiteLLM spend logs (JSON, JSON Lines, Postgres CSV)",
          .signatures = {{Container::json, needs}, {Container::csv, needs}},
          .open = rows(format)};
}

}  // namespace rackrate::ingest
