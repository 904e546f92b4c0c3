// SPDX-License-Identifier: Apache-2.0
#include "serving/step_terms.hpp"

#include "sizing/kv_cache.hpp"
#include "sizing/split.hpp"
#include "sizing/weights.hpp"

#include <cmath>
#include <limits>
#include <variant>

namespace rackrate::serving {
namespace {

using catalog::Part;

// One deployment and its rates, so that each term below is a short formula.
class TermBuilder {
 public:
  TermBuilder(const sizing::Deployment& deployment, const KernelChoice& choice)
      : deployment_(deployment),
        choice_(choice),
        gpu_(*deployment.accelerator),
        model_(*deployment.model),
        whole_(whole_model(choice, deployment)),
        parts_(sizing::deployed_parts(model_, deployment.weights)),
        tp_(deployment.tensor_parallel) {}

  StepTerms build() const;

 private:
  LayerTerms layers(const catalog::LayerGroup& group) const;
  void add_matrices(LayerTerms& terms, const sizing::ParameterShare& share, Part part,
                    int kernels) const;
  void add_experts(LayerTerms& terms, const catalog::MoeFfn& moe,
                   const sizing::ParameterShare& share) const;
  void add_attention(LayerTerms& terms, const catalog::FullAttention& a) const;
  void add_attention(LayerTerms& terms, const catalog::WindowAttention& a) const;
  void add_attention(LayerTerms& terms, const catalog::Mla& a) const;
  void add_attention(LayerTerms& terms, const catalog::CompressedAttention& a) const;
  void add_attention(LayerTerms& terms, const catalog::LinearState& a) const;
  void add_attention(LayerTerms&, const catalog::NoAttention&) const {}
  void add_communication(StepTerms& terms) const;
  void add_elementwise(StepTerms& terms) const;

  BytesPerSecond kv_rate() const;
  BytesPerSecond latent_rate() const;
  FlopsPerSecond pair_rate() const;
  Seconds pair(double heads, double width) const;
  Seconds kernel_time(Seconds measured) const {
    return whole_ != nullptr ? Seconds::zero() : measured;
  }

