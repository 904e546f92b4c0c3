// SPDX-License-Identifier: Apache-2.0
// Azure LLM inference traces of 2023 and 2024 (github.com/Azure/AzurePublicDataset): one request a
// line, `TIMESTAMP,ContextTokens,GeneratedTokens`. The 2024 files have tens of millions of rows, so
// the usual line is read without looking at it twice; any other goes the general way, which also
// words the message.
#include "ingest/formats/formats.hpp"
#include "ingest/ingest.hpp"
#include "ingest/reading.hpp"

#include <array>
#include <cstring>

namespace rackrate::ingest {
namespace {

enum Slot { timestamp, context, generated };

void meaning(Row& row, Part& part) {
  Record record;
  record.at = row.time(timestamp);
  record.tokens.input = row.required_count(context);
  record.tokens.output = row.required_count(generated);
  if (row.ok()) {
    record.failed = without_output(record.tokens) ? 1 : 0;
    part.emit(record);
  }
}

RowFormat general() {
  return {.fields = {"TIMESTAMP", "ContextTokens", "GeneratedTokens"}, .meaning = meaning};
}

// A decimal number at the front of `text`, at most 9 digits; -1 if there is none.
std::int64_t take_number(std::string_view& text) {
  std::int64_t value = 0;
  std::size_t at = 0;
  while (at < text.size() && at < 10) {
    const unsigned digit = static_cast<unsigned>(text[at]) - '0';
    if (digit > 9) {
      break;
    }
    value = value * 10 + static_cast<std::int64_t>(digit);
    ++at;
  }
  text.remove_prefix(at);
  return at == 0 || at == 10 ? -1 : value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

// Records on their way to the sink; few enough to stay in the first-level cache.
class Batch {
 public:
  explicit Batch(Sink& sink) : sink_(&sink) {}
  void add(Instant at, std::int64_t input, std::int64_t output) {
    Record& record = records_[size_];
    record.at = at;
    record.tokens.input = MaybeCount(input);
    record.tokens.output = MaybeCount(output);
    record.failed = output == 0 ? 1 : 0;
    if (++size_ == records_.size()) {
      flush();
    }
  }
  void flush() {
    if (size_ > 0) {
      sink_->consume(std::span(records_).first(size_));
      total_ += static_cast<std::int64_t>(size_);
      size_ = 0;
    }
  }
  std::int64_t total() const { return total_; }

 private:
  Sink* sink_;
  std::array<Record, 256> records_{};
  std::size_t size_ = 0;
  std::int64_t total_ = 0;
};

class AzureTrace : public RowReader {
 public:
  AzureTrace() : RowReader(general()), columns_(format_.fields, usual_header()) {}

  void read(io::Input& input, const Head& head, Intake& intake) override {
    const std::vector<std::string> usual = {"TIMESTAMP", "ContextTokens", "GeneratedTokens"};
    if (head.columns() != usual) {
      RowReader::read(input, head, intake);
      return;
    }
    intake.traits(format_.traits);
    const std::string& file = input.name();
    Progress progress{file, 0, 0, input.size_on_disk()};
    Chunks chunks(input, Split::csv_rows);
    in_order(
        chunks, thread_count(intake.options()),
        [&](const Chunk& chunk) { return part_of(chunk, file, intake.fork()); },
        [&](Part part, const Chunk& chunk) {
          progress.bytes += chunk.text.size();
          progress.rows += part.rows;
          intake.add(std::move(part));
          if (intake.options().progress) {
            intake.options().progress(progress);
          }
        });
  }

 private:
  // One line at a time off the front of the chunk, as long as lines are of the usual form.
  Part part_of(const Chunk& chunk, const std::string& file, std::unique_ptr<Sink> sink) const {
    Part part;
    part.sink = std::move(sink);
    Batch batch(*part.sink);
    FastClock clock;
    std::string_view rest = chunk.text;
    bool header = chunk.index == 0;
    while (!rest.empty()) {
      std::string_view ahead = rest;
      const auto at = header ? std::nullopt : clock.take(ahead);
      if (at && usual_end(ahead, part, batch, *at, rest, file)) {
        continue;
      }
      general_row(rest, header, part, batch, file);
      header = false;
    }
    batch.flush();
    part.consumed = batch.total();
    return part;
  }

  // The rest of the line behind its time. False, and nothing done, if it is not as usual.
  static bool usual_end(std::string_view ahead, Part& part, Batch& batch, Instant at,
                        std::string_view& rest, const std::string& file) {
    if (!take(ahead, 'Z') && !ahead.empty() && ahead.front() == '+') {
      if (ahead.substr(0, 6) != "+00:00") {
        return false;
      }
      ahead.remove_prefix(6);
    }
    if (!take(ahead, ',')) {
      return false;
    }
    const std::int64_t input = take_number(ahead);
    if (input < 0 || !take(ahead, ',')) {
      return false;
    }
    const std::int64_t output = take_number(ahead);
    take(ahead, '\r');
    const bool ended = take(ahead, '\n');
    if (output < 0 || (!ended && !ahead.empty()) || at < earliest_plausible) {
      return false;
    }
    part.order.step(at, [&] { return io::locate(file, rest, 0, part.lines + 1); });
    batch.add(at, input, output);
    ++part.rows;
    part.lines += ended ? 1 : 0;
    rest = ahead;
    return true;
  }

  // Any other row: through the reader that words messages, and then into the same batch.
  void general_row(std::string_view& rest, bool header, Part& part, Batch& batch,
                   const std::string& file) const {
    io::CsvReader reader(rest, part.lines + 1);
    io::CsvRow row;
    const bool found = reader.next(row);
    const std::string_view text = rest.substr(0, reader.offset());
    if (found && !header) {
      RowLoop loop(format_, file, part);
      loop.csv_row(row, columns_, text.substr(row.offset));
      for (const Record& record : part.records) {
        batch.add(record.at, record.tokens.input.value(), record.tokens.output.value());
      }
      part.records.clear();
    }
    part.lines += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    rest.remove_prefix(text.size());
  }

  static io::CsvHeader usual_header() {
    io::CsvReader reader("TIMESTAMP,ContextTokens,GeneratedTokens");
    io::CsvRow row;
    reader.next(row);
    return io::CsvHeader(row);
  }

  CsvColumns columns_;
};

}  // namespace

Format azure_trace() {
  return {.id = "azure-trace",
          .title = "Azure LLM inference trace 2023/2024 (CSV)",
          .signatures = {{Container::csv, {"TIMESTAMP", "ContextTokens", "GeneratedTokens"}}},
          .open = [](const Options&) { return std::make_unique<AzureTrace>(); }};
}

}  // namespace rackrate::ingest
