// SPDX-License-Identifier: Apache-2.0
// The architecture of a model from a Hugging Face config.json. Catalog rows carry the same keys
// and go through the same reader.
#pragma once

#include "catalog/model.hpp"
#include "core/diagnostic.hpp"
#include "io/fields.hpp"

#include <string>
#include <vector>

namespace rackrate::catalog {

/// Fills the architecture, context length and native formats of `model` from `config`; leaves
/// identity, licence and provenance alone. Faults go to the sink of `config`, among them
/// `unknown-architecture` for a model_type without a reader.
void read_model_config(io::Fields config, Model& model);

/// Every `model_type` read_model_config understands, sorted.
std::vector<std::string> supported_model_types();

/// A user's own config.json. Id and name come from the file name or `_name_or_path`. Throws
/// InputError (exit code 2) with every fault.
Model model_from_config(const io::Document& config);

}  // namespace rackrate::catalog
