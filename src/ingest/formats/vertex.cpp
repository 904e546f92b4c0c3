// SPDX-License-Identifier: Apache-2.0
// Vertex AI's request-response log, a BigQuery table exported as JSON lines or CSV. Prompt tokens
// include cache, candidate tokens leave thoughts out, and a count of zero is absent. The log may be
// a sample of the requests.
#include "ingest/formats/formats.hpp"
#include "ingest/reading.hpp"

namespace rackrate::ingest {
namespace {

enum Slot { time, id, model, usage, prompt, cached, candidates, thoughts, total, latency_ms };

MaybeCount or_zero(MaybeCount count) { return MaybeCount(count.value_or(0)); }

void note_sampling(const Row& row, Part& part) {
  Diagnostic d;
  d.severity = Severity::note;
  d.where.file = row.file();
  d.field = "log";
  d.expected = "every request";
  d.got = "those that the log's sampling rate let through";
  d.code = "sampled-log";
  d.hint = "if its samplingRate is below 1, divide counts by it; the file does not state it";
  part.note(std::move(d));
}

void meaning(Row& row, Part& part) {
  note_sampling(row, part);
  Record record;
  record.at = row.time(time);
  const bool failed = !row.known(prompt);
  Stated stated;
  stated.input = or_zero(row.count(prompt));
  stated.cache_read = or_zero(row.count(cached));
  stated.output = or_zero(row.count(candidates));
  stated.reasoning = or_zero(row.count(thoughts));
  stated.total = row.count(total);
  if (row.ok()) {
    record.tokens = tokens_of(
        row, stated, {Input::includes_cache, Output::excludes_reasoning, Writes::none}, total);
  }
  if (!row.ok()) {
    return;
  }
  record.failed = failed || without_output(record.tokens) ? 1 : 0;
  record.latency_s = seconds_of(row.number(latency_ms), 1e-3);
  part.emit(record, last_segment(row.text(model)), row.text(id));
}

RowFormat format() {
  return {.fields = {"logging_time", "request_id", "model|endpoint", "full_response",
                     "full_response>usageMetadata>promptTokenCount",
                     "full_response>usageMetadata>cachedContentTokenCount",
                     "full_response>usageMetadata>candidatesTokenCount",
                     "full_response>usageMetadata>thoughtsTokenCount",
                     "full_response>usageMetadata>totalTokenCount", "metadata>request_latency"},
          .meaning = meaning};
}

}  // namespace

Format vertex() {
  const std::vector<std::string_view> needs = {"logging_time", "full_response"};
  return {.id = "vertex",
          .title = "Vertex AI request-response log (JSON Lines, CSV)",
          .signatures = {{Container::json, needs}, {Container::csv, needs}},
          .open = rows(format)};
}

}  // namespace rackrate::ingest
