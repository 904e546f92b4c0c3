// SPDX-License-Identifier: Apache-2.0
// What a model needs and what it fits on, as text and as JSON.
#pragma once

#include "report/json_document.hpp"
#include "report/style.hpp"
#include "serving/capacity.hpp"
#include "sizing/candidates.hpp"

#include <string>
#include <variant>
#include <vector>

namespace rackrate::report {

/// One deployment: its memory, and what it serves within the latency limits. `capacity` is
/// meaningful only where the outcome is a Fit.
struct SizeRow {
  sizing::Candidate candidate;
  double concurrency = 0;  ///< requests of the mean length that memory and batch limits hold
  std::variant<serving::Capacity, sizing::Infeasible> capacity = sizing::Infeasible{};

  const sizing::Fit* fit() const { return std::get_if<sizing::Fit>(&candidate.outcome); }
  const serving::Capacity* served() const { return std::get_if<serving::Capacity>(&capacity); }
};

struct SizeAnswer {
  const catalog::Model* model = nullptr;
  workload::RequestMix mix;
  serving::Slo slo;
  std::vector<catalog::WeightFormat> formats;  ///< that the rows are about
  std::vector<SizeRow> rows;
};

/// `every`: all rows with memory and speed; otherwise the smallest number of each accelerator by
/// weight format.
std::string text_size(const SizeAnswer& answer, bool every, const Style& style);
/// Bytes of a JSON file, schema rackrate.size/1.
std::string json_size(const SizeAnswer& answer, const Stamp& stamp);

}  // namespace rackrate::report
