// SPDX-License-Identifier: Apache-2.0
// Time of one engine step: fixed time per kernel, plus bytes over bandwidth or operations over
// peak, whichever is longer, plus communication and host time.
#pragma once

#include "catalog/kernel_constants.hpp"
#include "serving/kernel_choice.hpp"
#include "sizing/fit.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rackrate::serving {

/// What one step computes, per replica.
struct Batch {
  double decodes = 0;          ///< sequences that each produce one token
  double decode_context = 0;   ///< mean context of those sequences, tokens
  double prefill_tokens = 0;   ///< prompt tokens computed in this step
  double prefill_context = 0;  ///< mean number of tokens each of those attends to
};

/// All layers of one shape: what a step costs on them, summed over the layers, on one GPU.
struct LayerTerms {
  Seconds dense_fixed = Seconds::zero();
  Seconds dense_fixed_prefill = Seconds::zero();
  Seconds dense_weights = Seconds::zero();    ///< reading the matrices once
  Seconds dense_per_token = Seconds::zero();  ///< multiplying one token through
  double experts = 0;                         ///< 0: no routed experts
  double idle_log = 0;                        ///< log of an expert's chance to be idle for a token
  Seconds expert_fixed = Seconds::zero();
  Seconds expert_fixed_prefill = Seconds::zero();
  Seconds expert_weights = Seconds::zero();  ///< reading one expert
  Seconds expert_per_token = Seconds::zero();
  Seconds attention_fixed = Seconds::zero();
  Seconds kv_per_token = Seconds::zero();     ///< reading one cached token, up to `window`
  Seconds index_per_token = Seconds::zero();  ///< the same for what is read of every token
  double window = 0;                          ///< tokens
  Seconds state = Seconds::zero();            ///< reading and writing one sequence's state
  Seconds prefill_fixed = Seconds::zero();
  Seconds prefill_per_pair = Seconds::zero();  ///< one prompt token attending to one token
};

/// Everything of a step that does not depend on the batch.
struct StepTerms {
  std::vector<LayerTerms> layers;
  Seconds head_weights = Seconds::zero();  ///< reading the output matrix
  Seconds head_per_sequence = Seconds::zero();
  Seconds fixed = Seconds::zero();  ///< elementwise kernels, all-reduce latency, host
  Seconds per_sequence = Seconds::zero();
  Seconds per_token = Seconds::zero();  ///< elementwise and all-reduce bytes
};

/// The constants in force for a deployment; `measured` is false where the accelerator's own kernels
/// were never measured and constants were borrowed from its generation.
struct StepModel {
  sizing::Deployment deployment;
  catalog::KernelConstants constants;
  catalog::EngineConstants engine;
  bool measured = true;
  std::string borrowed_from;       ///< accelerator id, where not measured
  double tpot_error_factor = 1.3;  ///< 80 % interval: value / factor to value * factor
  double ttft_error_factor = 1.6;
  StepTerms terms;
};

/// The deployment's rows must outlive the model.
StepModel step_model(const sizing::Deployment& deployment, const catalog::KernelTable& table);

/// Time of one step with `batch`.
Seconds step_time(const StepModel& model, const Batch& batch);

}  // namespace rackrate::serving
