// SPDX-License-Identifier: Apache-2.0
// Rows of the measured serving points, and the deployment each describes.
#pragma once

#include "catalog/catalog.hpp"
#include "io/csv.hpp"
#include "io/source.hpp"
#include "sizing/fit.hpp"
#include "workload/demand.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rackrate::test {

using TextRow = std::map<std::string, std::string>;

/// Every row of a CSV file as text by column name.
inline std::vector<TextRow> read_rows(const std::filesystem::path& path) {
  const io::Source source = io::Source::open(path, ExitCode::input_data);
  io::CsvReader reader(source.text());
  io::CsvRow row;
  std::vector<TextRow> rows;
  if (!reader.next(row)) {
    return rows;
  }
  const std::vector<std::string> names = io::CsvHeader(row).names();
  while (reader.next(row)) {
    TextRow out;
    for (std::size_t i = 0; i < names.size() && i < row.cells.size(); ++i) {
      out[names[i]] = std::string(row.cells[i]);
    }
    rows.push_back(std::move(out));
  }
  return rows;
}

inline double number(const TextRow& row, const std::string& column) {
  return std::atof(row.at(column).c_str());
}

/// What people call things in the file, by our ids.
inline std::string gpu_id(const std::string& text) {
  const std::size_t end = text.rfind("_sxm");
  const std::string bare = text.substr(0, end);
  return bare == "h100" ? "h100-sxm" : bare == "h200" ? "h200" : bare;
}

inline std::string engine_id(const std::string& text) {
  return text == "trtllm" ? "tensorrt-llm" : text;
}

/// The weight format of a row; nothing if it is not recorded.
inline std::optional<catalog::WeightFormat> row_format(const TextRow& row,
                                                       const catalog::Model& model) {
  const std::string& dtype = row.at("weight_dtype");
  if (dtype == "int4" || (dtype == "fp8" && row.at("moe_dtype") == "fp8_block")) {
    return model.native_format;
  }
  return catalog::parse_weight_format(dtype);
}

/// One aggregated deployment without attention data parallelism; nothing for other rows.
inline std::optional<sizing::Deployment> row_deployment(const TextRow& row,
                                                        const catalog::Catalog& catalog) {
  if (row.at("mode") != "agg" || row.at("dp") != "1" || row.at("pp") != "1") {
    return std::nullopt;
  }
  sizing::Deployment d;
  d.model = catalog::find_model(catalog.models, row.at("model"));
  d.accelerator = catalog::find_accelerator(catalog.accelerators, gpu_id(row.at("gpu")));
  d.engine = catalog::find_engine(catalog.engines, engine_id(row.at("engine")));
  if (d.model == nullptr || d.accelerator == nullptr || d.engine == nullptr) {
    return std::nullopt;
  }
  const auto format = row_format(row, *d.model);
  if (!format) {
    return std::nullopt;
  }
  d.weights = *format;
  d.tensor_parallel = static_cast<int>(number(row, "tp"));
  d.settings = sizing::default_settings(*d.engine, *d.accelerator);
  // Whoever measures at a concurrency sets the limit to it; more would only reserve memory.
  const int in_flight = static_cast<int>(number(row, "concurrency"));
  d.settings.max_num_seqs = std::min(d.settings.max_num_seqs, std::max(in_flight, 1));
  return d;
}

inline workload::RequestMix row_mix(const TextRow& row) {
  const Tokens input = Tokens::count(number(row, "isl"));
  const Tokens output = Tokens::count(number(row, "osl"));
  return {input, Tokens::zero(), output, input, output, input + output, true};
}

}  // namespace rackrate::test
