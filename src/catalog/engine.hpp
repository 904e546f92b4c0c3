// SPDX-License-Identifier: Apache-2.0
// Serving engines: the defaults that decide memory and batching, what they run on, and what they
// ask of the people who operate them. Facts, from data/engines.toml.
#pragma once

#include "catalog/accelerator.hpp"
#include "catalog/weight_format.hpp"
#include "core/estimate.hpp"
#include "core/provenance.hpp"
#include "core/units.hpp"
#include "io/source.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

/// continuous: requests join and leave the running batch at every step, memory is paged.
/// slots: a fixed number of requests, each with its own context allocated at start.
enum class Batching { continuous, slots };

/// What the memory setting of an engine means.
enum class MemoryModel {
  share_of_total,  ///< weights, activations and KV cache get a share of the whole memory (vLLM)
  share_of_free,   ///< the KV cache gets a share of what is free after loading (TensorRT-LLM, TGI)
  reserve,         ///< a reserve by GPU size is subtracted (SGLang)
  fixed_context,   ///< slots times context, allocated at start (llama.cpp)
};

enum class OperationsEffort { low, medium, high };

/// How an engine runs a weight format on an accelerator. `weight_only`: stored so, computed in
/// 16 bit.
enum class FormatSupport { none, weight_only, native };

struct BatchLimits {
  int max_num_seqs = 1;  ///< requests running at once; the number of slots
  Tokens max_num_batched_tokens = Tokens::zero();
};

/// Default limits on accelerators with at least `memory_from` visible memory.
struct LimitRule {
  Bytes memory_from = Bytes::zero();
  std::vector<std::string> except_architectures;
  BatchLimits limits;
};

struct Support {
  std::string vendor;
  std::vector<std::string> architectures;
  std::vector<WeightFormat> formats;
  std::vector<WeightFormat> weight_only;  ///< those of `formats` computed in 16 bit
};

struct Engine {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;
  std::string versions;  ///< that the facts here describe
  std::string licence;
  OperationsEffort effort = OperationsEffort::medium;
  std::string best_for;
  Batching batching = Batching::continuous;
  MemoryModel memory_model = MemoryModel::share_of_total;
  std::optional<double> memory_utilisation_fraction;
  std::string memory_note;
  int kv_block_tokens = 1;
  /// Published throughput relative to vLLM; nothing where none is known.
  std::optional<Estimate<double>> throughput_vs_vllm;
  std::string throughput_source;
  std::vector<LimitRule> limit_rules;  ///< the first that fits counts
  std::vector<Support> support;
  Provenance provenance;

  BatchLimits default_limits(const Accelerator& gpu) const;
  FormatSupport supports(WeightFormat format, const Accelerator& gpu) const;
  bool runs_on(const Accelerator& gpu) const;
};

std::string_view name(Batching batching);
std::string_view name(MemoryModel model);
std::string_view name(OperationsEffort effort);

/// Throws InputError with everything that is wrong in the file.
std::vector<Engine> load_engines(const io::Source& source);

/// By id, alias or name, as find_accelerator. Null if none.
const Engine* find_engine(const std::vector<Engine>& all, std::string_view text);

/// The same for text the user gave in `field`; throws InputError `unknown-engine`.
const Engine& require_engine(const std::vector<Engine>& all, std::string_view text,
                             std::string_view field = "--engine");

}  // namespace rackrate::catalog
