// SPDX-License-Identifier: Apache-2.0
// `--model`: a name in the catalog, or a file of the user's own.
#pragma once

#include "catalog/model.hpp"

#include <filesystem>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

/// True if `text` is meant as a path: it ends in .json or .gguf, or a folder of that name exists.
bool names_model_file(std::string_view text);

/// A config.json, a folder that holds one, or a GGUF file. Beside a config.json, a safetensors
/// index (or a single model.safetensors) gives exact weights and hf_quant_config.json the formats.
/// Throws InputError (exit code 2).
Model read_model_file(const std::filesystem::path& path);

/// `text` as a file if it names one, else as a catalog name.
Model resolve_model(const std::vector<Model>& models, std::string_view text,
                    std::string_view field = "--model");

}  // namespace rackrate::catalog
