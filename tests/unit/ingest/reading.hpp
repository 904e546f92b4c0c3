// SPDX-License-Identifier: Apache-2.0
// What the format tests share: a sink that adds everything up, and inputs from text.
#pragma once

#include "core/error.hpp"
#include "ingest/ingest.hpp"
#include "io/inputs.hpp"
#include "support/shared_data.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rackrate::test {

/// Sums and, for small inputs, the records themselves.
struct TotalsSink : ingest::Sink {
  std::int64_t records = 0;
  MaybeCount requests{0};
  std::int64_t failed = 0;
  TokenCounts tokens = TokenCounts::zero();
  double cost_usd = 0;
  std::vector<ingest::Record> kept;

  void consume(std::span<const ingest::Record> batch) override {
    for (const ingest::Record& record : batch) {
      ++records;
      requests = requests + record.requests;
      failed += record.failed;
      tokens = tokens + record.tokens;
      cost_usd += record.cost_usd;
      kept.push_back(record);
    }
  }
  std::unique_ptr<ingest::Sink> fork() const override { return std::make_unique<TotalsSink>(); }
  void join(std::unique_ptr<ingest::Sink> part) override {
    const auto& other = dynamic_cast<const TotalsSink&>(*part);
    consume(other.kept);
  }
};

struct Read {
  ingest::Ingested result;
  TotalsSink totals;

  const ingest::FileReport& file() const { return result.files.front(); }
  const ingest::Record& at(std::size_t index) const { return totals.kept.at(index); }
  const std::string& model(std::size_t index) const {
    return result.names.model_name(at(index).model);
  }
  const std::vector<ingest::Tag>& tags(std::size_t index) const {
    return result.names.tag_set(at(index).tags);
  }
  /// Every row is a record, rejected, merged, skipped or a line of a bill.
  bool accounted() const {
    std::int64_t rows = 0;
    for (const ingest::FileReport& report : result.files) {
      rows += report.rows - report.rejected_rows - report.merged_rows - report.skipped_rows -
              report.bill_rows;
    }
    return rows == totals.records;
  }
};

inline Read read(std::vector<io::Input> inputs, const ingest::Options& options = {}) {
  Read out;
  out.result = ingest::ingest(std::move(inputs), options, out.totals);
  return out;
}

inline Read read_text(std::string text, const ingest::Options& options = {}) {
  std::vector<io::Input> inputs;
  inputs.push_back(io::Input::from_text("usage", std::move(text)));
  return read(std::move(inputs), options);
}

inline Read read_files(const std::vector<std::filesystem::path>& paths,
                       const ingest::Options& options = {}) {
  std::vector<io::Input> inputs;
  for (const auto& path : paths) {
    for (io::Input& input : io::open_inputs(path)) {
      inputs.push_back(std::move(input));
    }
  }
  return read(std::move(inputs), options);
}

/// The messages of the InputError that reading throws, as the user sees them.
inline std::string error_of(std::string text, const ingest::Options& options = {}) {
  try {
    read_text(std::move(text), options);
  } catch (const InputError& error) {
    std::string out;
    for (const Diagnostic& diagnostic : error.diagnostics()) {
      out += render(diagnostic);
    }
    return out;
  }
  return "no error";
}

inline std::string rejects_of(const Read& read) {
  std::string out;
  for (const ingest::Reject& reject : read.result.rejects.kept()) {
    out += render(reject.why);
  }
  return out;
}

inline std::string notes_of(const Read& read) {
  std::string out;
  for (const Diagnostic& note : read.result.notes) {
    out += render(note);
  }
  return out;
}

}  // namespace rackrate::test
