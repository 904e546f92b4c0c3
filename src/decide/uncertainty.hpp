// SPDX-License-Identifier: Apache-2.0
// What the register's ranges do to costs: draws over all of them at once, and one at a time.
#pragma once

#include "core/estimate.hpp"
#include "decide/priced.hpp"
#include "decide/response.hpp"

#include <cstdint>
#include <vector>

namespace rackrate::decide {

/// The world the options are priced in.
struct World {
  const Load* load = nullptr;
  Point base;
  const Register* assumptions = nullptr;
  const std::vector<Response>* responses = nullptr;
};

inline constexpr int draw_count = 10'000;
inline constexpr std::uint64_t draw_seed = 20'260'821;

/// A value with 10 % of the draws below `low` and 10 % above `high`: half of the draws on each side
/// of `value`, thinning out linearly to 1.81 times the distance. `uniform` is in [0, 1).
double draw(double value, double low, double high, double uniform);

/// One option against the API, draw by draw.
struct Comparison {
  double probability_wins = 0;      ///< share of draws in which it costs less
  Estimate<double> ratio{1, 1, 1};  ///< its cost over the API's
};

struct Draws {
  std::vector<Estimate<Usd>> monthly;  ///< 80 % interval of each option, in their order
  Comparison own;                      ///< self-hosting
  Comparison hybrid;
};

/// `own` and the hybrid are compared with `api`; either may be null, and then nothing is compared.
Draws draws(const std::vector<Priced>& options, const Priced* own, const Priced* api,
            const World& world);

/// Every assumption with a range that moves the difference, largest swing first.
std::vector<Sensitivity> sensitivities(const Priced& own, const Priced& api, const World& world);

}  // namespace rackrate::decide
