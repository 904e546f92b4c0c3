// SPDX-License-Identifier: Apache-2.0
// Does this model, in this format, on so many of these accelerators, leave room for its KV cache?
#pragma once

#include "core/units.hpp"
#include "sizing/deployment.hpp"
#include "sizing/kv_cache.hpp"

#include <string>
#include <variant>

namespace rackrate::sizing {

/// Memory of one replica. Sizes are per GPU unless said otherwise.
struct Memory {
  Bytes visible = Bytes::zero();             ///< what the runtime reports
  Bytes usable = Bytes::zero();              ///< visible x utilisation
  Bytes weights = Bytes::zero();             ///< this GPU's share
  Bytes reserve = Bytes::zero();             ///< activations or sampler, graphs, driver, network
  Bytes kv = Bytes::zero();                  ///< what is left for the KV cache
  Bytes kv_per_token = Bytes::zero();        ///< this GPU's share of one cached token
  Bytes state_per_sequence = Bytes::zero();  ///< constant state, and full windows
  /// Per replica: tokens the cache holds in whole blocks, in sequences of the longest length.
  Tokens kv_tokens = Tokens::zero();
  Bytes weights_total = Bytes::zero();  ///< over all GPUs of the replica
  KvFootprint footprint;                ///< of one sequence, by length
  Tokens longest = Tokens::zero();      ///< length the fit was asked for
  Bytes margin = Bytes::zero();         ///< the account's own error: 4 %, at least 0.5 GiB
  bool tight = false;                   ///< fits only inside the margin
};

struct Fit {
  Deployment deployment;
  Memory memory;
};

/// Why not, with the figures behind it.
struct Infeasible {
  std::string limit;  ///< "weights", "kv cache", "format", "tensor parallel", "context", "ttft"...
  std::string needed;
  std::string available;
};

/// The memory account of one deployment; Infeasible if weights and reserve do not fit, the KV cache
/// cannot hold one request of `longest` tokens, the heads do not divide, or the engine or
/// accelerator cannot run the format.
std::variant<Fit, Infeasible> fit(const Deployment& deployment, Tokens longest);

/// Sequences of `mean_tokens` each that run at once: bounded by KV blocks and max_num_seqs.
double concurrency(const Fit& fit, Tokens mean_tokens);

/// Longest single sequence the cache holds, at most the model's context.
Tokens longest_context(const Fit& fit);

/// Room for `sequences` of `tokens` each, margin included.
bool comfortable(const Fit& fit, double sequences, Tokens tokens);

}  // namespace rackrate::sizing
