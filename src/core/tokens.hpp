// SPDX-License-Identifier: Apache-2.0
// Token classes. Prices and speed differ by class, and a source may not carry every class, so a
// count is either known or unknown and unknown never turns into zero.
#pragma once

#include "core/error.hpp"
#include "core/units.hpp"

#include <cstdint>
#include <optional>

namespace rackrate {

/// A whole number that a source may not carry, in eight bytes. Sums with an unknown part are
/// unknown.
class MaybeCount {
 public:
  constexpr MaybeCount() = default;
  constexpr explicit MaybeCount(std::int64_t value) : value_(value) {
    check(value >= 0, "a count is never negative");
  }
  static constexpr MaybeCount unknown() { return MaybeCount(); }

  constexpr bool known() const { return value_ >= 0; }
  constexpr std::int64_t value() const {
    check(known(), "value of an unknown count");
    return value_;
  }
  constexpr std::int64_t value_or(std::int64_t other) const { return known() ? value_ : other; }
  constexpr std::optional<std::int64_t> optional() const {
    return known() ? std::optional(value_) : std::nullopt;
  }

  friend constexpr MaybeCount operator+(MaybeCount a, MaybeCount b) {
    return a.known() && b.known() ? MaybeCount(a.value_ + b.value_) : MaybeCount();
  }
  friend constexpr bool operator==(MaybeCount, MaybeCount) = default;

 private:
  std::int64_t value_ = -1;
};

/// Token counts of one request, one bucket or a whole workload.
/// `input` = uncached + cache_read + cache_write where all three are known;
/// `cache_write` holds writes of any lifetime, the 5 min and 1 h fields the part whose lifetime is
/// known; `output` includes `reasoning`.
struct TokenCounts {
  MaybeCount input;
  MaybeCount uncached;
  MaybeCount cache_read;
  MaybeCount cache_write_5m;
  MaybeCount cache_write_1h;
  MaybeCount cache_write;
  MaybeCount output;
  MaybeCount reasoning;

  static constexpr TokenCounts zero() {
    const MaybeCount none(0);
    return {none, none, none, none, none, none, none, none};
  }
  friend constexpr TokenCounts operator+(const TokenCounts& a, const TokenCounts& b) {
    return {a.input + b.input,
            a.uncached + b.uncached,
            a.cache_read + b.cache_read,
            a.cache_write_5m + b.cache_write_5m,
            a.cache_write_1h + b.cache_write_1h,
            a.cache_write + b.cache_write,
            a.output + b.output,
            a.reasoning + b.reasoning};
  }
  friend constexpr bool operator==(const TokenCounts&, const TokenCounts&) = default;
};

}  // namespace rackrate
