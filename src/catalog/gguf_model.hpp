// SPDX-License-Identifier: Apache-2.0
// A model from a GGUF header: its metadata is put into the key names of config.json and read by
// the same reader; the tensors give the exact weights.
#pragma once

#include "catalog/gguf.hpp"
#include "catalog/model.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

/// The `general.architecture` values that are understood, sorted.
std::vector<std::string> supported_gguf_architectures();

/// Throws InputError (exit code 2): `unknown-architecture`, or what the metadata lacks. `name` is
/// the file, for messages and the model's id.
Model model_from_gguf(const GgufHeader& header, const std::string& name);

}  // namespace rackrate::catalog
