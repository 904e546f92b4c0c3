// SPDX-License-Identifier: Apache-2.0
// Every deployment of a model worth looking at.
#pragma once

#include "catalog/catalog.hpp"
#include "sizing/fit.hpp"

#include <optional>
#include <vector>

namespace rackrate::sizing {

/// Restrictions from the command line; empty means all.
struct Search {
  std::optional<std::string> gpu;     ///< accelerator id
  std::optional<std::string> engine;  ///< engine id; default vllm
  std::optional<catalog::WeightFormat> weights;
  std::optional<int> tensor_parallel;
  bool every_size = false;  ///< keep every size that fits, for when latency decides
};

struct Candidate {
  Deployment deployment;
  std::variant<Fit, Infeasible> outcome;
};

/// Accelerator x weight format x tensor-parallel size (1, 2, 4, 8 up to the node), in catalog
/// order. For each accelerator and format only the smallest size that fits and the next one up are
/// kept unless every size is asked for, or the largest tried with its reason if none fits.
std::vector<Candidate> candidates(const catalog::Model& model, const catalog::Catalog& catalog,
                                  const Search& search, Tokens longest);

}  // namespace rackrate::sizing
