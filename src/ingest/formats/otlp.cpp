// SPDX-License-Identifier: Apache-2.0
// OpenTelemetry GenAI spans as OTLP JSON, also one request a line as the collector's file exporter
// writes it (semantic conventions of 2026-08-20, and the deprecated names before them). Spans of
// agents and workflows repeat their children's usage, so only calls of a model count.
#include "ingest/formats/formats.hpp"
#include "ingest/reading.hpp"

#include <fmt/format.h>

#include <array>

namespace rackrate::ingest {
namespace {

enum Slot { started, ended, status, attributes, trace, span };

// Attribute names, the current one first.
enum Attribute {
  operation,
  response_model,
  request_model,
  input,
  output,
  cache_read,
  cache_write,
  reasoning,
  total,
  ttft,
  user,
  attribute_count
};

constexpr std::array<std::string_view, attribute_count> names = {
    "gen_ai.operation.name",
    "gen_ai.response.model",
    "gen_ai.request.model",
    "gen_ai.usage.input_tokens|gen_ai.usage.prompt_tokens",
    "gen_ai.usage.output_tokens|gen_ai.usage.completion_tokens",
    "gen_ai.usage.cache_read.input_tokens|gen_ai.usage.cache_read_input_tokens",
    "gen_ai.usage.cache_creation.input_tokens|gen_ai.usage.cache_creation_input_tokens",
    "gen_ai.usage.reasoning.output_tokens|gen_ai.usage.reasoning_tokens",
    "gen_ai.usage.total_tokens|llm.usage.total_tokens",
    "gen_ai.response.time_to_first_chunk",
    "enduser.id|user.id",
};

// An attribute value is an object with one member that names its type; whole numbers are texts.
Value value_of(const io::JsonView& wrapped) {
  io::JsonMembers members(wrapped);
  std::string_view kind;
  io::JsonView value;
  return members.next(kind, value) ? Value::of_json(value) : Value{};
}

std::array<Value, attribute_count> read_attributes(const io::JsonView& list) {
  std::array<Value, attribute_count> out;
  io::JsonItems items(list);
  io::JsonView item;
  while (items.next(item)) {
    const std::string_view key = item.find("key").text();
    for (std::size_t i = 0; i < attribute_count; ++i) {
      std::string_view rest = names[i];
      bool current = true;
      while (!rest.empty()) {
        const std::string_view name = rest.substr(0, rest.find('|'));
        rest.remove_prefix(std::min(rest.size(), name.size() + 1));
        if (key == name && (current || !out[i].known())) {
          out[i] = value_of(item.find("value"));
        }
        current = false;
      }
    }
  }
  return out;
}

bool calls_model(const std::array<Value, attribute_count>& values) {
  const std::string_view name = values[operation].text;
  const bool usage = values[input].known() || values[output].known();
  if (name.empty()) {  // early instrumentations name the model only
    return usage && (values[request_model].known() || values[response_model].known());
  }
  return name == "chat" || name == "text_completion" || name == "generate_content";
}

Stated stated_by(Row& row, const std::array<Value, attribute_count>& values) {
  Stated out;
  const auto count = [&](Attribute attribute) {
    MaybeCount value;
    const CountFault fault = read_count(values[attribute], value);
    if (fault != CountFault::none) {
      row.reject(attributes,
                 fmt::format("a whole number >= 0 as {}", split(names[attribute], '|').front()),
                 values[attribute].shown(),
                 fault == CountFault::negative ? "negative-count" : "bad-count");
    }
    return value;
  };
  out.input = count(input);
  out.output = count(output);
  out.cache_read = count(cache_read);
  out.cache_write = count(cache_write);
  out.reasoning = count(reasoning);
  out.total = count(total);
  // An instrumentation that states both kinds of cache use also states reasoning where there is
  // some.
  if (out.cache_read.known() && out.cache_write.known()) {
    out.reasoning = MaybeCount(out.reasoning.value_or(0));
  }
  return out;
}

void meaning(Row& row, Part& part) {
  const auto values = read_attributes(row.json(attributes));
  if (!calls_model(values)) {
    part.skip();
    return;
  }
  Record record;
  record.at = row.time(started, TimeUnit::ns);
  const auto finished = row.maybe_time(ended, TimeUnit::ns);
  Stated stated = stated_by(row, values);
  const auto code = row.number(status);
  const bool failed = (code && *code == 2) || row.text(status) == "STATUS_CODE_ERROR";
  if (failed) {
    zero_unless_known(stated);
  }
  if (row.ok()) {
    record.tokens = tokens_of(row, stated, {}, attributes);
  }
  if (!row.ok()) {
    return;
  }
  record.failed = failed || without_output(record.tokens) ? 1 : 0;
  record.latency_s = seconds_between(record.at, finished);
  record.ttft_s = seconds_of(read_number(values[ttft]), 1);
  part.tag("service", part.context);
  part.tag("user", values[user].text);
  const Value& model =
      values[response_model].known() ? values[response_model] : values[request_model];
  part.emit(record, model.text, fmt::format("{}|{}", row.text(trace), row.text(span)));
}

std::string service_of(const io::JsonView& resource) {
  io::JsonItems items(resource.find("attributes"));
  io::JsonView item;
  while (items.next(item)) {
    if (item.find("key").text() == "service.name") {
      return std::string(item.find("value", "stringValue").text());
    }
  }
  return {};
}

void walk(const io::JsonView& root, RowLoop& loop) {
  io::JsonItems resources(root.find("resourceSpans"));
  io::JsonView resource;
  for (std::size_t r = 0; resources.next(resource); ++r) {
    loop.part().context = service_of(resource.find("resource"));
    io::JsonItems scopes(resource.find("scopeSpans"));
    io::JsonView scope;
    for (std::size_t s = 0; scopes.next(scope); ++s) {
      io::JsonItems spans(scope.find("spans"));
      io::JsonView one;
      for (std::size_t i = 0; spans.next(one); ++i) {
        loop.row(one, fmt::format("resourceSpans>{}>scopeSpans>{}>spans>{}", r, s, i));
      }
    }
  }
}

RowFormat format() {
  return {.fields = {"startTimeUnixNano", "endTimeUnixNano", "status>code", "attributes", "traceId",
                     "spanId"},
          .meaning = meaning,
          .traits = {.in_order = false},
          .walk = walk};
}

}  // namespace

Format otlp() {
  return {.id = "otlp",
          .title = "OpenTelemetry GenAI spans (OTLP JSON, also one request a line)",
          .signatures = {{Container::json, {"resourceSpans"}}},
          .open = rows(format)};
}

}  // namespace rackrate::ingest
