// SPDX-License-Identifier: Apache-2.0
// Logs of gateways, one request a row: Cloudflare AI Gateway (JSON, SDK 7.3), Portkey (JSON Lines,
// two spellings in its documentation of 2026-08-21, cost in cents) and Kong's ai-proxy (JSON
// lines). None states cache writes; a request that a gateway's own cache answered is left out,
// because no provider did any work.
#include "ingest/formats/formats.hpp"
#include "ingest/reading.hpp"

namespace rackrate::ingest {
namespace {

bool is_error(const std::optional<double>& status) { return status && *status >= 400; }

namespace cloudflare_log {

enum Slot {
  id,
  created,
  model,
  input,
  output,
  duration_ms,
  success,
  status,
  cached,
  cost,
  metadata
};

void meaning(Row& row, Part& part) {
  Record record;
  record.at = row.time(created);
  if (row.flag(cached).value_or(false)) {
    if (row.ok()) {
      part.skip();
    }
    return;
  }
  Stated stated;
  stated.input = row.count(input);
  stated.output = row.count(output);
  if (!row.ok()) {
    return;
  }
  const bool failed = !row.flag(success).value_or(true) || is_error(row.number(status)) ||
                      stated.output.value_or(0) == 0;
  if (failed) {
    zero_unless_known(stated);  // counts are null on failures
  }
  record.tokens = tokens_of(row, stated, {}, input);
  record.failed = failed ? 1 : 0;
  record.latency_s = seconds_of(row.number(duration_ms), 1e-3);
  record.cost_usd = usd_of(row.number(cost));
  tag_by(row.json(metadata), part);
  part.emit(record, row.text(model), row.text(id));
}

RowFormat format() {
  return {.fields = {"id", "created_at", "model", "tokens_in", "tokens_out", "duration", "success",
                     "status_code", "cached", "cost", "metadata"},
          .meaning = meaning,
          .traits = {.in_order = false},
          .rows_at = "result"};
}

}  // namespace cloudflare_log

namespace portkey_log {

enum Slot { id, created, model, input, output, total, duration_ms, status, cost_cents, metadata };

void tag_pairs(const io::JsonView& metadata, Part& part) {
  tag_by(metadata, part);
  io::JsonItems keys(metadata.find("key"));
  io::JsonItems values(metadata.find("value"));
  io::JsonView key;
  io::JsonView value;
  while (keys.next(key) && values.next(value)) {
    std::string_view name = key.text();
    name.remove_prefix(name.substr(0, 1) == "_" ? 1 : 0);
    for (const std::string_view wanted : {"team", "user", "feature", "customer", "env"}) {
      if (name == wanted) {
        part.tag(wanted == "env" ? "environment" : wanted, value.text());
      }
    }
  }
}

void meaning(Row& row, Part& part) {
  Record record;
  record.at = row.time(created);
  Stated stated;
  stated.input = row.count(input);
  stated.output = row.count(output);
  stated.total = row.count(total);
  const bool failed = is_error(row.number(status));
  if (failed) {
    zero_unless_known(stated);
  }
  if (row.ok()) {
    record.tokens = tokens_of(row, stated, {}, total);
  }
  if (!row.ok()) {
    return;
  }
  record.failed = failed || without_output(record.tokens) ? 1 : 0;
  record.latency_s = seconds_of(row.number(duration_ms), 1e-3);
  record.cost_usd = usd_of(row.number(cost_cents), 0.01);
  tag_pairs(row.json(metadata), part);
  part.emit(record, row.text(model), row.text(id));
}

RowFormat format() {
  return {.fields = {"id", "created_at", "ai_model", "req_units|request_tokens",
                     "res_units|response_tokens", "total_units|total_tokens", "response_time",
                     "response_status_code|status_code", "cost", "metadata"},
          .meaning = meaning};
}

}  // namespace portkey_log

namespace kong_log {

enum Slot {
  started,
  input,
  output,
  cached,
  reasoning,
  total,
  ttft_ms,
  cost,
  model,
  latency_ms,
  status,
  user,
  slot_count
};

void meaning(Row& row, Part& part) {
  const bool failed = is_error(row.number(status));
  if (!row.known(input) && !failed) {
    part.skip();  // a request that no model served
    return;
  }
  Record record;
  record.at = row.time(started, TimeUnit::ms);
  Stated stated;
  stated.input = row.count(input);
  stated.output = row.count(output);
  stated.cache_read = row.count(cached);
  stated.reasoning = row.count(reasoning);
  stated.total = row.count(total);
  if (failed) {
    zero_unless_known(stated);
  }
  if (row.ok()) {
    record.tokens = tokens_of(row, stated, {}, total);
  }
  if (!row.ok()) {
    return;
  }
  record.failed = failed || without_output(record.tokens) ? 1 : 0;
  record.latency_s = seconds_of(row.number(latency_ms), 1e-3);
  record.ttft_s = seconds_of(row.number(ttft_ms), 1e-3);
  record.cost_usd = usd_of(row.number(cost));
  part.tag("user", row.text(user));
  part.emit(record, row.text(model));
}

// The key below `ai` differs between versions of Kong.
RowFormat format() {
  return {.fields = {"started_at", "ai>proxy>usage>prompt_tokens|ai>ai-proxy>usage>prompt_tokens",
                     "ai>proxy>usage>completion_tokens|ai>ai-proxy>usage>completion_tokens",
                     "ai>proxy>usage>prompt_tokens_details>cached_tokens|"
                     "ai>ai-proxy>usage>prompt_tokens_details>cached_tokens",
                     "ai>proxy>usage>completion_tokens_details>reasoning_tokens|"
                     "ai>ai-proxy>usage>completion_tokens_details>reasoning_tokens",
                     "ai>proxy>usage>total_tokens|ai>ai-proxy>usage>total_tokens",
                     "ai>proxy>usage>time_to_first_token|ai>ai-proxy>usage>time_to_first_token",
                     "ai>proxy>usage>cost|ai>ai-proxy>usage>cost",
                     "ai>proxy>meta>response_model|ai>proxy>meta>request_model|"
                     "ai>ai-proxy>meta>response_model|ai>ai-proxy>meta>request_model",
                     "latencies>request", "response>status", "consumer>username"},
          .meaning = meaning};
}

}  // namespace kong_log

}  // namespace

Format cloudflare() {
  return {.id = "cloudflare",
          .title = "Cloudflare AI Gateway logs (JSON)",
          .signatures = {{Container::json, {"result[].tokens_in", "result[].created_at"}}},
          .open = rows(cloudflare_log::format)};
}

Format portkey() {
  return {.id = "portkey",
          .title = "Portkey logs (JSON Lines)",
          .signatures = {{Container::json, {"req_units|request_tokens", "ai_model", "created_at"}}},
          .open = rows(portkey_log::format)};
}

Format kong() {
  return {.id = "kong",
          .title = "Kong ai-proxy log (JSON Lines)",
          .signatures = {{Container::json,
                          {"ai.proxy.usage.prompt_tokens|ai.ai-proxy.usage.prompt_tokens",
                           "started_at"}}},
          .open = rows(kong_log::format)};
}

}  // namespace rackrate::ingest
