// SPDX-License-Identifier: Apache-2.0
#include "ingest/row_reader.hpp"

#include "io/csv.hpp"

#include <algorithm>
#include <cstring>
#include <deque>
#include <future>
#include <thread>

namespace rackrate::ingest {
namespace {

std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n,") == std::string_view::npos;
}

void note_unfinished(Part& part, const std::string& file, std::string_view line,
                     std::size_t number) {
  Diagnostic d;
  d.severity = Severity::note;
  d.where = io::locate(file, line, 0, number);
  d.where.column = 0;
  d.field = "last line";
  d.expected = "a whole JSON object";
  d.got = "one that is cut off";
  d.code = "unfinished-line";
  d.hint = "left out: the file was still being written";
  part.note(std::move(d));
  ++part.rows;
  part.skip();
}

Diagnostic unclosed_array(const std::string& file, std::string_view text) {
  Diagnostic d;
  d.where = io::locate(file, text, text.size());
  d.field = "JSON";
  d.expected = "a closing ']'";
  d.got = "the end of it";
  d.code = "truncated-json";
  d.hint = "the text is cut short: export or download it again";
  return d;
}

void list_ignored(const Head& head, const FieldList& fields, std::string_view rows_at,
                  FileReport& report) {
  if (!rows_at.empty()) {
    return;  // the columns of the head are those of the page
  }
  for (const std::string& column : head.columns()) {
    if (!fields.wants(column)) {
      report.ignored_columns.push_back(column);
    }
  }
}

}  // namespace

unsigned thread_count(const Options& options) {
  return options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
}

void in_order(Chunks& chunks, unsigned threads, const std::function<Part(const Chunk&)>& work,
              const std::function<void(Part, const Chunk&)>& join) {
  if (threads <= 1) {
    while (const auto chunk = chunks.next()) {
      join(work(*chunk), *chunk);
    }
    return;
  }
  struct Task {
    std::shared_ptr<const Chunk> chunk;
    std::future<Part> part;
  };
  std::deque<Task> tasks;
  const auto join_first = [&] {
    Task task = std::move(tasks.front());
    tasks.pop_front();
    join(task.part.get(), *task.chunk);
  };
  while (auto next = chunks.next()) {
    auto chunk = std::make_shared<const Chunk>(std::move(*next));
    tasks.push_back(
        {chunk, std::async(std::launch::async, [&work, chunk] { return work(*chunk); })});
    if (tasks.size() > threads) {
      join_first();
    }
  }
  while (!tasks.empty()) {
    join_first();
  }
}

void RowReader::read(io::Input& input, const Head& head, Intake& intake) {
  const std::string& file = input.name();
  intake.traits(format_.traits);
  list_ignored(head, format_.fields, format_.rows_at, intake.file());
  const bool csv = head.container() == Container::csv;
  const bool lines = head.layout() == JsonLayout::lines;
  Chunks chunks(input, csv ? Split::csv_rows : lines ? Split::lines : Split::json_values);
  std::optional<CsvColumns> columns;
  if (csv) {
    std::string names;
    for (const std::string_view name : format_.headerless) {
      names.append(names.empty() ? "" : ",").append(name);
    }
    io::CsvReader reader(names.empty() ? head.text() : std::string_view(names));
    io::CsvRow row;
    reader.next(row);
    columns.emplace(format_.fields, io::CsvHeader(row));
  }
  Progress progress{file, 0, 0, input.size_on_disk()};
  try {
    in_order(
        chunks, format_.sequential ? 1 : thread_count(intake.options()),
        [&](const Chunk& chunk) {
          return csv     ? csv_part(chunk, file, *columns)
                 : lines ? lines_part(chunk, file)
                         : values_part(chunk, file);
        },
        [&](Part part, const Chunk& chunk) {
          progress.bytes += chunk.text.size();
          progress.rows += part.rows;
          intake.add(std::move(part));
          if (intake.options().progress) {
            intake.options().progress(progress);
          }
        });
  } catch (const InputError& error) {
    // A part counts lines from its own start; all parts before it are joined by now.
    std::vector<Diagnostic> diagnostics = error.diagnostics();
    for (Diagnostic& diagnostic : diagnostics) {
      diagnostic.where.line += diagnostic.where.line > 0 ? intake.lines() : 0;
    }
    throw InputError(error.code(), std::move(diagnostics));
  }
}

