// SPDX-License-Identifier: Apache-2.0
// Any CSV or JSON with one request a row, by the names of its columns: those given with --columns,
// and otherwise exact well-known names. Nothing is guessed beyond them.
#include "core/spelling.hpp"
#include "ingest/formats/formats.hpp"
#include "ingest/ingest.hpp"
#include "ingest/name_columns.hpp"
#include "ingest/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rackrate::ingest {
namespace {

enum Slot {
  timestamp,
  input,
  output,
  cached,
  cache_write,
  write_5m,
  write_1h,
  reasoning,
  total,
  model,
  id,
  latency_s,
  latency_ms,
  ttft_s,
  ttft_ms,
  cost,
  failed,
  requests,
  slot_count
};

struct Known {
  std::string_view name;     // in --columns
  std::string_view columns;  // well-known names in files
};

constexpr std::array<Known, slot_count> known_fields = {{
    {"timestamp",
     "timestamp|ts|time|created_at|datetime|start_time|startTime|arrival_time|request_time|"
     "Timestamp|TIMESTAMP|created"},
    {"input",
     "input_tokens|prompt_tokens|input_length|tokens_in|in_tokens|prompt_len|num_input_tokens|"
     "ContextTokens|in_total"},
    {"output",
     "output_tokens|completion_tokens|output_length|tokens_out|out_tokens|output_len|"
     "num_output_tokens|GeneratedTokens|out_total"},
    {"cached",
     "cached_tokens|cache_read_input_tokens|cache_read_tokens|input_cached_tokens|"
     "cache_read_in"},
    {"cache_write", "cache_creation_input_tokens|cache_write_tokens|cache_write_input_tokens"},
    {"cache_write_5m", "cache_write_5m_tokens|ephemeral_5m_input_tokens|cache_write_5m_in"},
    {"cache_write_1h", "cache_write_1h_tokens|ephemeral_1h_input_tokens|cache_write_1h_in"},
    {"reasoning", "reasoning_tokens|reasoning_out|reasoning_output_tokens"},
    {"total", "total_tokens"},
    {"model", "model|model_name"},
    {"id", "request_id|id"},
    {"latency_s", "latency_s|duration_s"},
    {"latency_ms", "latency_ms|duration_ms"},
    {"ttft_s", "ttft_s"},
    {"ttft_ms", "ttft_ms|time_to_first_token_ms"},
    {"cost", "cost_usd|cost"},
    {"failed", "failed"},
    {"requests", "requests|num_requests"},
}};

// Other names people use in --columns for the same things.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> short_names = {
    {{"ts", "timestamp"},
     {"time", "timestamp"},
     {"in", "input"},
     {"out", "output"},
     {"cache_read", "cached"},
     {"request_id", "id"}}};

constexpr std::array<std::pair<std::string_view, TimeUnit>, 4> units = {
    {{"timestamp_s", TimeUnit::s},
     {"timestamp_ms", TimeUnit::ms},
     {"timestamp_us", TimeUnit::us},
     {"timestamp_ns", TimeUnit::ns}}};

// A nested key is written with dots on the command line.
std::string path_of(std::string_view column) {
  std::string path(column);
  std::replace(path.begin(), path.end(), '.', '>');
  return path;
}

class Generic : public RowReader {
 public:
  static std::unique_ptr<Generic> make(const Options& options) {
    TimeUnit unit = TimeUnit::by_size;
    std::vector<std::string> paths;
    for (const Known& known : known_fields) {
      paths.emplace_back(known.columns);
    }
    std::vector<std::string> tags;
    for (const auto& [ours, column] : options.columns) {
      std::string name = ours;
      for (const auto& [other, full] : short_names) {
        name = name == other ? std::string(full) : name;
      }
      for (const auto& [with_unit, meant] : units) {
        if (name == with_unit) {
          name = "timestamp";
          unit = meant;
        }
      }
      const auto found = std::find_if(known_fields.begin(), known_fields.end(),
                                      [&](const Known& known) { return known.name == name; });
      // A column whose own name has a dot is meant before a nested key.
      const std::string path = column == path_of(column) ? column : column + "|" + path_of(column);
      if (found != known_fields.end()) {
        paths[static_cast<std::size_t>(found - known_fields.begin())] = path;
      } else {
        tags.push_back(name);
        paths.push_back(path);
      }
    }
    return std::make_unique<Generic>(std::move(paths), std::move(tags), unit);
  }

