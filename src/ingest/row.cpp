// SPDX-License-Identifier: Apache-2.0
#include "ingest/row.hpp"

#include "ingest/chunks.hpp"
#include "io/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace rackrate::ingest {
namespace {

constexpr int no_rank = std::numeric_limits<int>::max();
constexpr std::string_view whole_number = "a whole number >= 0";
constexpr std::string_view a_time = "a time, e.g. 2026-03-02T09:00:00Z or Unix seconds";

// The usual form first: YYYY-MM-DD hh:mm:ss[.f] in UTC.
std::optional<ParsedTime> parsed(const Value& value, TimeUnit unit, FastClock& clock) {
  std::string_view rest = value.text;
  if (value.kind == Value::Kind::text) {
    const auto at = clock.take(rest);
    if (at && (rest.empty() || rest == "Z" || rest == "+00:00")) {
      return ParsedTime{*at, !rest.empty(), false};
    }
  }
  switch (value.kind) {
    case Value::Kind::integer: return time_of(value.integer, unit);
    case Value::Kind::real: return time_of(value.real, unit);
    case Value::Kind::text: return parse_time(value.text, unit);
    default: return std::nullopt;
  }
}

// The node at `path` below `node`, as far down as it exists.
const io::Node& walk(const io::Node& node, std::string_view path) {
  const io::Node* at = &node;
  for (const std::string_view key : split(path, '>')) {
    const io::Node* next = at->find(key);
    if (const io::Node::Array* items = at->array()) {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
      next = error == std::errc{} && index < items->size() ? &(*items)[index] : nullptr;
    }
    if (next == nullptr) {
      break;
    }
    at = next;
  }
  return *at;
}

}  // namespace

CsvColumns::CsvColumns(const FieldList& fields, const io::CsvHeader& header)
    : header_size_(header.names().size()) {
  for (const FieldList::Step& step : fields.level(0).steps) {
    if (const auto column = header.find(step.key)) {
      uses_.push_back({*column, &step});
    }
  }
}

Row::Row(const FieldList& fields, const std::string& file)
    : fields_(&fields),
      file_(&file),
      values_(fields.size()),
      ranks_(fields.size()),
      cell_offsets_(fields.size()) {}

void Row::clear(std::string_view raw, std::size_t line) {
  std::fill(values_.begin(), values_.end(), Value{});
  std::fill(ranks_.begin(), ranks_.end(), no_rank);
  raw_ = raw;
  line_ = line;
  fault_.reset();
  nested_used_ = 0;
  time_slot_.reset();
  labels_.clear();
  if (raw.data() != positions_of_) {
    positions_of_ = nullptr;
  }
}

void Row::bind(const io::CsvRow& row, const CsvColumns& columns, std::string_view text) {
  clear(text.substr(0, text.find_last_not_of("\r\n") + 1), row.line);
  csv_ = true;
  for (const CsvColumns::Use& use : columns.uses()) {
    if (use.step->slot >= 0) {
      cell_offsets_[static_cast<std::size_t>(use.step->slot)].reset();
    }
    if (use.column >= row.cells.size()) {
      continue;
    }
    put(*use.step, Value::of_cell(row.cells[use.column]));
    if (use.step->slot >= 0 && ranks_[static_cast<std::size_t>(use.step->slot)] == use.step->rank) {
      cell_offsets_[static_cast<std::size_t>(use.step->slot)] =
          row.offsets[use.column] - row.offset;
    }
  }
}

void Row::bind(const io::JsonView& object, std::string_view raw, std::size_t line, std::string path,
               const io::JsonView* parent) {
  clear(raw, line);
  csv_ = false;
  path_ = std::move(path);
  if (parent != nullptr) {
    io::JsonMembers members(*parent);
    std::string_view key;
    io::JsonView value;
    while (members.next(key, value)) {
      for (const FieldList::Step& step : fields_->level(0).steps) {
        if (step.key.front() == '^' && std::string_view(step.key).substr(1) == key) {
          put(step, Value::of_json(value));
        }
      }
    }
  }
  fill(object, 0);
}

void Row::fill(const io::JsonView& object, int level) {
  const FieldList::Level& wanted = fields_->level(level);
  io::JsonMembers members(object);
  std::string_view key;
  while (members.next(key)) {
    if (!wanted.may_hold(key)) {
      continue;
    }
    for (const FieldList::Step& step : wanted.steps) {
      if (step.key == key) {
        put(step, Value::of_json(members.value()));
      }
    }
  }
}

// A spelling counts if it is present and better than what the slot holds; a null only fills an
// empty slot.
void Row::put(const FieldList::Step& step, const Value& value) {
  if (step.slot >= 0) {
    const auto slot = static_cast<std::size_t>(step.slot);
    const bool better = value.known() ? step.rank <= ranks_[slot] || !values_[slot].known()
                                      : !values_[slot].known() && step.rank <= ranks_[slot];
    if (better) {
      values_[slot] = value;
      ranks_[slot] = step.rank;
    }
  }
  if (step.next < 0) {
    return;
  }
  if (value.kind == Value::Kind::json) {
    fill(value.json, step.next);
  } else if (value.kind == Value::Kind::text) {
    fill(nested(value.text), step.next);
  }
}

std::string_view Row::text(std::size_t slot) const {
  const Value& value = values_[slot];
  if (value.kind == Value::Kind::integer) {
    return labels_.emplace_back(std::to_string(value.integer));
  }
  return value.kind == Value::Kind::text ? value.text : std::string_view();
}

