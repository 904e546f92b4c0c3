// SPDX-License-Identifier: Apache-2.0
// What providers charged, day by day: OpenAI's costs API and dashboard CSV, Anthropic's cost report
// (cents, as text) and console CSV, DeepSeek's cost CSV (yuan or dollars). Money only: each row is
// a line of a bill.
#include "ingest/formats/formats.hpp"
#include "ingest/ingest.hpp"
#include "ingest/paged_reader.hpp"
#include "ingest/reading.hpp"

#include <algorithm>
#include <cctype>

namespace rackrate::ingest {
namespace {

enum Slot { start, amount, currency, model, item, quantity, unit };

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

// `in`: how many of the amount's units one unit of its currency has.
void bill(Row& row, Part& part, double in) {
  BillLine line;
  line.start = row.time(start);
  if (!row.known(amount)) {
    if (row.ok()) {
      part.skip();  // a day without use
    }
    return;
  }
  const auto number = row.number(amount);
  if (!number) {
    row.reject(amount, "an amount of money, e.g. 0.70", row[amount].shown(), "bad-amount");
    return;
  }
  if (!row.ok()) {
    return;
  }
  MaybeCount whole;
  if (read_count(row[quantity], whole) == CountFault::none) {
    line.quantity = whole;
  }
  line.amount = *number / in;
  line.currency = row.known(currency) ? upper(row.text(currency)) : "USD";
  line.item = row.text(item);
  line.unit = row.text(unit);
  line.model = row.text(model);
  part.bill_line(std::move(line));
}

// "gpt-5-mini-2025-08-07, cached input": the model is before the comma.
void openai(Row& row, Part& part) {
  bill(row, part, 1);
  if (row.ok() && !part.bill.empty() && part.bill.back().model.empty()) {
    BillLine& line = part.bill.back();
    const auto comma = line.item.find(", ");
    line.model = comma == std::string::npos ? std::string() : line.item.substr(0, comma);
  }
}

void in_whole_units(Row& row, Part& part) { bill(row, part, 1); }
void in_cents(Row& row, Part& part) { bill(row, part, 100); }

RowFormat openai_api() {
  return {.fields = {"^start_time", "amount>value", "amount>currency", "model", "line_item",
                     "quantity", "quantity_unit"},
          .meaning = openai,
          .traits = {.grain = Grain::day, .in_order = false},
          .rows_at = "data>results"};
}

RowFormat openai_csv() {
  return {.fields = {"start_time", "amount_value", "amount_currency", "model", "line_item",
                     "quantity", "quantity_unit"},
          .meaning = openai,
          .traits = {.grain = Grain::day, .in_order = false}};
}

RowFormat anthropic_report() {
  return {.fields = {"^starting_at", "amount", "currency", "model", "description|token_type",
                     "quantity", "unit"},
          .meaning = in_cents,
          .traits = {.grain = Grain::day, .in_order = false},
          .rows_at = "data>results"};
}

RowFormat anthropic_csv() {
  return {.fields = {"usage_date_utc", "cost_usd", "currency", "model|model_version",
                     "token_type|description", "quantity", "unit"},
          .meaning = in_whole_units,
          .traits = {.grain = Grain::day, .in_order = false}};
}

RowFormat deepseek_csv() {
  return {.fields = {"start_time_iso|utc_date", "cost", "currency", "model", "wallet_type",
                     "quantity", "unit"},
          .meaning = in_whole_units,
          .traits = {.grain = Grain::day, .in_order = false}};
}

auto paged(RowFormat (*make)(), std::string_view start_key) {
  return [make, start_key](const Options&) {
    return std::make_unique<PagedReader>(make(), "has_more", "data", start_key);
  };
}

}  // namespace

Format openai_costs() {
  return {.id = "openai-costs",
          .title = "OpenAI costs API (JSON pages)",
          .signatures = {{Container::json, {"data[].results[].amount.value", "data[].start_time"}}},
          .open = paged(openai_api, "start_time")};
}

Format openai_dashboard_costs() {
  return {.id = "openai-dashboard-costs",
          .title = "OpenAI dashboard cost export (CSV)",
          .signatures = {{Container::csv, {"start_time", "end_time", "amount_value"}}},
          .open = rows(openai_csv)};
}

Format anthropic_costs() {
  return {.id = "anthropic-costs",
          .title = "Anthropic cost report (JSON pages)",
          .signatures = {{Container::json,
                          {"data[].starting_at", "data[].results[].amount",
                           "data[].results[].cost_type"}}},
          .open = paged(anthropic_report, "starting_at")};
}

Format anthropic_console_costs() {
  return {.id = "anthropic-console-costs",
          .title = "Anthropic console cost export (CSV)",
          .signatures = {{Container::csv, {"usage_date_utc", "cost_usd"}}},
          .open = rows(anthropic_csv)};
}

Format deepseek_costs() {
  return {.id = "deepseek-costs",
          .title = "DeepSeek cost export (CSV)",
          .signatures = {{Container::csv, {"start_time_iso|utc_date", "cost", "currency"}}},
          .open = rows(deepseek_csv)};
}

}  // namespace rackrate::ingest