  const sizing::Deployment& deployment_;
  const KernelChoice& choice_;
  const catalog::Accelerator& gpu_;
  const catalog::Model& model_;
  const catalog::WholeModelConstants* whole_;
  catalog::PerPart<catalog::WeightFormat> parts_;
  int tp_;
};

constexpr double no_window = std::numeric_limits<double>::infinity();

BytesPerSecond TermBuilder::kv_rate() const {
  if (whole_ != nullptr) {
    return gpu_.bandwidth * whole_->decode_16bit_fraction;
  }
  const catalog::KernelConstants& k = choice_.constants;
  return gpu_.bandwidth * (deployment_.kv == sizing::KvFormat::fp8 ? k.decode_attention_fp8_fraction
                                                                   : k.decode_attention_fraction);
}

BytesPerSecond TermBuilder::latent_rate() const {
  return whole_ != nullptr ? kv_rate() : gpu_.bandwidth * choice_.constants.mla_decode_fraction;
}

FlopsPerSecond TermBuilder::pair_rate() const {
  return gpu_.peak_16bit() * (whole_ != nullptr ? whole_->compute_fraction
                                                : choice_.constants.prefill_attention_fraction);
}

// Score and weighted sum of one prompt token with one earlier token: two multiply-adds per element
// of each query head, `width` = key plus value width.
Seconds TermBuilder::pair(double heads, double width) const {
  return Flops::flops(2 * heads / tp_ * width) / pair_rate();
}

void TermBuilder::add_matrices(LayerTerms& terms, const sizing::ParameterShare& share, Part part,
                               int kernels) const {
  if (share[part] == 0) {
    return;
  }
  const MatrixRate rate = dense_rate(choice_, deployment_, parts_[part]);
  const Bytes size = Bytes::bytes(share[part] * sizing::loaded_bits(deployment_, part) / 8);
  terms.dense_fixed += rate.fixed * kernels;
  terms.dense_fixed_prefill += rate.fixed_prefill * kernels;
  terms.dense_weights += size / rate.bandwidth;
  terms.dense_per_token += Flops::flops(2 * share[part]) / rate.compute;
}

// Of `experts` with k per token, T tokens touch experts x (1 - (1 - k / experts)^T) when routing is
// even (Cai et al. 2024, arXiv 2407.06204, section 4).
void TermBuilder::add_experts(LayerTerms& terms, const catalog::MoeFfn& moe,
                              const sizing::ParameterShare& share) const {
  const MatrixRate rate = expert_rate(choice_, deployment_, parts_[Part::routed_experts]);
  terms.experts = static_cast<double>(moe.experts);
  const double one = share[Part::routed_experts] / terms.experts;
  const double per_token = static_cast<double>(moe.experts_per_token);
  terms.idle_log = std::log1p(-std::min(per_token / terms.experts, 1 - 1e-9));
  terms.expert_fixed = rate.fixed;
  terms.expert_fixed_prefill = rate.fixed_prefill;
  const double bits = sizing::loaded_bits(deployment_, Part::routed_experts);
  terms.expert_weights = Bytes::bytes(one * bits / 8) / rate.bandwidth;
  terms.expert_per_token = Flops::flops(2 * one * per_token) / rate.compute;
}

void TermBuilder::add_attention(LayerTerms& terms, const catalog::FullAttention& a) const {
  catalog::FullAttention read = a;
  read.own_kv = true;  // layers that share a cache read it all the same
  const Bytes token = sizing::kv_of_layer(read, deployment_.kv, tp_);
  terms.attention_fixed = kernel_time(choice_.constants.decode_attention_fixed);
  terms.kv_per_token = token / kv_rate();
  terms.prefill_fixed = kernel_time(choice_.constants.prefill_attention_fixed);
  terms.prefill_per_pair =
      pair(static_cast<double>(a.heads), static_cast<double>(a.head_dim + a.v_head_dim));
}

void TermBuilder::add_attention(LayerTerms& terms, const catalog::WindowAttention& a) const {
  add_attention(terms, a.heads);
  terms.window = a.window.as_count();
}

void TermBuilder::add_attention(LayerTerms& terms, const catalog::Mla& a) const {
  catalog::Mla latent = a;
  latent.indexer.reset();
  const Bytes token = sizing::kv_of_layer(latent, deployment_.kv, tp_);
  terms.attention_fixed = kernel_time(choice_.constants.mla_decode_fixed);
  terms.kv_per_token = token / latent_rate();
  terms.prefill_fixed = kernel_time(choice_.constants.prefill_attention_fixed);
  terms.prefill_per_pair =
      pair(static_cast<double>(a.heads),
           static_cast<double>(a.qk_nope_head_dim + a.qk_rope_head_dim + a.v_head_dim));
  if (a.indexer) {
    terms.window = a.indexer->top.as_count();
    terms.index_per_token = (sizing::kv_of_layer(a, deployment_.kv, tp_) - token) / latent_rate();
  }
}

void TermBuilder::add_attention(LayerTerms& terms, const catalog::CompressedAttention& a) const {
  terms.attention_fixed = kernel_time(choice_.constants.mla_decode_fixed);
  terms.window = a.window.as_count();
  terms.kv_per_token = Bytes::bytes(static_cast<double>(a.head_dim) * 2) / latent_rate();
  terms.index_per_token = sizing::kv_of_layer(a, deployment_.kv, tp_) / latent_rate();
  terms.prefill_fixed = kernel_time(choice_.constants.prefill_attention_fixed);
  terms.prefill_per_pair = pair(static_cast<double>(a.heads), 2 * static_cast<double>(a.head_dim));
}

// The state is read and written once a step; a prompt token costs about six operations per element
// of the state in the chunked form (Yang et al. 2024, arXiv 2412.06464, section 3).
void TermBuilder::add_attention(LayerTerms& terms, const catalog::LinearState& a) const {
  terms.attention_fixed = kernel_time(choice_.constants.decode_attention_fixed);
  terms.state = a.state_per_sequence() * (2.0 / tp_) / kv_rate();
  const Flops per_token = Flops::flops(6 * static_cast<double>(a.state_elements()) / tp_);
  terms.dense_per_token += per_token / pair_rate();
}

LayerTerms TermBuilder::layers(const catalog::LayerGroup& group) const {
  const sizing::ParameterShare share = sizing::layer_share(group, model_.hidden, tp_);
  LayerTerms terms;
  terms.window = no_window;
  const bool latent = std::holds_alternative<catalog::Mla>(group.attention);
  add_matrices(terms, share, Part::attention, latent ? 5 : 2);
  add_matrices(terms, share, Part::linear_attention, 3);
  add_matrices(terms, share, Part::dense_ffn, 2);
  add_matrices(terms, share, Part::shared_experts, 2);
  add_matrices(terms, share, Part::router, 1);
  std::visit([&](const auto& a) { add_attention(terms, a); }, group.attention);
  if (const auto* moe = std::get_if<catalog::MoeFfn>(&group.ffn)) {
    add_experts(terms, *moe, share);
  }
  for (Seconds* const term :
       {&terms.dense_fixed, &terms.dense_fixed_prefill, &terms.dense_weights,
        &terms.dense_per_token, &terms.expert_fixed, &terms.expert_fixed_prefill,
        &terms.expert_weights, &terms.expert_per_token, &terms.attention_fixed, &terms.kv_per_token,
        &terms.index_per_token, &terms.state, &terms.prefill_fixed, &terms.prefill_per_pair}) {
    *term *= group.count;
  }
  return terms;
}

// One all-reduce after attention and one after the feed-forward part: latency plus
// 2 (n - 1) / n of the bytes over the bus bandwidth (nccl-tests, doc/PERFORMANCE.md).
void TermBuilder::add_communication(StepTerms& terms) const {
  if (tp_ < 2 || choice_.constants.all_reduce_latency.empty()) {
    return;
  }
  int reductions = 0;
  for (const catalog::LayerGroup& group : model_.layers) {
    reductions += std::holds_alternative<catalog::NoAttention>(group.attention) ? 0 : group.count;
    reductions += std::holds_alternative<catalog::NoFfn>(group.ffn) ? 0 : group.count;
  }
  const auto& latencies = choice_.constants.all_reduce_latency;
  auto at = latencies.lower_bound(tp_);
  at = at == latencies.end() ? std::prev(at) : at;
  const BytesPerSecond bus =
      choice_.constants.all_reduce_bandwidth.at(at->first) * choice_.link_ratio;
  const Bytes token = Bytes::bytes(2.0 * static_cast<double>(model_.hidden));
  terms.fixed += at->second * reductions;
  terms.per_token += token * (2.0 * (tp_ - 1) / tp_) / bus * reductions;
}

// Norms, rotary embedding, activation and residual read and write about eight hidden widths of
// 16-bit values a layer, at the 0.8 of bandwidth aiconfigurator assumes for them (095f58a).
void TermBuilder::add_elementwise(StepTerms& terms) const {
  const int count = catalog::layer_count(model_);
  terms.fixed += choice_.engine.per_layer * count;
  const Bytes token = Bytes::bytes(8 * 2.0 * static_cast<double>(model_.hidden));
  terms.per_token += token / (gpu_.bandwidth * 0.8) * count;
}

StepTerms TermBuilder::build() const {
  StepTerms terms;
  for (const catalog::LayerGroup& group : model_.layers) {
    terms.layers.push_back(layers(group));
  }
  const MatrixRate head = dense_rate(choice_, deployment_, parts_[Part::lm_head]);
  const double head_parameters =
      static_cast<double>(model_.vocab) * static_cast<double>(model_.hidden) / tp_;
  const double head_bits = sizing::loaded_bits(deployment_, Part::lm_head);
  terms.head_weights = Bytes::bytes(head_parameters * head_bits / 8) / head.bandwidth;
  terms.head_per_sequence = Flops::flops(2 * head_parameters) / head.compute;
  terms.fixed = head.fixed + choice_.engine.host_per_step;
  terms.per_sequence = choice_.engine.host_per_sequence;
  add_communication(terms);
  add_elementwise(terms);
  return terms;
}

}  // namespace

StepTerms step_terms(const sizing::Deployment& deployment, const KernelChoice& choice) {
  return TermBuilder(deployment, choice).build();
}

}  // namespace rackrate::serving
