// SPDX-License-Identifier: Apache-2.0
// Cursor's usage events, CSV, newest first. In spite of their names the columns are disjoint:
// "Input (w/ Cache Write)" is the cache write alone. `Cost` may be text, such as "Included".
#include "ingest/formats/formats.hpp"
#include "ingest/reading.hpp"

namespace rackrate::ingest {
namespace {

enum Slot { date, user, kind, model, write, uncached, cache_read, output, total, cost };

void meaning(Row& row, Part& part) {
  Record record;
  record.at = row.time(date);
  Stated stated;
  stated.input = row.required_count(uncached);
  stated.cache_write = row.count(write);
  stated.cache_read = row.count(cache_read);
  stated.output = row.required_count(output);
  stated.total = row.count(total);
  if (row.ok()) {
    record.tokens = tokens_of(row, stated, {.input = Input::excludes_cache}, total);
  }
  if (!row.ok()) {
    return;
  }
  const bool errored = row.text(kind).substr(0, 7) == "Errored";
  record.failed = errored || without_output(record.tokens) ? 1 : 0;
  std::string_view amount = row.text(cost);
  amount.remove_prefix(amount.substr(0, 1) == "$" ? 1 : 0);
  record.cost_usd = usd_of(read_number(Value::of_cell(amount)));
  part.tag("user", row.text(user));
  part.emit(record, row.text(model));
}

RowFormat format() {
  return {.fields = {"Date", "User", "Kind", "Model", "Input (w/ Cache Write)",
                     "Input (w/o Cache Write)", "Cache Read", "Output Tokens|Output",
                     "Total Tokens", "Cost|Cost ($)"},
          .meaning = meaning,
          .traits = {.in_order = false}};
}

}  // namespace

Format cursor() {
  return {.id = "cursor",
          .title = "Cursor usage events (CSV)",
          .signatures = {{Container::csv, {"Date", "Input (w/o Cache Write)", "Cache Read"}}},
          .open = rows(format)};
}

}  // namespace rackrate::ingest
