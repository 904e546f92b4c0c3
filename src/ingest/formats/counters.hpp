// SPDX-License-Identifier: Apache-2.0
// The counters of inference servers: which metric of vLLM and SGLang counts what.
#pragma once

#include "core/tokens.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rackrate::ingest {

enum class Counter { input, output, cache_read, requests, aborted };

/// The counter of a metric's name; `finished_reason` is that label, if it has one.
/// Names: vLLM's metrics (vllm/v1/metrics/loggers.py) and SGLang's (metrics/collector.py).
std::optional<Counter> counter_of(std::string_view name);

/// Sums over the series of one model. Unknown: no series counted it.
struct ServerCounts {
  double input = -1;
  double output = -1;
  double cache_read = -1;
  double requests = -1;
  double aborted = -1;

  double& of(Counter counter);
  void add(Counter counter, double increase);
  /// As whole counts.
  TokenCounts tokens() const;
  MaybeCount request_count() const;
  std::int64_t aborted_count() const;
};

/// What a counter grew by; after a restart, which is where it drops, all of its new value.
inline double increase(double before, double after) {
  return after >= before ? after - before : after;
}

}  // namespace rackrate::ingest
