// SPDX-License-Identifier: Apache-2.0
#include "ingest/ingest.hpp"

#include "ingest/detect.hpp"
#include "ingest/format.hpp"
#include "ingest/intake.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <utility>

namespace rackrate::ingest {
namespace {

// Readers by format, in the order in which the formats first occur.
class Readers {
 public:
  explicit Readers(const Options& options) : options_(&options) {}

  Reader& of(const Format& format) {
    for (auto& [known, reader] : readers_) {
      if (known == &format) {
        return *reader;
      }
    }
    readers_.emplace_back(&format, format.open(*options_));
    return *readers_.back().second;
  }
  void finish(Intake& intake) {
    for (auto& [format, reader] : readers_) {
      reader->finish(intake);
    }
  }

 private:
  const Options* options_;
  std::vector<std::pair<const Format*, std::unique_ptr<Reader>>> readers_;
};

void refuse_same_file(const std::vector<FileReport>& files) {
  const FileReport& last = files.back();
  for (std::size_t i = 0; i + 1 < files.size(); ++i) {
    if (files[i].sha256 == last.sha256 && !last.sha256.empty()) {
      Diagnostic d;
      d.where.file = last.file;
      d.field = "file";
      d.expected = "a file that was not passed yet";
      d.got = "the same content again";
      d.code = "overlapping-files";
      d.why = fmt::format("{} is the same, byte by byte", files[i].file);
      d.hint = "leave one of the files out, or pass --allow-overlap if both count";
      throw InputError(ExitCode::input_data, std::move(d));
    }
  }
}

}  // namespace

Ingested ingest(std::vector<io::Input> inputs, const Options& options, Sink& sink) {
  Ingested result;
  Intake intake(options, sink, result);
  Readers readers(options);
  for (io::Input& input : inputs) {
    const Head head(input.head());
    const Detected detected = detect(input, head, options);
    FileReport report;
    report.file = input.name();
    report.format = detected.format->id;
    report.detected_by = detected.why;
    report.size_bytes = input.size_on_disk();
    result.files.push_back(std::move(report));
    intake.begin_file(result.files.size() - 1);
    readers.of(*detected.format).read(input, head, intake);
    intake.end_file();
    if (options.digests) {
      result.files.back().sha256 = input.sha256();
      if (!options.allow_overlap) {
        refuse_same_file(result.files);
      }
    }
  }
  readers.finish(intake);
  intake.conclude();
  return result;
}

std::vector<std::pair<std::string, std::string>> format_list() {
  std::vector<std::pair<std::string, std::string>> list;
  for (const Format& format : formats()) {
    list.emplace_back(format.id, format.title);
  }
  return list;
}

}  // namespace rackrate::ingest
