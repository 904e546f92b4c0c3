// SPDX-License-Identifier: Apache-2.0
// How tensor parallelism divides a layer: heads and widths are shared out, what does not divide is
// kept on every GPU.
#pragma once

#include "catalog/model.hpp"
#include "catalog/weight_format.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace rackrate::sizing {

/// Parameters of one part of a layer on one GPU; fractional where a split leaves a remainder.
using ParameterShare = catalog::PerPart<double>;

/// What one GPU of a group of `tensor_parallel` holds of one layer.
ParameterShare layer_share(const catalog::LayerGroup& group, std::int64_t hidden,
                           int tensor_parallel);

/// KV heads one GPU holds: replicated once there are more GPUs than heads.
double kv_heads_per_gpu(std::int64_t kv_heads, int tensor_parallel);

/// Why a model cannot be split so ("32 attention heads"), or nothing if it can.
std::optional<std::string> split_obstacle(const catalog::Model& model, int tensor_parallel);

}  // namespace rackrate::sizing
