// SPDX-License-Identifier: Apache-2.0
// Time of one engine step: fixed time per kernel, plus bytes over bandwidth or operations over
// peak, whichever is longer, plus communication and host time.
#pragma once

#include "catalog/kernel_constants.hpp"
#include "sizing/fit.hpp"

namespace rackrate::serving {

/// What one step computes, per replica.
struct Batch {
  double decodes = 0;          ///< sequences that each produce one token
  double decode_context = 0;   ///< mean context of those sequences, tokens
  double prefill_tokens = 0;   ///< prompt tokens computed in this step
  double prefill_context = 0;  ///< mean number of tokens each of those attends to
};

/// The constants in force for a deployment; `measured` is false where the accelerator's own kernels
/// were never measured and constants were borrowed from its generation.
struct StepModel {
  sizing::Deployment deployment;
  catalog::KernelConstants constants;
  bool measured = true;
  double tpot_error_factor = 1.3;  ///< 80 % interval: value / factor to value * factor
  double ttft_error_factor = 1.6;
};

StepModel step_model(const sizing::Deployment& deployment, const catalog::KernelTable& table);

/// Time of one step with `batch`.
Seconds step_time(const StepModel& model, const Batch& batch);

}  // namespace rackrate::serving
