// SPDX-License-Identifier: Apache-2.0
// Traces of research that count seconds from a zero of their own: BurstGPT (CSV; its later versions
// start far from zero and add session and elapsed time), Qwen-Bailian (JSON lines) and vidur (CSV,
// in which the arrival may be absent: then only lengths are known).
#include "ingest/formats/formats.hpp"
#include "ingest/ingest.hpp"
#include "ingest/reading.hpp"

namespace rackrate::ingest {
namespace {

enum Slot { time, input, output, total, model, elapsed, kind };

void meaning(Row& row, Part& part) {
  Record record;
  record.at = row.time(time, TimeUnit::s, true);
  Stated stated;
  stated.input = row.required_count(input);
  stated.output = row.required_count(output);
  stated.total = row.count(total);
  if (row.ok()) {
    record.tokens = tokens_of(row, stated, {}, total);
  }
  if (!row.ok()) {
    return;
  }
  record.failed = without_output(record.tokens) ? 1 : 0;
  record.latency_s = seconds_of(row.number(elapsed), 1);
  part.tag("log_type", row.text(kind));
  part.emit(record, row.text(model));
}

void without_time(Row& row, Part& part) {
  Record record;
  record.tokens.input = row.required_count(input);
  record.tokens.output = row.required_count(output);
  if (row.ok()) {
    record.failed = without_output(record.tokens) ? 1 : 0;
    part.emit(record);
  }
}

RowFormat burstgpt_format() {
  return {.fields = {"Timestamp", "Request tokens", "Response tokens", "Total tokens", "Model",
                     "Elapsed time", "Log Type"},
          .meaning = meaning,
          .traits = {.grain = Grain::second, .absolute_time = false}};
}

RowFormat qwen_format() {
  return {
      .fields = {"timestamp", "input_length", "output_length", "total", "model", "elapsed", "type"},
      .meaning = meaning,
      .traits = {.absolute_time = false}};
}

RowFormat vidur_format() {
  return {.fields = {"arrived_at", "num_prefill_tokens", "num_decode_tokens", "num_total_tokens",
                     "model", "elapsed", "kind"},
          .meaning = meaning,
          .traits = {.absolute_time = false}};
}

RowFormat vidur_lengths_format() {
  RowFormat format = vidur_format();
  format.meaning = without_time;
  format.traits = {.grain = Grain::none, .absolute_time = false, .in_order = false};
  return format;
}

}  // namespace

Format burstgpt() {
  return {.id = "burstgpt",
          .title = "BurstGPT trace (CSV)",
          .signatures = {{Container::csv, {"Timestamp", "Request tokens", "Response tokens"}}},
          .open = rows(burstgpt_format)};
}

Format qwen_bailian() {
  return {
      .id = "qwen-bailian",
      .title = "Qwen-Bailian trace (JSON Lines)",
      .signatures = {{Container::json, {"chat_id", "timestamp", "input_length", "output_length"}}},
      .open = rows(qwen_format)};
}

Format vidur() {
  return {
      .id = "vidur",
      .title = "vidur trace (CSV)",
      .signatures = {{Container::csv, {"arrived_at", "num_prefill_tokens", "num_decode_tokens"}}},
      .open = rows(vidur_format)};
}

Format vidur_lengths() {
  return {.id = "vidur-lengths",
          .title = "vidur trace without times (CSV)",
          .signatures = {{Container::csv, {"num_prefill_tokens", "num_decode_tokens"}}},
          .open = rows(vidur_lengths_format)};
}

}  // namespace rackrate::ingest
