// SPDX-License-Identifier: Apache-2.0
// Layouts as vLLM keeps them (vllm/v1/kv_cache_interface.py, model_executor/layers/attention).
#include "sizing/kv_cache.hpp"

#include "sizing/split.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

namespace rackrate::sizing {
namespace {

// FP8 latent cache of FlashMLA sparse attention: 512 values and four 32-bit scales, the rotary part
// at 16 bit: 512 + 16 + 128 bytes (github.com/deepseek-ai/FlashMLA, 2025-09).
constexpr double sparse_fp8_latent_bytes = 656;

double element_bytes(KvFormat format) { return format == KvFormat::fp8 ? 1 : 2; }

// One indexer key: 8-bit values and a 32-bit scale (DeepSeek-V3.2 report, 2025-09).
double indexer_bytes(const std::optional<catalog::SparseIndexer>& indexer) {
  return indexer ? static_cast<double>(indexer->head_dim) + 4 : 0;
}

Bytes layer(const catalog::FullAttention& a, KvFormat format, int tensor_parallel) {
  if (!a.own_kv) {
    return Bytes::zero();
  }
  return Bytes::bytes(kv_heads_per_gpu(a.kv_heads, tensor_parallel) *
                      static_cast<double>(a.head_dim + a.v_head_dim) * element_bytes(format));
}

Bytes layer(const catalog::WindowAttention& a, KvFormat format, int tensor_parallel) {
  return layer(a.heads, format, tensor_parallel);
}

// Every GPU of a tensor-parallel group keeps the whole latent.
Bytes layer(const catalog::Mla& a, KvFormat format, int) {
  const double values = static_cast<double>(a.kv_lora_rank + a.qk_rope_head_dim);
  const double latent = a.sparse && format == KvFormat::fp8 ? sparse_fp8_latent_bytes
                                                            : values * element_bytes(format);
  return Bytes::bytes(latent + indexer_bytes(a.indexer));
}

// One entry per `compression` tokens; the uncompressed window is counted apart.
Bytes layer(const catalog::CompressedAttention& a, KvFormat format, int) {
  if (a.compression == 0) {
    return Bytes::zero();
  }
  return Bytes::bytes(
      (static_cast<double>(a.head_dim) * element_bytes(format) + indexer_bytes(a.indexer)) /
      static_cast<double>(a.compression));
}

Bytes layer(const catalog::LinearState&, KvFormat, int) { return Bytes::zero(); }
Bytes layer(const catalog::NoAttention&, KvFormat, int) { return Bytes::zero(); }

void add_window(KvFootprint& footprint, Tokens window, Bytes per_token) {
  const auto same = std::find_if(footprint.windows.begin(), footprint.windows.end(),
                                 [window](const auto& share) { return share.window == window; });
  if (same != footprint.windows.end()) {
    same->per_token += per_token;
  } else {
    footprint.windows.push_back({window, per_token});
  }
}

// Where attention and state-space layers share one pool, vLLM enlarges the attention block until
// one layer's block is as large as one layer's state (vllm/model_executor/models/config.py,
// HybridAttentionMambaModelConfig).
int hybrid_block(Bytes state_of_layer, Bytes token_of_layer, int block_tokens) {
  if (token_of_layer == Bytes::zero() || state_of_layer == Bytes::zero()) {
    return block_tokens;
  }
  const double blocks = std::ceil(state_of_layer / token_of_layer / block_tokens);
  return static_cast<int>(std::max(1.0, blocks)) * block_tokens;
}

double whole_blocks(Tokens tokens, int block_tokens) {
  return std::ceil(tokens.as_count() / block_tokens) * block_tokens;
}

}  // namespace

Bytes kv_of_layer(const catalog::Attention& attention, KvFormat format, int tensor_parallel) {
  return std::visit([&](const auto& a) { return layer(a, format, tensor_parallel); }, attention);
}

Bytes KvFootprint::of_sequence(Tokens length) const {
  Bytes sum = state + per_token * whole_blocks(length, block_tokens);
  for (const WindowShare& share : windows) {
    sum += share.per_token * whole_blocks(std::min(length, share.window), block_tokens);
  }
  return sum;
}

KvFootprint kv_footprint(const Deployment& deployment) {
  const int tp = deployment.tensor_parallel;
  KvFootprint footprint;
  Bytes state_of_layer = Bytes::zero();
  Bytes token_of_layer = Bytes::zero();
  for (const catalog::LayerGroup& group : deployment.model->layers) {
    const double layers = static_cast<double>(group.count) / deployment.pipeline_parallel;
    const Bytes one = kv_of_layer(group.attention, deployment.kv, tp);
    if (const auto* window = std::get_if<catalog::WindowAttention>(&group.attention)) {
      add_window(footprint, window->window, one * layers);
    } else if (const auto* linear = std::get_if<catalog::LinearState>(&group.attention)) {
      state_of_layer = linear->state_per_sequence() / tp;
      footprint.state += state_of_layer * layers;
    } else {
      footprint.per_token += one * layers;
      token_of_layer = std::max(token_of_layer, one);
    }
    if (const auto* compressed = std::get_if<catalog::CompressedAttention>(&group.attention)) {
      const double values = static_cast<double>(compressed->head_dim);
      add_window(footprint, compressed->window,
                 Bytes::bytes(values * element_bytes(deployment.kv) * layers));
    }
  }
  footprint.block_tokens = deployment.settings.block_tokens;
  if (deployment.engine->memory_model == catalog::MemoryModel::share_of_total) {
    footprint.block_tokens =
        hybrid_block(state_of_layer, token_of_layer, deployment.settings.block_tokens);
  }
  return footprint;
}

}  // namespace rackrate::sizing
