// SPDX-License-Identifier: Apache-2.0
// The model catalog: rows of models.toml, and finding one by any of the names people use for it.
#pragma once

#include "catalog/model.hpp"
#include "io/source.hpp"

#include <string_view>
#include <vector>

namespace rackrate::catalog {

/// Every row of a models.toml. Throws InputError (exit code 2) with every fault, keys of
/// `[model.config]` that no family reads among them.
std::vector<Model> load_models(const io::Source& source);

/// By id, Hugging Face name or alias, in any case; failing that by the bare name, without
/// publisher, "instruct", precision and the like
/// ("deepinfra/meta-llama/Llama-3.3-70B-Instruct-Turbo"). Null if nothing or more than one model
/// fits.
const Model* find_model(const std::vector<Model>& models, std::string_view text);

/// The same for text the user gave in `field`; throws InputError `unknown-model` with a suggestion.
const Model& require_model(const std::vector<Model>& models, std::string_view text,
                           std::string_view field = "--model");

/// What the bare-name comparison compares: "llama-3.3-70b".
std::string bare_model_name(std::string_view text);

}  // namespace rackrate::catalog
