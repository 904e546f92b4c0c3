// SPDX-License-Identifier: Apache-2.0
// What a sequence keeps in GPU memory: keys and values per token, tokens inside a window, and
// constant state.
#pragma once

#include "core/units.hpp"
#include "sizing/deployment.hpp"

#include <vector>

namespace rackrate::sizing {

/// Layers that keep at most `window` tokens of a sequence.
struct WindowShare {
  Tokens window = Tokens::zero();
  Bytes per_token = Bytes::zero();  ///< of all these layers
};

/// Cache of one sequence on one GPU.
struct KvFootprint {
  Bytes per_token = Bytes::zero();  ///< layers that keep every token
  Bytes state = Bytes::zero();      ///< constant, whatever the length
  std::vector<WindowShare> windows;
  int block_tokens = 1;  ///< the cache is handed out in blocks of so many tokens

  /// Bytes a sequence of `length` tokens holds.
  Bytes of_sequence(Tokens length) const;
};

/// Keys and values of one token in one layer on one GPU; zero for layers that keep none.
Bytes kv_of_layer(const catalog::Attention& attention, KvFormat format, int tensor_parallel);

KvFootprint kv_footprint(const Deployment& deployment);

}  // namespace rackrate::sizing
