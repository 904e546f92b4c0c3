// SPDX-License-Identifier: Apache-2.0
#include "serving/steady_state.hpp"

#include "support/deployments.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using catalog::WeightFormat;

namespace {

struct Replica {
  sizing::Fit fit;
  serving::StepModel model;
};

Replica replica(std::string_view id = "llama-3.1-8b", int tensor_parallel = 1,
                WeightFormat format = WeightFormat::bf16, std::string_view engine = "vllm") {
  const auto d = test::deployment(id, "h100-sxm", format, tensor_parallel, engine);
  return {test::fitted(d), serving::step_model(d, test::embedded_catalog().kernels)};
}

workload::RequestMix mix(double input, double output, double cached = 0) {
  return {Tokens::count(input),
          Tokens::count(cached),
          Tokens::count(output),
          Tokens::count(input),
          Tokens::count(output),
          Tokens::count(input + output),
          true};
}

}  // namespace

TEST_CASE("Little's law holds") {
  const Replica r = replica();
  for (const double n : {1.0, 8.0, 64.0}) {
    const auto p = serving::closed_loop(r.fit, r.model, mix(1000, 200), n);
    const double sojourn = p.ttft.value.in_seconds() + 200 * p.tpot.value.in_seconds();
    CHECK(p.rate.in_per_second() * sojourn == doctest::Approx(n).epsilon(1e-3));
    CHECK(p.output_rate.in_per_second() == doctest::Approx(200 * p.rate.in_per_second()));
  }
}

TEST_CASE("one request alone decodes at the time of a step") {
  const Replica r = replica();
  const auto p = serving::closed_loop(r.fit, r.model, mix(1000, 4000), 1);
  const Seconds step = serving::step_time(r.model, {1, 3000, 0, 0});
  CHECK(p.tpot.value / step == doctest::Approx(1).epsilon(0.02));
}

TEST_CASE("more in flight: more throughput, more latency") {
  for (const char* const id : {"llama-3.1-8b", "gpt-oss-20b"}) {
    const Replica r =
        replica(id, 1, catalog::require_model(test::embedded_catalog().models, id).native_format);
    serving::OperatingPoint before;
    for (double n = 1; n <= 256; n *= 2) {
      const auto now = serving::closed_loop(r.fit, r.model, mix(1000, 200), n);
      CHECK(now.rate > before.rate);
      CHECK(now.tpot.value > before.tpot.value);
      CHECK(now.ttft.value > before.ttft.value);
      before = now;
    }
  }
}

TEST_CASE("a higher rate means higher latency, until it cannot be sustained") {
  const Replica r = replica();
  serving::OperatingPoint before;
  double last = 0;
  for (double rate = 0.5; rate < 1000; rate *= 1.3) {
    const auto now =
        serving::open_loop(r.fit, r.model, mix(1000, 200), RequestsPerSecond::per_second(rate));
    if (!now) {
      break;
    }
    CHECK(now->rate.in_per_second() == doctest::Approx(rate).epsilon(1e-3));
    CHECK(now->tpot.value > before.tpot.value);
    CHECK(now->ttft.value > before.ttft.value);
    CHECK(now->concurrency > before.concurrency);
    before = *now;
    last = rate;
  }
  CHECK(last > 5);
  CHECK(last < 100);
}

TEST_CASE("cached prompt tokens skip prefill and stay in the context") {
  const Replica r = replica();
  const auto cold = serving::closed_loop(r.fit, r.model, mix(4000, 100), 16);
  const auto warm = serving::closed_loop(r.fit, r.model, mix(4000, 100, 3600), 16);
  CHECK(warm.ttft.value < 0.5 * cold.ttft.value);
  CHECK(warm.prefill_share_fraction < 0.3 * cold.prefill_share_fraction);
  // Decoding reads the whole context either way.
  CHECK(warm.tpot.value > serving::step_time(r.model, {1, 4050, 0, 0}));
}

TEST_CASE("requests that the engine does not admit wait for the others") {
  const Replica r = replica();
  const double most = sizing::concurrency(r.fit, Tokens::count(8100));
  const auto full = serving::closed_loop(r.fit, r.model, mix(8000, 200), most);
  const auto twice = serving::closed_loop(r.fit, r.model, mix(8000, 200), 2 * most);
  CHECK_FALSE(full.saturated);
  CHECK(twice.saturated);
  CHECK(twice.rate / full.rate == doctest::Approx(1).epsilon(1e-3));
  CHECK(twice.ttft.value >
        full.ttft.value + Seconds::seconds(0.9 * most / full.rate.in_per_second()));
}

TEST_CASE("prefill takes the time it takes") {
  // All prompt, one token of output: the rate is what prefill alone allows.
  const Replica r = replica();
  const auto p = serving::closed_loop(r.fit, r.model, mix(8000, 1), 50);
  const Seconds prefill = serving::step_time(r.model, {0, 0, 8000, 4000});
  // A step's fixed time is shared with the decoding sequences, so slightly more than one is right.
  CHECK(p.rate.in_per_second() * prefill.in_seconds() <= 1.05);
  CHECK(p.prefill_share_fraction > 0.5);
}
