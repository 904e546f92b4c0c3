// SPDX-License-Identifier: Apache-2.0
#include "sizing/settings.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace rackrate;

namespace {

Assumption setting(std::string id, std::string unit, double value) {
  Assumption a;
  a.id = std::move(id);
  a.unit = std::move(unit);
  a.value = a.low = a.high = value;
  return a;
}

}  // namespace

TEST_CASE("what the user states replaces the engine's default, what is unknown does not") {
  Register assumptions;
  assumptions.add(setting("engine.max_num_seqs", "sequences", 16));
  assumptions.add(
      setting("engine.max_num_batched_tokens", "tokens", std::numeric_limits<double>::quiet_NaN()));
  assumptions.add(setting("engine.memory_utilisation", "fraction", 0.8));
  sizing::Deployment deployment;
  deployment.settings.max_num_batched_tokens = 8192;
  const sizing::EngineSettings settings = with_settings(deployment, assumptions).settings;
  CHECK(settings.max_num_seqs == 16);
  CHECK(settings.max_num_batched_tokens == 8192);
  CHECK(settings.memory_utilisation_fraction == 0.8);
}
