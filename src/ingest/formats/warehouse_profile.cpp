// SPDX-License-Identifier: Apache-2.0
// The result of `rackrate profile --sql`: `minute` rows with the traffic, `shape` rows with the
// joint lengths of each hour, both sums of whole numbers. An empty sum is unknown.
#include "core/length_bins.hpp"
#include "ingest/formats/formats.hpp"
#include "ingest/reading.hpp"

namespace rackrate::ingest {
namespace {

enum Slot {
  kind,
  model,
  time,
  input_bin,
  output_bin,
  requests,
  failed,
  input,
  cached,
  cache_write,
  output,
  reasoning,
  in_in,
  in_out,
  out_out
};

// Decimal digits, or 0 where the sum is not known.
std::optional<WideCount> wide(const Value& value) {
  WideCount out = 0;
  if (value.kind == Value::Kind::integer) {
    return value.integer >= 0 ? std::optional<WideCount>(value.integer) : std::nullopt;
  }
  for (const char c : value.text) {
    if (c < '0' || c > '9' || out > (WideCount{1} << 120)) {
      return std::nullopt;
    }
    out = out * 10 + (c - '0');
  }
  return out;
}

void shape_row(Row& row, Part& part) {
  LengthCell cell;
  cell.hour = row.time(time);
  const MaybeCount in = row.required_count(input_bin);
  const MaybeCount out = row.required_count(output_bin);
  const MaybeCount count = row.required_count(requests);
  cell.failed = row.count(failed).value_or(0);
  cell.input = row.required_count(input).value_or(0);
  cell.output = row.required_count(output).value_or(0);
  for (const auto& [slot, bin] : {std::pair(input_bin, in), std::pair(output_bin, out)}) {
    if (bin.value_or(0) >= length_bin_count) {
      row.reject(slot, "a bin from 0 to 80", row[slot].shown(), "bad-bin");
    }
  }
  const auto squares = wide(row[in_in]);
  const auto products = wide(row[in_out]);
  const auto out_squares = wide(row[out_out]);
  if (!squares || !products || !out_squares) {
    row.reject(!squares    ? in_in
               : !products ? in_out
                           : out_out,
               "a whole number >= 0",
               row[!squares    ? in_in
                   : !products ? in_out
                               : out_out]
                   .shown(),
               "bad-count");
  }
  if (!row.ok()) {
    return;
  }
  cell.model = part.names.model(row.text(model));
  cell.input_bin = static_cast<int>(in.value());
  cell.output_bin = static_cast<int>(out.value());
  cell.requests = count.value();
  cell.in_in = *squares;
  cell.in_out = *products;
  cell.out_out = *out_squares;
  part.cells.push_back(cell);
  part.skip();  // the minute rows have its traffic
}

void meaning(Row& row, Part& part) {
  if (row.text(kind) == "shape") {
    shape_row(row, part);
    return;
  }
  if (row.text(kind) != "minute") {
    row.reject(kind, "minute or shape", row[kind].shown(), "unknown-type");
    return;
  }
  const Instant start = row.time(time);
  const MaybeCount count = row.required_count(requests);
  const MaybeCount failures = row.count(failed);
  Stated stated;
  stated.input = row.required_count(input);
  stated.cache_read = row.count(cached);
  stated.cache_write = row.count(cache_write);
  stated.output = row.required_count(output);
  stated.reasoning = row.count(reasoning);
  if (!row.ok()) {
    return;
  }
  Record record = bucket(start, tokens_of(row, stated, {}, input), count);
  record.failed = failures.value_or(0);
  if (row.ok()) {
    part.emit(record, row.text(model));
  }
}

RowFormat format() {
  return {.fields = {"kind", "model", "t", "bi", "bo", "n", "n_failed", "s_in", "s_cached",
                     "s_cache_write", "s_out", "s_reasoning", "s_in2", "s_inout", "s_out2"},
          .meaning = meaning,
          .traits = {.grain = Grain::minute, .in_order = false, .lengths_in_cells = true}};
}

}  // namespace

Format warehouse_profile() {
  return {.id = "warehouse-profile",
          .title = "result of `rackrate profile --sql` (CSV)",
          .signatures = {{Container::csv, {"kind", "t", "bi", "bo", "n", "s_in", "s_out"}}},
          .open = rows(format)};
}

}  // namespace rackrate::ingest
