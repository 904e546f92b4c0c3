// SPDX-License-Identifier: Apache-2.0
// Which parts of a published checkpoint are stored in which format: `quantization_config` of
// config.json and the hf_quant_config.json that NVIDIA ships beside it.
#pragma once

#include "catalog/model.hpp"
#include "io/fields.hpp"

namespace rackrate::catalog {

/// Sets the native formats of `model` from a `quantization_config` object. A scheme that is not
/// known is a fault in the sink. `layers` and `family` of the model must be there already.
void read_quantization(io::Fields& quantization, Model& model);

/// The same from the `quantization` object of hf_quant_config.json.
void read_modelopt_quantization(io::Fields& quantization, Model& model);

}  // namespace rackrate::catalog
