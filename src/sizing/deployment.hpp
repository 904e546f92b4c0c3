// SPDX-License-Identifier: Apache-2.0
// One replica of a served model: what, how stored, on which accelerators, with which settings.
#pragma once

#include "catalog/accelerator.hpp"
#include "catalog/engine.hpp"
#include "catalog/model.hpp"
#include "catalog/weight_format.hpp"
#include "core/units.hpp"

#include <string_view>

namespace rackrate::sizing {

enum class KvFormat { bf16, fp8 };

std::string_view name(KvFormat format);

/// What the operator can set on the engine, with the engine's own defaults filled in.
struct EngineSettings {
  double memory_utilisation_fraction = 0.9;  ///< 1 where the engine has no such setting
  int max_num_seqs = 256;
  int max_num_batched_tokens = 8192;
  int block_tokens = 16;
  /// What the engine sets aside for CUDA graphs before it sizes the KV cache.
  Bytes graph_reserve = Bytes::zero();
};

/// One replica: which model, how stored, on what, split how. The referenced rows belong to the
/// catalog, which outlives every deployment.
struct Deployment {
  const catalog::Model* model = nullptr;
  const catalog::Accelerator* accelerator = nullptr;
  const catalog::Engine* engine = nullptr;
  catalog::WeightFormat weights = catalog::WeightFormat::bf16;
  KvFormat kv = KvFormat::bf16;
  int tensor_parallel = 1;
  int pipeline_parallel = 1;
  EngineSettings settings;

  int gpus() const { return tensor_parallel * pipeline_parallel; }
};

/// The engine's defaults for this accelerator, from the catalog.
EngineSettings default_settings(const catalog::Engine& engine, const catalog::Accelerator& gpu);

}  // namespace rackrate::sizing
