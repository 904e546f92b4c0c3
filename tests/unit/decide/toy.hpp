// SPDX-License-Identifier: Apache-2.0
// A fleet small enough for pencil and paper, for the tests of decide.
#pragma once

#include "decide/point.hpp"

#include <utility>
#include <vector>

namespace rackrate::test {

/// Replicas of one GPU at 1 $/h that serve 10 requests/s; nothing else costs anything unless the
/// terms say so. Load: 25 requests/s at the peak, 10 on average.
struct Toy {
  catalog::Accelerator gpu;
  catalog::GpuPrice price;
  decide::SelfHosting own;
  decide::Load load;
  decide::Point point;

  explicit Toy(double usd_per_hour = 1) {
    price.provider = "a cloud";
    price.quoted = catalog::PerGpuPrice{UsdPerHour::per_hour(usd_per_hour), 1};
    own.per_replica = Estimate<RequestsPerSecond>::exact(RequestsPerSecond::per_second(10));
    own.supply.gpu = &gpu;
    own.supply.rent = &price;
    load.mean = RequestsPerSecond::per_second(10);
    load.peak = RequestsPerSecond::per_second(25);
    load.total = Tokens::millions(1000);
    load.output = Tokens::millions(200);
    load.curve = decide::LoadCurve({2.5, 1.0, 0.5, 0.5, 0.5});
  }
  Toy(const Toy&) = delete;
  Toy& operator=(const Toy&) = delete;
};

}  // namespace rackrate::test