io::JsonView Row::json(std::size_t slot) {
  const Value& value = values_[slot];
  return value.kind == Value::Kind::json   ? value.json
         : value.kind == Value::Kind::text ? nested(value.text)
                                           : io::JsonView();
}

io::JsonView Row::nested(std::string_view text) {
  if (nested_used_ == nested_.size()) {
    nested_.emplace_back();
  }
  return nested_[nested_used_++].parse(text);
}

MaybeCount Row::count_at(std::size_t slot, bool required) {
  MaybeCount out;
  const CountFault fault = read_count(values_[slot], out);
  if (fault == CountFault::none && (out.known() || !required)) {
    return out;
  }
  const char* const code = fault == CountFault::negative    ? "negative-count"
                           : fault == CountFault::too_large ? "huge-count"
                           : fault == CountFault::not_whole ? "bad-count"
                                                            : "missing-value";
  reject(slot, std::string(whole_number), values_[slot].shown(), code);
  return MaybeCount::unknown();
}

MaybeCount Row::count(std::size_t slot) { return count_at(slot, false); }
MaybeCount Row::required_count(std::size_t slot) { return count_at(slot, true); }

Instant Row::time(std::size_t slot, TimeUnit unit, bool relative) {
  const Value& value = values_[slot];
  time_slot_ = time_slot_.value_or(slot);
  if (!value.known()) {
    reject(slot, std::string(a_time), value.shown(), "missing-value");
    return {};
  }
  const auto time = parsed(value, unit, clock_);
  if (!time) {
    reject(slot, std::string(a_time), value.shown(), "bad-time");
    return {};
  }
  if (relative && time->number && time->at.ns < 0) {
    reject(slot, "a time counted from zero", value.shown(), "bad-time");
  } else if (!(relative && time->number) && time->at < earliest_plausible) {
    reject(slot, "a time after 1990", value.shown(), "bad-time");
  }
  zoneless_ = zoneless_ || !time->zone_stated;
  return time->at;
}

std::optional<Instant> Row::maybe_time(std::size_t slot, TimeUnit unit) {
  return known(slot) ? std::optional(time(slot, unit)) : std::nullopt;
}

void Row::reject(std::size_t slot, std::string expected, std::string got, std::string code,
                 std::string hint) {
  if (fault_) {
    return;
  }
  Diagnostic d;
  d.severity = Severity::warning;
  d.where = locate(slot);
  d.field = field_name(slot);
  d.expected = std::move(expected);
  d.got = std::move(got);
  d.code = std::move(code);
  d.hint = std::move(hint);
  fault_ = std::move(d);
}

void Row::reject(std::string expected, std::string got, std::string code, std::string hint) {
  if (fault_) {
    return;
  }
  Diagnostic d;
  d.severity = Severity::warning;
  d.where = io::locate(*file_, raw_, 0, line_);
  d.where.column = 0;
  d.field = "row";
  d.expected = std::move(expected);
  d.got = std::move(got);
  d.code = std::move(code);
  d.hint = std::move(hint);
  fault_ = std::move(d);
}

std::string Row::field_name(std::size_t slot) const {
  const int rank = ranks_[slot];
  std::string path = fields_->path(slot, rank == no_rank ? 0 : static_cast<std::size_t>(rank));
  std::replace(path.begin(), path.end(), '>', '.');
  path.erase(0, path.front() == '^' ? 1 : 0);
  return fmt::format("{} '{}'", csv_ ? "column" : "key", path);
}

std::optional<std::size_t> Row::offset_of(std::size_t slot) const {
  if (csv_) {
    return cell_offsets_[slot];
  }
  // Views know no position, so the text is parsed once more; only messages need this. Rows of one
  // long document share the work.
  if (positions_of_ != raw_.data()) {
    positions_of_ = raw_.data();
    positions_.reset();
    try {
      positions_ =
          io::parse_json(io::Source::from_text(*file_, std::string(raw_)), ExitCode::input_data);
    } catch (const InputError&) {
      return std::nullopt;
    }
  }
  if (!positions_) {
    return std::nullopt;
  }
  const int rank = ranks_[slot];
  std::string_view field =
      fields_->path(slot, rank == no_rank ? 0 : static_cast<std::size_t>(rank));
  std::string_view path = path_;
  if (field.front() == '^') {
    field.remove_prefix(1);
    path = path.substr(0, path.rfind('>', path.rfind('>') - 1));
  }
  const io::Node& object = path.empty() ? positions_->root : walk(positions_->root, path);
  return walk(object, field).offset;
}

std::string_view Row::shown() const {
  if (csv_ || path_.empty()) {
    return raw_;
  }
  if (!positions_ || positions_of_ != raw_.data()) {
    return {};
  }
  const std::size_t begin = walk(positions_->root, path_).offset;
  const std::size_t end = json_value_end(raw_, begin);
  return raw_.substr(begin, end - begin);
}

Location Row::locate(std::size_t slot) const {
  const auto offset = offset_of(slot);
  Location where = io::locate(*file_, raw_, offset.value_or(0), line_);
  if (!offset) {
    where.column = 0;
  }
  return where;
}

Location Row::time_location() const {
  return time_slot_ ? locate(*time_slot_) : io::locate(*file_, raw_, 0, line_);
}

}  // namespace rackrate::ingest
