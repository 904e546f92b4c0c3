// SPDX-License-Identifier: Apache-2.0
// Helicone's exports, newest first. Whether `prompt_tokens` includes cache depends on the provider:
// for Anthropic it does not. JSON lines state cache and total, the CSV neither, so there the input
// of Anthropic's models is not known, only its uncached part.
#include "ingest/formats/formats.hpp"
#include "ingest/reading.hpp"

namespace rackrate::ingest {
namespace {

enum Slot {
  id,
  created,
  requested,
  status,
  model,
  provider,
  input,
  cache_read,
  cache_write,
  output,
  reasoning,
  total,
  latency_ms,
  ttft_ms,
  cost,
  user,
  properties
};

bool of_anthropic(const Row& row) {
  return row.text(provider) == "ANTHROPIC" ||
         row.text(model).find("claude") != std::string_view::npos;
}

void note_lower_bound(const Row& row, Part& part) {
  Diagnostic d;
  d.severity = Severity::warning;
  d.where.file = row.file();
  d.field = "column 'prompt_tokens'";
  d.expected = "counts of cached tokens beside it";
  d.got = "none";
  d.code = "cache-not-stated";
  d.why = "for Anthropic's models prompt_tokens leaves cached input out";
  d.hint = "export as JSON Lines, which has the cache columns";
  part.note(std::move(d));
}

void meaning(Row& row, Part& part) {
  Record record;
  record.at = row.known(requested) ? row.time(requested) : row.time(created);
  const auto ended = row.maybe_time(created);
  Stated stated;
  stated.input = row.count(input);
  stated.output = row.count(output);
  stated.cache_read = row.count(cache_read);
  stated.cache_write = row.count(cache_write);
  stated.reasoning = row.count(reasoning);
  stated.total = row.count(total);
  // A row with cache columns writes null for a request that did not reason.
  if (stated.cache_read.known() && row[reasoning].kind == Value::Kind::empty) {
    stated.reasoning = MaybeCount(0);
  }
  const auto code = row.number(status);
  const bool failed = code && (*code >= 400 || *code < 0);
  if (failed) {
    zero_unless_known(stated);
  }
  if (!row.ok()) {
    return;
  }
  const bool exclusive = of_anthropic(row);
  record.tokens = tokens_of(
      row, stated, {.input = exclusive ? Input::excludes_cache : Input::includes_cache}, total);
  if (!row.ok()) {
    return;
  }
  if (exclusive && !stated.cache_read.known()) {
    note_lower_bound(row, part);
  }
  record.failed = failed || without_output(record.tokens) ? 1 : 0;
  record.latency_s = row.known(latency_ms) ? seconds_of(row.number(latency_ms), 1e-3)
                                           : seconds_between(record.at, ended);
  record.ttft_s = seconds_of(row.number(ttft_ms), 1e-3);
  record.cost_usd = usd_of(row.number(cost));
  part.tag("user", row.text(user));
  tag_by(row.json(properties), part);
  part.emit(record, row.text(model), row.text(id));
}

RowFormat format() {
  return {.fields = {"response_id|request_id", "response_created_at", "request_created_at",
                     "response_status|status", "model|request_model", "provider", "prompt_tokens",
                     "prompt_cache_read_tokens", "prompt_cache_write_tokens", "completion_tokens",
                     "reasoning_tokens", "total_tokens", "latency|delay_ms", "time_to_first_token",
                     "cost|cost_usd", "request_user_id", "request_properties|properties"},
          .meaning = meaning,
          .traits = {.in_order = false}};
}

}  // namespace

Format helicone() {
  const std::vector<std::string_view> needs = {"response_created_at", "prompt_tokens",
                                               "completion_tokens"};
  return {.id = "helicone",
          .title = "Helicone requests (CSV, JSON Lines)",
          .signatures = {{Container::csv, needs}, {Container::json, needs}},
          .open = rows(format)};
}

}  // namespace rackrate::ingest
