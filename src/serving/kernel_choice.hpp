// SPDX-License-Identifier: Apache-2.0
// Which measured constants apply to a deployment: by weight format, accelerator and engine, and
// borrowed from a neighbour where nothing was measured.
#pragma once

#include "catalog/kernel_constants.hpp"
#include "sizing/deployment.hpp"

#include <string>

namespace rackrate::serving {

/// One kind of matrix multiplication with its peaks worked in.
struct MatrixRate {
  Seconds fixed = Seconds::zero();          ///< per kernel, few tokens
  Seconds fixed_prefill = Seconds::zero();  ///< per kernel, many tokens
  BytesPerSecond bandwidth = BytesPerSecond::zero();
  FlopsPerSecond compute = FlopsPerSecond::zero();
};

/// The kernels in force. `measured` is false where they were borrowed.
struct KernelChoice {
  catalog::KernelConstants constants;
  catalog::EngineConstants engine;
  bool measured = true;
  std::string borrowed_from;  ///< accelerator id; empty where measured
  double error_factor = 1;    ///< widens the interval
  double link_ratio = 1;      ///< this accelerator's link over the one all-reduce was timed on
};

KernelChoice choose_kernels(const sizing::Deployment& deployment,
                            const catalog::KernelTable& table);

/// The row of engine.whole_model in force, or null.
const catalog::WholeModelConstants* whole_model(const KernelChoice& choice,
                                                const sizing::Deployment& deployment);

/// Rates of dense matrices, or of routed experts, stored as `format`.
MatrixRate dense_rate(const KernelChoice& choice, const sizing::Deployment& deployment,
                      catalog::WeightFormat format);
MatrixRate expert_rate(const KernelChoice& choice, const sizing::Deployment& deployment,
                       catalog::WeightFormat format);

}  // namespace rackrate::serving
