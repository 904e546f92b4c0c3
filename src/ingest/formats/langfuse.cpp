// SPDX-License-Identifier: Apache-2.0
// Langfuse observations (source of 2026-08-22): the export of its pages (CSV, JSON, JSON Lines,
// camel case, CSV cells are JSON) and the blob export (snake case). The keys of the usage details
// are disjoint: input is all keys that hold "input", output all that hold "output", and a key that
// is absent is zero.
#include "ingest/formats/formats.hpp"
#include "ingest/reading.hpp"

namespace rackrate::ingest {
namespace {

enum Slot {
  type,
  start,
  end,
  first_token,
  latency,
  ttft,
  model,
  level,
  usage,
  input_usage,
  output_usage,
  total_usage,
  cost,
  id,
  user,
  environment,
  feature
};

bool holds(std::string_view key, std::string_view part) {
  return key.find(part) != std::string_view::npos;
}

void add(MaybeCount& sum, MaybeCount more) { sum = MaybeCount(sum.value_or(0)) + more; }

Stated by_key(Row& row, const io::JsonView& details) {
  Stated out;
  const MaybeCount none(0);
  out.input = out.output = out.cache_read = out.cache_write = out.reasoning = none;
  io::JsonMembers members(details);
  std::string_view key;
  io::JsonView value;
  while (members.next(key, value)) {
    MaybeCount count;
    if (read_count(Value::of_json(value), count) != CountFault::none) {
      row.reject(usage, "whole numbers >= 0 as usage", Value::of_json(value).shown(), "bad-count");
      return out;
    }
    count = MaybeCount(count.value_or(0));
    if (key == "total") {
      out.total = count;
    } else if (holds(key, "input") && holds(key, "cache")) {
      const bool write = holds(key, "creation") || holds(key, "write");
      add(write ? out.cache_write : out.cache_read, count);
    } else if (holds(key, "input")) {
      add(out.input, count);
    } else if (holds(key, "output")) {
      add(holds(key, "reasoning") ? out.reasoning : out.output, count);
    }
  }
  return out;
}

void meaning(Row& row, Part& part) {
  if (row.text(type) != "GENERATION") {
    part.skip();  // spans and agents may repeat the usage of what they hold
    return;
  }
  Record record;
  record.at = row.time(start);
  const auto ended = row.maybe_time(end);
  const auto first = row.maybe_time(first_token);
  const io::JsonView details = row.json(usage);
  io::JsonMembers any(details);
  std::string_view key;
  io::JsonView value;
  if (any.next(key, value)) {
    const Stated stated = by_key(row, details);
    if (row.ok()) {
      record.tokens =
          tokens_of(row, stated,
                    {Input::excludes_cache, Output::excludes_reasoning, Writes::may_hide}, usage);
    }
  } else {
    Stated stated;
    stated.input = row.count(input_usage);
    stated.output = row.count(output_usage);
    stated.total = row.count(total_usage);
    zero_unless_known(stated);
    if (row.ok()) {
      record.tokens = tokens_of(row, stated, {}, total_usage);
    }
  }
  if (!row.ok()) {
    return;
  }
  record.failed = row.text(level) == "ERROR" || without_output(record.tokens) ? 1 : 0;
  record.latency_s =
      row.known(latency) ? seconds_of(row.number(latency), 1) : seconds_between(record.at, ended);
  record.ttft_s =
      row.known(ttft) ? seconds_of(row.number(ttft), 1) : seconds_between(record.at, first);
  record.cost_usd = usd_of(row.number(cost));
  part.tag("user", row.text(user));
  part.tag("environment", row.text(environment));
  part.tag("feature", row.text(feature));
  part.emit(record, row.text(model), row.text(id));
}

RowFormat format() {
  return {.fields = {"type", "startTime|start_time", "endTime|end_time",
                     "completionStartTime|completion_start_time", "latency",
                     "timeToFirstToken|time_to_first_token",
                     "model|provided_model_name|providedModelName", "level",
                     "usageDetails|usage_details", "inputUsage|input_usage",
                     "outputUsage|output_usage", "totalUsage|total_usage", "totalCost|total_cost",
                     "id", "userId|user_id", "environment", "traceName|trace_name"},
          .meaning = meaning};
}

}  // namespace

Format langfuse() {
  const std::vector<std::string_view> needs = {"usageDetails|usage_details", "type",
                                               "startTime|start_time"};
  return {.id = "langfuse",
          .title = "Langfuse observations (CSV, JSON, JSON Lines)",
          .signatures = {{Container::csv, needs}, {Container::json, needs}},
          .open = rows(format)};
}

}  // namespace rackrate::ingest
