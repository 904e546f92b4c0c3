// SPDX-License-Identifier: Apache-2.0
// Does this model, in this format, on so many of these accelerators, leave room for its KV cache?
#pragma once

#include "catalog/accelerator.hpp"
#include "catalog/engine.hpp"
#include "catalog/model.hpp"
#include "catalog/weight_format.hpp"
#include "core/units.hpp"

#include <string>
#include <variant>

namespace rackrate::sizing {

enum class KvFormat { bf16, fp8 };

/// What the operator can set on the engine, with the engine's own defaults filled in.
struct EngineSettings {
  double memory_utilisation_fraction = 0.9;
  int max_num_seqs = 256;
  int max_num_batched_tokens = 8192;
  int block_tokens = 16;
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

/// Memory of one replica. Sizes are per GPU unless said otherwise.
struct Memory {
  Bytes visible;             ///< what the runtime reports
  Bytes usable;              ///< visible x utilisation
  Bytes weights;             ///< this GPU's share
  Bytes reserve;             ///< activations or sampler warm-up, graphs, driver, communication
  Bytes kv;                  ///< what is left for the KV cache
  Bytes kv_per_token;        ///< this GPU's share of one cached token
  Bytes state_per_sequence;  ///< constant state of linear and Mamba layers, window layers' tokens
  Tokens kv_tokens;          ///< per replica: tokens the cache holds, in whole blocks
  Bytes weights_total;       ///< over all GPUs of the replica
};

struct Fit {
  Deployment deployment;
  Memory memory;
};

/// Why not, with the figures behind it.
struct Infeasible {
  std::string limit;  ///< "weights", "kv cache", "format", "tensor parallel"...
  std::string needed;
  std::string available;
};

/// The memory account of one deployment; Infeasible if weights and reserve do not fit, the KV cache
/// cannot hold one request of `longest` tokens, the heads do not divide, or the engine or
/// accelerator cannot run the format.
std::variant<Fit, Infeasible> fit(const Deployment& deployment, Tokens longest);

/// Sequences of `mean_tokens` each that run at once: bounded by KV blocks and max_num_seqs.
double concurrency(const Fit& fit, Tokens mean_tokens);

/// The engine's defaults for this accelerator, from the catalog.
EngineSettings default_settings(const catalog::Engine& engine, const catalog::Accelerator& gpu);

}  // namespace rackrate::sizing
