// SPDX-License-Identifier: Apache-2.0
#include "sizing/settings.hpp"

namespace rackrate::sizing {

Deployment with_settings(Deployment deployment, const Register& assumptions) {
  EngineSettings& settings = deployment.settings;
  if (const auto sequences = assumptions.maybe_value("engine.max_num_seqs", "sequences")) {
    settings.max_num_seqs = static_cast<int>(*sequences);
  }
  if (const auto tokens = assumptions.maybe_value("engine.max_num_batched_tokens", "tokens")) {
    settings.max_num_batched_tokens = static_cast<int>(*tokens);
  }
  if (const auto share = assumptions.maybe_value("engine.memory_utilisation", "fraction")) {
    settings.memory_utilisation_fraction = *share;
  }
  return deployment;
}

}  // namespace rackrate::sizing
