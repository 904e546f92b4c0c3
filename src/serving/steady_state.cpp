// SPDX-License-Identifier: Apache-2.0
// The steady state is parametrised by the number of decoding sequences n. With prefill work W a
// request and decode steps of t(n), throughput x obeys n = x * output * t(n) / (1 - x * W), so
// x = n / (output * t(n) + n * W) needs no iteration; everything else follows from x.
#include "serving/steady_state.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <cmath>

namespace rackrate::serving {
namespace {

// Prefill cannot take the whole engine: beyond this share latency is all queue.
constexpr double most_prefill = 0.95;

struct Lengths {
  double prompt;  // tokens to compute
  double cached;  // tokens the prefix cache holds
  double output;
  double context;  // mean while decoding
};

Lengths lengths(const workload::RequestMix& mix) {
  const double input = std::max(1.0, mix.input.as_count());
  const double cached = std::clamp(mix.cached.as_count(), 0.0, input - 1);
  const double output = std::max(1.0, mix.output.as_count());
  return {input - cached, cached, output, input + output / 2};
}

// The prompts of one request in chunks of the token budget, beside `decodes` sequences.
struct Prefill {
  Seconds decode_step;
  Seconds work;     // engine time that prefill adds, per request
  Seconds elapsed;  // time until the prompt is computed, decode steps included
};

Prefill prefill(const StepModel& model, const Lengths& l, double decodes) {
  const double budget = model.deployment.settings.max_num_batched_tokens;
  const double chunk = std::min(budget, l.prompt);
  const double chunks = l.prompt / chunk;
  const Batch decode{decodes, l.context, 0, 0};
  Batch mixed = decode;
  mixed.prefill_tokens = chunk;
  mixed.prefill_context = l.cached + l.prompt / 2;
  const Seconds step = step_time(model, decode);
  const Seconds both = step_time(model, mixed);
  return {step, (both - step) * chunks, both * chunks};
}

}  // namespace

Tokens mean_held(const workload::RequestMix& mix) {
  return Tokens::count(std::max(1.0, mix.input.as_count() + mix.output.as_count() / 2));
}

OperatingPoint at_decoding(const StepModel& model, const workload::RequestMix& mix, double decoding,
                           Arrivals arrivals, double in_flight) {
  const Lengths l = lengths(mix);
  // At random arrivals a request finds the mean number there and adds itself.
  const double beside = arrivals == Arrivals::open ? decoding + 1 : std::max(1.0, decoding);
  const Prefill p = prefill(model, l, beside);
  const double x =
      decoding / (l.output * p.decode_step.in_seconds() + decoding * p.work.in_seconds());
  const double busy = std::min(most_prefill, x * p.work.in_seconds());
  const Seconds tpot = p.decode_step / (1 - busy);
  // Waiting behind other prompts: at random arrivals as in a queue with service times as scattered
  // as their mean (M/M/1); in a closed loop by the engine's fitted factors.
  const catalog::EngineConstants& engine = model.engine;
  Seconds waiting = p.elapsed * (busy / (1 - busy));
  if (arrivals == Arrivals::closed) {
    waiting = waiting * engine.queue_factor +
              p.work * (engine.burst_factor * std::max(0.0, in_flight - 1) / 2);
  }
  const Seconds ttft = engine.front_end + p.elapsed + tpot / 2 + waiting;
  OperatingPoint point;
  point.rate = RequestsPerSecond::per_second(x);
  point.decoding = decoding;
  point.concurrency = x * (ttft + tpot * l.output).in_seconds();
  point.ttft = Estimate<Seconds>::within_factor(ttft, model.ttft_error_factor);
  point.tpot = Estimate<Seconds>::within_factor(tpot, model.tpot_error_factor);
  point.output_rate = TokensPerSecond::per_second(x * l.output);
  point.prefill_share_fraction = busy;
  return point;
}

OperatingPoint closed_loop(const sizing::Fit& fit, const StepModel& model,
                           const workload::RequestMix& mix, double concurrency) {
  check(concurrency > 0, "a closed loop keeps requests in flight");
  const double most = sizing::concurrency(fit, mean_held(mix));
  const double in_flight = std::min(concurrency, most);
  double low = 0;
  double high = in_flight;
  for (int i = 0; i < 50 && high - low > 1e-6 * in_flight; ++i) {
    const double middle = (low + high) / 2;
    const OperatingPoint point = at_decoding(model, mix, middle, Arrivals::closed, in_flight);
    (point.concurrency < in_flight ? low : high) = middle;
  }
  OperatingPoint point = at_decoding(model, mix, high, Arrivals::closed, in_flight);
  point.concurrency = concurrency;
  point.saturated = concurrency > most;
  if (point.saturated && point.rate > RequestsPerSecond::zero()) {
    // Those that are not admitted wait for the others to end.
    const Seconds queue = Seconds::seconds((concurrency - most) / point.rate.in_per_second());
    point.ttft.value += queue;
    point.ttft.low += queue;
    point.ttft.high += queue;
  }
  return point;
}

std::optional<OperatingPoint> open_loop(const sizing::Fit& fit, const StepModel& model,
                                        const workload::RequestMix& mix, RequestsPerSecond rate) {
  const double most = sizing::concurrency(fit, mean_held(mix));
  double low = 0;
  double high = most;
  const OperatingPoint fullest = at_decoding(model, mix, high, Arrivals::open);
  if (fullest.rate < rate) {
    return std::nullopt;
  }
  for (int i = 0; i < 50 && high - low > 1e-6 * most; ++i) {
    const double middle = (low + high) / 2;
    const OperatingPoint point = at_decoding(model, mix, middle, Arrivals::open);
    (point.rate < rate ? low : high) = middle;
  }
  OperatingPoint point = at_decoding(model, mix, high, Arrivals::open);
  if (point.concurrency > most) {
    return std::nullopt;
  }
  return point;
}

}  // namespace rackrate::serving
