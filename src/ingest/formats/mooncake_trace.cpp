// SPDX-License-Identifier: Apache-2.0
// Mooncake's trace format (github.com/kvcache-ai/Mooncake, FAST25-release): JSON lines with whole
// milliseconds from zero. vLLM bench, guidellm and aiperf read and write it, too.
#include "ingest/formats/formats.hpp"
#include "ingest/reading.hpp"

namespace rackrate::ingest {
namespace {

enum Slot { timestamp, input, output };

void meaning(Row& row, Part& part) {
  Record record;
  record.at = row.time(timestamp, TimeUnit::ms, true);
  record.tokens.input = row.required_count(input);
  record.tokens.output = row.required_count(output);
  if (row.ok()) {
    record.failed = without_output(record.tokens) ? 1 : 0;
    part.emit(record);
  }
}

RowFormat format() {
  return {.fields = {"timestamp", "input_length", "output_length"},
          .meaning = meaning,
          .traits = {.absolute_time = false}};
}

}  // namespace

Format mooncake_trace() {
  return {.id = "mooncake-trace",
          .title = "Mooncake trace (JSON Lines, milliseconds)",
          .signatures = {{Container::json, {"timestamp", "input_length", "output_length"}}},
          .open = rows(format)};
}

}  // namespace rackrate::ingest