  Generic(const std::vector<std::string>& paths, std::vector<std::string> tags, TimeUnit unit)
      : RowReader({.fields = FieldList(paths), .meaning = {}}),
        tags_(std::move(tags)),
        unit_(unit) {
    format_.meaning = [this](Row& row, Part& part) { meaning(row, part); };
  }

  void read(io::Input& file, const Head& head, Intake& intake) override {
    for (const std::size_t slot : {timestamp, input, output}) {
      require(file, head, slot);
    }
    for (std::size_t i = 0; i < tags_.size(); ++i) {
      require(file, head, slot_count + i);
    }
    RowReader::read(file, head, intake);
  }

 private:
  void require(const io::Input& file, const Head& head, std::size_t slot) const {
    const std::string& first = format_.fields.path(slot);
    const std::string spellings = format_.fields.alternatives(slot);
    for (const std::string_view path : split(spellings, '|')) {
      std::string dotted(path);
      std::replace(dotted.begin(), dotted.end(), '>', '.');
      if (head.has(dotted)) {
        return;
      }
    }
    const std::string name =
        slot < slot_count ? std::string(known_fields[slot].name) : tags_[slot - slot_count];
    Diagnostic d;
    d.where = io::locate(file.name(), head.text(), 0);
    d.where.column = 0;
    d.field = fmt::format("column '{}'", first);
    d.expected = fmt::format("a column for the {}", name);
    d.got = columns_found(head);
    d.code = "missing-column";
    const std::string near = did_you_mean(first, head.columns());
    d.hint = near.empty() ? fmt::format("name it: --columns {}=NAME", name) : near;
    throw InputError(ExitCode::input_data, std::move(d));
  }

  void meaning(Row& row, Part& part) const {
    Record record;
    record.at = row.time(timestamp, unit_, true);
    Stated stated;
    stated.input = row.required_count(input);
    stated.output = row.required_count(output);
    stated.cache_read = row.count(cached);
    stated.cache_write = row.count(cache_write);
    stated.cache_write_5m = row.count(write_5m);
    stated.cache_write_1h = row.count(write_1h);
    stated.reasoning = row.count(reasoning);
    stated.total = row.count(total);
    const MaybeCount count = row.count(requests);
    if (row.ok()) {
      record.tokens = tokens_of(row, stated, {}, total);
    }
    if (!row.ok()) {
      return;
    }
    record.requests = row.known(requests) ? count : MaybeCount(1);
    const auto flag = row.flag(failed);
    record.failed = flag.value_or(without_output(record.tokens)) ? 1 : 0;
    record.latency_s = row.known(latency_s) ? seconds_of(row.number(latency_s), 1)
                                            : seconds_of(row.number(latency_ms), 1e-3);
    record.ttft_s = row.known(ttft_s) ? seconds_of(row.number(ttft_s), 1)
                                      : seconds_of(row.number(ttft_ms), 1e-3);
    record.cost_usd = usd_of(row.number(cost));
    part.relative = part.relative || record.at < earliest_plausible;
    for (std::size_t i = 0; i < tags_.size(); ++i) {
      part.tag(tags_[i], row.text(slot_count + i));
    }
    part.emit(record, row.text(model), row.text(id));
  }

  std::vector<std::string> tags_;
  TimeUnit unit_;
};

}  // namespace

Format generic() {
  const std::vector<std::string_view> needs = {
      known_fields[timestamp].columns, known_fields[input].columns, known_fields[output].columns};
  return {.id = "generic",
          .title = "any CSV or JSON Lines by the names of its columns",
          .signatures = {{Container::csv, needs}, {Container::json, needs}},
          .open = [](const Options& options) { return Generic::make(options); }};
}

}  // namespace rackrate::ingest
