// SPDX-License-Identifier: Apache-2.0
// RAGPulse (github.com/flashserve/RAGPulse): JSON lines whose times are texts of whole seconds from
// zero and whose hash ids are an object of five lists.
#include "ingest/formats/formats.hpp"
#include "ingest/reading.hpp"

namespace rackrate::ingest {
namespace {

enum Slot { timestamp, input, output };

void meaning(Row& row, Part& part) {
  Record record;
  record.at = row.time(timestamp, TimeUnit::s, true);
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
          .traits = {.grain = Grain::second, .absolute_time = false}};
}

}  // namespace

Format ragpulse_trace() {
  return {.id = "ragpulse-trace",
          .title = "RAGPulse trace (JSON Lines, seconds as text)",
          .signatures = {{Container::json,
                          {"timestamp", "input_length", "output_length", "hash_ids.user_input"}}},
          .open = rows(format)};
}

}  // namespace rackrate::ingest
