// SPDX-License-Identifier: Apache-2.0
// Codex session logs, JSON lines: `token_count` events with the usage of the last response and a
// running total. A repeated total is the same response again; a forked session copies the events
// of its parent (ccusage, issue 988). The model is that of the latest `turn_context`.
#include "ingest/formats/formats.hpp"
#include "ingest/ingest.hpp"
#include "ingest/reading.hpp"

#include <fmt/format.h>

namespace rackrate::ingest {
namespace {

enum Slot {
  timestamp,
  type,
  payload_type,
  model,
  info,
  input,
  cached,
  output,
  reasoning,
  total,
  running_total
};

class Codex : public RowReader {
 public:
  Codex()
      : RowReader({.fields = {"timestamp", "type", "payload>type", "payload>model", "payload>info",
                              "payload>info>last_token_usage>input_tokens",
                              "payload>info>last_token_usage>cached_input_tokens",
                              "payload>info>last_token_usage>output_tokens",
                              "payload>info>last_token_usage>reasoning_output_tokens",
                              "payload>info>last_token_usage>total_tokens",
                              "payload>info>total_token_usage>total_tokens"},
                   .meaning = {},
                   .traits = {.in_order = false},
                   .sequential = true,
                   .unfinished = true}) {
    format_.meaning = [this](Row& row, Part& part) { meaning(row, part); };
  }

  void read(io::Input& input_file, const Head& head, Intake& intake) override {
    model_.clear();
    last_total_ = MaybeCount::unknown();
    RowReader::read(input_file, head, intake);
  }

 private:
  void meaning(Row& row, Part& part) {
    if (row.text(type) == "turn_context" && row.known(model)) {
      model_ = row.text(model);
    }
    if (row.text(payload_type) != "token_count" || !row.known(info)) {
      part.skip();
      return;
    }
    Record record;
    record.at = row.time(timestamp);
    Stated stated;
    stated.input = row.required_count(input);
    stated.cache_read = row.count(cached);
    stated.output = row.required_count(output);
    stated.reasoning = row.count(reasoning);
    stated.total = row.count(total);
    const MaybeCount running = row.count(running_total);
    if (!row.ok()) {
      return;
    }
    if (running.known() && running == last_total_) {
      ++part.merged;
      return;
    }
    record.tokens = tokens_of(row, stated, {.writes = Writes::none}, total);
    if (!row.ok()) {
      return;
    }
    last_total_ = running;
    record.failed = without_output(record.tokens) ? 1 : 0;
    part.emit(record, model_,
              fmt::format("{}|{}|{}", record.at.ns, running.value_or(-1), stated.input.value()));
  }

  std::string model_;
  MaybeCount last_total_;
};

}  // namespace

Format codex() {
  return {.id = "codex",
          .title = "Codex session log (JSON Lines)",
          .signatures = {{Container::json, {"payload.info.last_token_usage.input_tokens"}},
                         {Container::json, {"timestamp", "type", "payload.type"}}},
          .open = [](const Options&) { return std::make_unique<Codex>(); }};
}

}  // namespace rackrate::ingest
