// SPDX-License-Identifier: Apache-2.0
#include "report/json_workload.hpp"

#include "io/json_value.hpp"

namespace rackrate::report {
namespace {

using io::Json;

void add_tokens(Json& to, const TokenCounts& tokens) {
  to["input_tokens"] = to_json(tokens.input);
  to["uncached_input_tokens"] = to_json(tokens.uncached);
  to["cache_read_tokens"] = to_json(tokens.cache_read);
  to["cache_write_5m_tokens"] = to_json(tokens.cache_write_5m);
  to["cache_write_1h_tokens"] = to_json(tokens.cache_write_1h);
  to["cache_write_tokens"] = to_json(tokens.cache_write);
  to["output_tokens"] = to_json(tokens.output);
  to["reasoning_tokens"] = to_json(tokens.reasoning);
}

Json totals(const workload::Workload& workload) {
  Json out;
  out["requests"] = to_json(workload.requests);
  out["failed_requests"] = workload.failed_requests;
  add_tokens(out, workload.tokens);
  out["cost_usd"] = to_json(workload.cost_usd);
  return out;
}

// Relative traces have no date; their instants count from zero.
Json span(const workload::Workload& workload) {
  if (!workload.span) {
    return nullptr;
  }
  const bool dated = workload.capabilities.absolute_time;
  const auto at = [&](Instant instant) { return dated ? Json(to_string(instant)) : Json(); };
  return {{"start", at(workload.span->start)},
          {"end", at(workload.span->end)},
          {"seconds", workload.span->length().in_seconds()}};
}

Json shape(const workload::Shape& shape) {
  Json out;
  out["peak_to_mean_1s"] = to_json(shape.peak_to_mean_1s);
  out["peak_to_mean_1m"] = to_json(shape.peak_to_mean_1m);
  out["peak_to_mean_1h"] = to_json(shape.peak_to_mean_1h);
  out["hour_of_week"] = nullptr;
  if (shape.hour_of_week) {
    out["hour_of_week"] = Json::array();
    for (const std::optional<double>& hour : *shape.hour_of_week) {
      out["hour_of_week"].push_back(to_json(hour));
    }
  }
  return out;
}

Json lengths(const workload::Lengths& lengths) {
  if (lengths.empty()) {
    return nullptr;
  }
  return {{"mean", lengths.mean()},        {"p50", lengths.quantile(0.5)},
          {"p90", lengths.quantile(0.9)},  {"p95", lengths.quantile(0.95)},
          {"p99", lengths.quantile(0.99)}, {"max", lengths.max()},
          {"requests", lengths.count()}};
}

Json capabilities(const ingest::Capabilities& c) {
  return {{"grain", ingest::name(c.grain)},
          {"absolute_time", c.absolute_time},
          {"request_count", c.request_count},
          {"lengths", c.lengths},
          {"cache_split", c.cache_split},
          {"write_lifetime", c.write_lifetime},
          {"reasoning", c.reasoning},
          {"latency", c.latency},
          {"cost", c.cost},
          {"models", c.models},
          {"tags", c.tags}};
}

Json sources(const std::vector<ingest::FileReport>& files) {
  Json out = Json::array();
  for (const ingest::FileReport& file : files) {
    out.push_back({{"file", file.file},
                   {"format", file.format},
                   {"detected_by", file.detected_by},
                   {"rows", file.rows},
                   {"rejected_rows", file.rejected_rows},
                   {"merged_rows", file.merged_rows},
                   {"skipped_rows", file.skipped_rows},
                   {"ignored_columns", file.ignored_columns}});
  }
  return out;
}

Json slices(const std::vector<workload::Slice>& slices, bool tags) {
  Json out = Json::array();
  for (const workload::Slice& slice : slices) {
    Json one;
    if (tags) {
      one["key"] = slice.key;
      one["value"] = slice.value;
    } else {
      one["model"] = slice.value.empty() ? Json() : Json(slice.value);
    }
    one["requests"] = to_json(slice.requests);
    one["failed_requests"] = slice.failed_requests;
    add_tokens(one, slice.tokens);
    one["cost_usd"] = to_json(slice.cost_usd);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

Json workload_members(const workload::Workload& workload) {
  Json out;
  out["totals"] = totals(workload);
  out["span"] = span(workload);
  out["source"] = sources(workload.sources);
  out["shape"] = shape(workload.shape);
  out["lengths"] = {{"input", lengths(workload.input_lengths)},
                    {"output", lengths(workload.output_lengths)}};
  out["capabilities"] = capabilities(workload.capabilities);
  out["models"] = slices(workload.models, false);
  out["tags"] = slices(workload.tags, true);
  out["out_of_order_rows"] = workload.out_of_order_rows;
  return out;
}

std::string json_workload(const workload::Workload& workload, const Stamp& stamp) {
  Json document = begin_document("workload", stamp, workload.sources);
  document.update(workload_members(workload));
  document["findings"] = Json::array();
  for (const Diagnostic& note : workload.notes) {
    document["findings"].push_back(finding(note));
  }
  return io::to_bytes(document);
}

}  // namespace rackrate::report
