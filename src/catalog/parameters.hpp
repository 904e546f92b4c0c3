// SPDX-License-Identifier: Apache-2.0
// Parameter counts of a model, by the part they belong to.
#pragma once

#include "catalog/model.hpp"

#include <cstdint>

namespace rackrate::catalog {

using ParameterBreakdown = PerPart<std::int64_t>;

std::int64_t total(const ParameterBreakdown& parameters);

/// One layer of the group.
ParameterBreakdown layer_parameters(const LayerGroup& group, std::int64_t hidden);

/// The whole model without multi-token prediction layers; vision towers where published. A matrix
/// shared by embedding and head counts once, as the head.
ParameterBreakdown parameters(const Model& model);

/// The weights one token passes: experts it is routed to instead of all, and no input embedding
/// (a lookup) nor vision tower.
ParameterBreakdown active_parameters(const Model& model);

/// Text model only, as publishers count it: without vision towers and prediction layers.
std::int64_t parameter_count(const Model& model);
std::int64_t active_parameter_count(const Model& model);

/// The weights in a checkpoint stored by `formats`.
Bytes stored_size(const ParameterBreakdown& parameters, const PerPart<WeightFormat>& formats);

}  // namespace rackrate::catalog
