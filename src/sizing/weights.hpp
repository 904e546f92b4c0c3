// SPDX-License-Identifier: Apache-2.0
// Bytes of a model's weights: as a checkpoint, and on one GPU of a deployment.
#pragma once

#include "catalog/weight_format.hpp"
#include "core/units.hpp"
#include "sizing/deployment.hpp"

namespace rackrate::sizing {

/// The format of each part when the model is deployed as `format`: its publisher's own choice for
/// the native format, else the usual one.
catalog::PerPart<catalog::WeightFormat> deployed_parts(const catalog::Model& model,
                                                       catalog::WeightFormat format);

/// Size of the checkpoint in `format`; the exact one where the model carries it and the format is
/// its own.
Bytes checkpoint_size(const catalog::Model& model, catalog::WeightFormat format);

/// What one GPU loads: its share, whatever is replicated, and padding to kernel tiles.
Bytes weights_per_gpu(const Deployment& deployment);

/// Loaded size over stored size of routed experts: kernels pad odd widths.
double expert_padding(const catalog::Model& model, catalog::WeightFormat experts);

/// Bits per parameter of `part` in this deployment, padding included.
double loaded_bits(const Deployment& deployment, catalog::Part part);

}  // namespace rackrate::sizing
