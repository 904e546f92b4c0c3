// SPDX-License-Identifier: Apache-2.0
#include "serving/step_time.hpp"

#include "serving/step_terms.hpp"

#include <algorithm>
#include <cmath>

namespace rackrate::serving {
namespace {

// Tokens in a step from which the fixed times fitted on large steps apply in full; the fits were
// made from 512 tokens up for dense matrices and from 4,096 up for experts (data/kernels.toml).
constexpr double dense_prefill_tokens = 512;
constexpr double expert_prefill_tokens = 4096;

Seconds between(Seconds few, Seconds many, double share) {
  return few + (many - few) * std::min(1.0, share);
}

Seconds expert_time(const LayerTerms& layer, double tokens) {
  if (layer.experts == 0) {
    return Seconds::zero();
  }
  const double touched = -layer.experts * std::expm1(tokens * layer.idle_log);
  return between(layer.expert_fixed, layer.expert_fixed_prefill, tokens / expert_prefill_tokens) +
         std::max(layer.expert_weights * touched, layer.expert_per_token * tokens);
}

Seconds layer_time(const LayerTerms& layer, const Batch& batch, double tokens) {
  Seconds time =
      between(layer.dense_fixed, layer.dense_fixed_prefill, tokens / dense_prefill_tokens) +
      std::max(layer.dense_weights, layer.dense_per_token * tokens) + expert_time(layer, tokens);
  if (batch.decodes > 0) {
    const double read = std::min(batch.decode_context, layer.window);
    time += layer.attention_fixed + (layer.kv_per_token * read +
                                     layer.index_per_token * batch.decode_context + layer.state) *
                                        batch.decodes;
  }
  if (batch.prefill_tokens > 0) {
    time += layer.prefill_fixed + layer.prefill_per_pair *
                                      std::min(batch.prefill_context, layer.window) *
                                      batch.prefill_tokens;
  }
  return time;
}

Seconds whole_step(const StepModel& model, const Batch& batch) {
  const double tokens = batch.decodes + batch.prefill_tokens;
  const StepTerms& terms = model.terms;
  const double sampled = batch.decodes + (batch.prefill_tokens > 0 ? 1 : 0);
  Seconds time = terms.fixed + terms.per_sequence * batch.decodes + terms.per_token * tokens +
                 std::max(terms.head_weights, terms.head_per_sequence * sampled);
  for (const LayerTerms& layer : terms.layers) {
    time += layer_time(layer, batch, tokens);
  }
  return time * model.engine.step_factor;
}

// Pipeline stages work on different micro-batches: a token passes all layers in a batch that is
// smaller by the number of stages.
Batch micro_batch(const StepModel& model, Batch batch) {
  const int stages = model.deployment.pipeline_parallel;
  if (stages > 1 && model.deployment.engine->batching == catalog::Batching::continuous) {
    batch.decodes = std::max(batch.decodes / stages, std::min(batch.decodes, 1.0));
    batch.prefill_tokens /= stages;
  }
  return batch;
}

}  // namespace

StepModel step_model(const sizing::Deployment& deployment, const catalog::KernelTable& table) {
  const KernelChoice choice = choose_kernels(deployment, table);
  StepModel model;
  model.deployment = deployment;
  model.constants = choice.constants;
  model.engine = choice.engine;
  model.measured = choice.measured;
  model.borrowed_from = choice.borrowed_from;
  model.tpot_error_factor = choice.engine.tpot_error_factor * choice.error_factor;
  model.ttft_error_factor = choice.engine.ttft_error_factor * choice.error_factor;
  model.terms = step_terms(deployment, choice);
  return model;
}

Seconds step_time(const StepModel& model, const Batch& batch) {
  const Batch part = micro_batch(model, batch);
  const std::optional<double> serial = model.engine.serial_fraction;
  if (!serial || part.decodes <= 1) {
    return whole_step(model, part);
  }
  // Slots: each sequence after the first adds its share of a step of its own.
  Batch one = part;
  one.decodes = 1;
  const Seconds alone = whole_step(model, Batch{1, part.decode_context, 0, 0});
  return whole_step(model, one) + alone * (*serial * (part.decodes - 1));
}

}  // namespace rackrate::serving