Part RowReader::csv_part(const Chunk& chunk, const std::string& file,
                         const CsvColumns& columns) const {
  Part part;
  RowLoop loop(format_, file, part);
  io::CsvReader reader(chunk.text);
  io::CsvRow row;
  bool header = chunk.index == 0 && format_.headerless.empty();
  while (reader.next(row)) {
    if (header) {
      header = false;
      continue;
    }
    const std::size_t end = reader.offset();
    loop.csv_row(row, columns, chunk.text.substr(row.offset, end - row.offset));
  }
  if (reader.unclosed_quote()) {
    Diagnostic d;
    d.severity = Severity::warning;
    d.where = io::locate(file, chunk.text.substr(row.offset), 0, row.line);
    d.field = "row";
    d.expected = "a closing '\"'";
    d.got = "the end of the file";
    d.code = "unclosed-quote";
    d.hint = "what follows the quote was read as one cell; close it, or export the file again";
    part.note(std::move(d));
  }
  part.lines = lines_in(chunk.text);
  return part;
}

Part RowReader::lines_part(const Chunk& chunk, const std::string& file) const {
  Part part;
  RowLoop loop(format_, file, part);
  std::string_view rest = chunk.text;
  if (chunk.index == 0 && rest.substr(0, 3) == "\xef\xbb\xbf") {
    rest.remove_prefix(3);
  }
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const void* const found = std::memchr(rest.data(), '\n', rest.size());
    const std::size_t end =
        found == nullptr ? rest.size()
                         : static_cast<std::size_t>(static_cast<const char*>(found) - rest.data());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    part.lines += found == nullptr ? 0 : 1;
    const std::size_t readable = rest.size() + chunk.readable_after;
    if (blank(line) || loop.value(line, number, readable)) {
      continue;
    }
    Diagnostic why = loop.fault(line, number);
    const bool only_line = chunk.index == 0 && number == 1 && readable == 0;
    if (found == nullptr && format_.unfinished && !only_line) {
      note_unfinished(part, file, line, number);
    } else if (only_line) {
      throw InputError(ExitCode::input_data, std::move(why));
    } else {
      loop.reject(std::move(why), line);
    }
  }
  return part;
}

Part RowReader::values_part(const Chunk& chunk, const std::string& file) const {
  Part part;
  RowLoop loop(format_, file, part);
  const bool document = !format_.rows_at.empty() || format_.walk;
  std::size_t end = 0;
  for (const Piece& piece : chunk.pieces) {
    const std::string_view raw = chunk.text.substr(piece.offset, piece.size);
    end = piece.offset + piece.size;
    const std::size_t readable = chunk.text.size() - end + chunk.readable_after;
    if (loop.value(raw, piece.lines_before + 1, readable)) {
      continue;
    }
    Diagnostic why = loop.fault(raw, piece.lines_before + 1);
    if (document) {
      throw InputError(ExitCode::input_data, std::move(why));
    }
    loop.reject(std::move(why), raw);
  }
  if (!chunk.tail.empty()) {
    const std::size_t begin =
        std::min(chunk.text.find_first_not_of(" \t\r\n,", end), chunk.text.size());
    const std::string_view rest = chunk.text.substr(begin);
    throw InputError(ExitCode::input_data,
                     rest.empty() ? unclosed_array(file, chunk.text)
                                  : loop.fault(rest, lines_in(chunk.text.substr(0, begin)) + 1));
  }
  part.lines = lines_in(chunk.text);
  return part;
}

}  // namespace rackrate::ingest
