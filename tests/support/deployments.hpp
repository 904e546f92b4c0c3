// SPDX-License-Identifier: Apache-2.0
// Deployments of catalog rows by name, for tests of sizing, serving and what follows.
#pragma once

#include "catalog/catalog.hpp"
#include "sizing/fit.hpp"

#include <doctest/doctest.h>

#include <string_view>
#include <variant>

namespace rackrate::test {

/// The embedded catalog, loaded once.
inline const catalog::Catalog& embedded_catalog() {
  static const catalog::Catalog loaded = catalog::load_catalog();
  return loaded;
}

inline sizing::Deployment deployment(std::string_view model, std::string_view gpu,
                                     catalog::WeightFormat weights, int tensor_parallel = 1,
                                     std::string_view engine = "vllm") {
  const catalog::Catalog& all = embedded_catalog();
  sizing::Deployment d;
  d.model = &catalog::require_model(all.models, model);
  d.accelerator = &catalog::require_accelerator(all.accelerators, gpu);
  d.engine = &catalog::require_engine(all.engines, engine);
  d.weights = weights;
  d.tensor_parallel = tensor_parallel;
  d.settings = sizing::default_settings(*d.engine, *d.accelerator);
  return d;
}

/// The fit of a deployment that is known to fit.
inline sizing::Fit fitted(const sizing::Deployment& d, Tokens longest = Tokens::count(8192)) {
  const auto outcome = sizing::fit(d, longest);
  REQUIRE(std::holds_alternative<sizing::Fit>(outcome));
  return std::get<sizing::Fit>(outcome);
}

inline sizing::Infeasible not_fitted(const sizing::Deployment& d,
                                     Tokens longest = Tokens::count(8192)) {
  const auto outcome = sizing::fit(d, longest);
  REQUIRE(std::holds_alternative<sizing::Infeasible>(outcome));
  return std::get<sizing::Infeasible>(outcome);
}

}  // namespace rackrate::test
