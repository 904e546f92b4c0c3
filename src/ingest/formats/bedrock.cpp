// SPDX-License-Identifier: Apache-2.0
// AWS Bedrock model invocation logs, JSON lines from S3 or CloudWatch. Input excludes cache reads
// and writes, as in Converse; the total of the response body decides where it is there. Counts may
// be missing where a call failed.
#include "ingest/formats/formats.hpp"
#include "ingest/reading.hpp"

namespace rackrate::ingest {
namespace {

enum Slot {
  timestamp,
  request_id,
  model,
  input,
  cache_read,
  cache_write,
  output,
  total,
  latency_ms,
  error,
  metadata
};

void meaning(Row& row, Part& part) {
  Record record;
  record.at = row.time(timestamp);
  const bool failed = row.known(error) || !row.known(input);
  Stated stated;
  stated.input = row.count(input);
  stated.cache_read = row.count(cache_read);
  stated.cache_write = row.count(cache_write);
  stated.output = row.count(output);
  stated.total = row.count(total);
  if (failed) {
    zero_unless_known(stated);
    stated.cache_read = MaybeCount(stated.cache_read.value_or(0));
    stated.cache_write = MaybeCount(stated.cache_write.value_or(0));
  }
  stated.output = MaybeCount(stated.output.value_or(0));
  if (row.ok()) {
    record.tokens = tokens_of(row, stated, {.input = Input::excludes_cache}, total);
  }
  if (!row.ok()) {
    return;
  }
  record.failed = failed || without_output(record.tokens) ? 1 : 0;
  record.latency_s = seconds_of(row.number(latency_ms), 1e-3);
  tag_by(row.json(metadata), part);
  part.emit(record, last_segment(row.text(model)), row.text(request_id));
}

RowFormat format() {
  return {.fields = {"timestamp", "requestId", "modelId", "input>inputTokenCount",
                     "input>cacheReadInputTokenCount", "input>cacheWriteInputTokenCount",
                     "output>outputTokenCount", "output>outputBodyJson>usage>totalTokens",
                     "output>outputBodyJson>metrics>latencyMs", "errorCode", "requestMetadata"},
          .meaning = meaning,
          .traits = {.grain = Grain::second}};
}

}  // namespace

Format bedrock() {
  return {.id = "bedrock",
          .title = "AWS Bedrock model invocation log (JSON Lines)",
          .signatures = {{Container::json, {"schemaType", "modelId", "requestId"}}},
          .open = rows(format)};
}

}  // namespace rackrate::ingest
