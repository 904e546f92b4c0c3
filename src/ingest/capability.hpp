// SPDX-License-Identifier: Apache-2.0
// What a source can tell. Later stages refuse or widen their error bars by it.
#pragma once

namespace rackrate::ingest {

/// How finely arrivals are known.
enum class Grain { request, second, minute, hour, day, none };

constexpr const char* name(Grain grain) {
  switch (grain) {
    case Grain::request: return "request";
    case Grain::second: return "second";
    case Grain::minute: return "minute";
    case Grain::hour: return "hour";
    case Grain::day: return "day";
    case Grain::none: return "none";
  }
  return "none";
}

struct Capabilities {
  Grain grain = Grain::request;
  bool absolute_time = true;  ///< false: the trace counts from an arbitrary zero
  bool request_count = true;
  bool lengths = true;          ///< input and output length of every request
  bool cache_split = false;     ///< how much input was read from a prompt cache
  bool write_lifetime = false;  ///< 5 min and 1 h cache writes apart
  bool reasoning = false;
  bool latency = false;
  bool cost = false;
  bool models = false;  ///< which model served each row
  bool tags = false;

  /// What a mix of two sources can tell: only what both can.
  Capabilities operator&(const Capabilities& other) const;
  friend bool operator==(const Capabilities&, const Capabilities&) = default;
};

}  // namespace rackrate::ingest
