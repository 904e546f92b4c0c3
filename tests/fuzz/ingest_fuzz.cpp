// SPDX-License-Identifier: Apache-2.0
// Any bytes as a usage file: read without a crash, every row accounted for, faults as InputError
// only. The first byte chooses whether the format is detected or forced.
#include "ingest/ingest.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

using namespace rackrate;

namespace {

struct Count : ingest::Sink {
  std::int64_t records = 0;
  void consume(std::span<const ingest::Record> batch) override {
    records += static_cast<std::int64_t>(batch.size());
  }
  std::unique_ptr<ingest::Sink> fork() const override { return std::make_unique<Count>(); }
  void join(std::unique_ptr<ingest::Sink> part) override {
    records += dynamic_cast<const Count&>(*part).records;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  static const auto formats = ingest::format_list();
  ingest::Options options;
  options.threads = 1;
  options.digests = false;
  if (data[0] < formats.size()) {
    options.format = formats[data[0]].first;
  }
  std::vector<io::Input> inputs;
  inputs.push_back(
      io::Input::from_text("fuzz", std::string(reinterpret_cast<const char*>(data) + 1, size - 1)));
  Count sink;
  try {
    const ingest::Ingested out = ingest::ingest(std::move(inputs), options, sink);
    const ingest::FileReport& file = out.files.front();
    if (file.rows !=
        sink.records + file.rejected_rows + file.merged_rows + file.skipped_rows + file.bill_rows) {
      std::abort();
    }
  } catch (const InputError&) {
    // what a user would be told
  }
  return 0;
}
