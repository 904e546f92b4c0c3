// SPDX-License-Identifier: Apache-2.0
// Exact weight bytes from what ships with a checkpoint: model.safetensors.index.json, or the
// header of a single .safetensors file.
#pragma once

#include "catalog/model.hpp"
#include "io/source.hpp"

namespace rackrate::catalog {

/// `metadata.total_size` of an index. Throws InputError (exit code 2) if it is not there.
ExactWeights read_safetensors_index(const io::Source& index);

/// The sum of the tensors in the header of one file; their data is not read. Throws InputError
/// `bad-safetensors` (exit code 2) if the header is broken or longer than the file.
ExactWeights read_safetensors_header(const io::Source& file);

}  // namespace rackrate::catalog
