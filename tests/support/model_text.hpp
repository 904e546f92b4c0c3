// SPDX-License-Identifier: Apache-2.0
// Models from text, for tests: a config.json, or a row of the built-in catalog.
#pragma once

#include "catalog/embedded.hpp"
#include "catalog/model_catalog.hpp"
#include "catalog/model_config.hpp"
#include "io/json.hpp"

#include <string>
#include <vector>

namespace rackrate::test {

inline catalog::Model model_of(std::string config) {
  return catalog::model_from_config(
      io::parse_json(io::Source::from_text("m/config.json", std::move(config)), ExitCode::usage));
}

inline const std::vector<catalog::Model>& built_in_models() {
  static const std::vector<catalog::Model> models = catalog::load_models(
      io::Source::from_static("models.toml", catalog::embedded_file("models.toml").value()));
  return models;
}

inline const catalog::Model& built_in_model(std::string_view id) {
  return catalog::require_model(built_in_models(), id);
}

}  // namespace rackrate::test
