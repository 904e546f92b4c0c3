// SPDX-License-Identifier: Apache-2.0
// Memory an engine takes on each GPU beside weights and KV cache.
#pragma once

#include "core/units.hpp"
#include "sizing/deployment.hpp"

namespace rackrate::sizing {

/// Where the memory of one GPU goes, before the KV cache.
struct Budget {
  Bytes usable = Bytes::zero();   ///< what the engine may use
  Bytes reserve = Bytes::zero();  ///< of that, neither weights nor KV cache
};

/// By the engine's own rule; `weights` is this GPU's share.
Budget budget(const Deployment& deployment, Bytes weights);

/// Peak of intermediate results in a forward pass over max_num_batched_tokens.
Bytes activation_peak(const Deployment& deployment);
/// Peak of the sampler's warm-up: 32-bit logits of max_num_seqs sequences, several copies.
Bytes sampler_peak(const Deployment& deployment);
/// Driver, communication libraries and all-reduce buffers.
Bytes non_torch(int tensor_parallel);

}  // namespace rackrate::sizing
