// SPDX-License-Identifier: Apache-2.0
#include "core/error.hpp"
#include "ingest/row_reader.hpp"
#include "io/json.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace rackrate::ingest {
namespace {

// Every row is one of these, so the sum grows by one with every row.
std::int64_t accounted(const Part& part) {
  return static_cast<std::int64_t>(part.records.size()) + part.rejects.count() + part.skipped +
         part.merged + part.bill_rows + part.held;
}

}  // namespace

RowLoop::RowLoop(const RowFormat& format, const std::string& file, Part& part)
    : format_(&format), file_(&file), part_(&part), row_(format.fields, file) {}

void RowLoop::csv_row(const io::CsvRow& row, const CsvColumns& columns, std::string_view text) {
  row_.bind(row, columns, text);
  if (row.cells.size() > columns.header_size()) {
    row_.reject(fmt::format("{} cells, as the header has", columns.header_size()),
                fmt::format("{}", row.cells.size()), "ragged-row",
                "a text with a comma in it needs quotes");
  }
  finish();
}

bool RowLoop::value(std::string_view raw, std::size_t line, std::size_t readable_after) {
  raw_ = raw;
  line_ = line;
  const io::JsonView root = parser_.parse(raw, readable_after);
  if (!root) {
    return false;
  }
  if (format_->page) {
    format_->page(root, *part_, *file_);
  }
  if (format_->walk) {
    format_->walk(root, *this);
  } else {
    rows_in(root, format_->rows_at, {});
  }
  return true;
}

void RowLoop::rows_in(const io::JsonView& object, std::string_view rows_at,
                      const std::string& path) {
  if (rows_at.empty()) {
    row(object, path);
    return;
  }
  const std::size_t end = rows_at.find('>');
  const std::string_view key = rows_at.substr(0, end);
  const bool last = end == std::string_view::npos;
  const io::JsonView array = object.find(key);
  const std::string below = fmt::format("{}{}{}>", path, path.empty() ? "" : ">", key);
  if (array.kind() != io::JsonView::Kind::array) {
    row_.bind(object, raw_, line_, path);
    row_.reject(fmt::format("a list '{}'", key), "an object without it", "missing-value");
    finish();
    return;
  }
  io::JsonItems items(array);
  io::JsonView item;
  std::size_t index = 0;
  for (; items.next(item); ++index) {
    if (last) {
      row(item, below + std::to_string(index), &object);
    } else {
      rows_in(item, rows_at.substr(end + 1), below + std::to_string(index));
    }
  }
  if (index == 0 && !path.empty()) {  // a bucket without use
    ++part_->rows;
    part_->skip();
  }
}

void RowLoop::row(const io::JsonView& object, std::string path, const io::JsonView* parent) {
  row_.bind(object, raw_, line_, std::move(path), parent);
  if (object.kind() != io::JsonView::Kind::object) {
    row_.reject("an object", Value::of_json(object).shown(), "bad-json");
  }
  finish();
}

void RowLoop::finish() {
  const std::int64_t before = accounted(*part_);
  const std::size_t records = part_->records.size();
  ++part_->rows;
  if (row_.ok()) {
    format_->meaning(row_, *part_);
  }
  if (!row_.ok()) {
    check(part_->records.size() == records, "a rejected row was emitted");
    part_->rejects.add(*row_.fault(), row_.shown());
    part_->drop_tags();
  } else if (part_->records.size() > records && format_->traits.in_order) {
    part_->order.step(part_->records.back().at, [this] { return row_.time_location(); });
  }
  part_->zoneless = part_->zoneless || row_.zoneless();
  check(accounted(*part_) == before + 1, "a row was not accounted for");
}

Diagnostic RowLoop::fault(std::string_view raw, std::size_t line) const {
  Diagnostic d;
  try {
    static_cast<void>(
        io::parse_json(io::Source::from_text(*file_, std::string(raw)), ExitCode::input_data));
    // The two parsers differ on numbers past 64 bits and on depth.
    d.where = io::locate(*file_, raw, 0, 1);
    d.field = "JSON";
    d.expected = "a JSON value";
    d.got = parser_.fault();
    d.code = "bad-json";
    d.hint = "correct the line";
  } catch (const InputError& error) {
    d = error.diagnostics().front();
  }
  d.where.line += line - 1;
  return d;
}

void RowLoop::reject(Diagnostic why, std::string_view raw) {
  why.severity = Severity::warning;
  ++part_->rows;
  part_->rejects.add(std::move(why), raw);
}

}  // namespace rackrate::ingest
