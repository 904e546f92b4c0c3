// SPDX-License-Identifier: Apache-2.0
#include "sizing/fit.hpp"

#include "core/error.hpp"
#include "core/units_format.hpp"
#include "sizing/reserves.hpp"
#include "sizing/split.hpp"
#include "sizing/weights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace rackrate::sizing {
namespace {

std::optional<Infeasible> format_obstacle(const Deployment& deployment) {
  const catalog::Engine& engine = *deployment.engine;
  const catalog::Accelerator& gpu = *deployment.accelerator;
  if (!engine.runs_on(gpu)) {
    return Infeasible{"engine", fmt::format("{} on {}", engine.name, gpu.name),
                      "no support for this accelerator"};
  }
  if (engine.supports(deployment.weights, gpu) == catalog::FormatSupport::none) {
    return Infeasible{"format", fmt::format("{} weights", name(deployment.weights)),
                      fmt::format("{} has no path for them on {}", engine.name, gpu.name)};
  }
  return std::nullopt;
}

std::optional<Infeasible> parallel_obstacle(const Deployment& deployment) {
  const catalog::Accelerator& gpu = *deployment.accelerator;
  const int tp = deployment.tensor_parallel;
  if (deployment.gpus() > gpu.max_per_node) {
    return Infeasible{"tensor parallel", fmt::format("{} GPUs", deployment.gpus()),
                      fmt::format("{} in one node of {}", gpu.max_per_node, gpu.name)};
  }
  if (const auto obstacle = split_obstacle(*deployment.model, tp)) {
    return Infeasible{"tensor parallel", fmt::format("a split over {} GPUs", tp),
                      fmt::format("{}, not divisible", *obstacle)};
  }
  return std::nullopt;
}

// Bytes as the reader compares them with a data sheet.
std::string per_gpu(Bytes size) { return format_gib(size) + " per GPU"; }

Memory account(const Deployment& deployment, Tokens longest) {
  Memory memory;
  memory.visible = deployment.accelerator->memory_visible;
  memory.weights = weights_per_gpu(deployment);
  memory.weights_total = memory.weights * deployment.gpus();
  const Budget budget = sizing::budget(deployment, memory.weights);
  memory.usable = budget.usable;
  memory.reserve = budget.reserve;
  memory.kv = budget.usable - memory.weights - budget.reserve;
  memory.footprint = kv_footprint(deployment);
  memory.kv_per_token = memory.footprint.per_token;
  memory.state_per_sequence = memory.footprint.state;
  for (const WindowShare& share : memory.footprint.windows) {
    memory.state_per_sequence += share.per_token * share.window.as_count();
  }
  memory.longest = longest;
  memory.margin = std::max(memory.kv * 0.04, Bytes::gib(0.5));
  return memory;
}

Tokens tokens_held(const Memory& memory, int block_tokens) {
  if (memory.footprint.state == Bytes::zero() && memory.footprint.windows.empty()) {
    const Bytes block = memory.footprint.per_token * block_tokens;
    return Tokens::count(std::floor(memory.kv / block) * block_tokens);
  }
  return memory.longest * std::floor(memory.kv / memory.footprint.of_sequence(memory.longest));
}

}  // namespace

std::variant<Fit, Infeasible> fit(const Deployment& deployment, Tokens longest) {
  check(deployment.model != nullptr && deployment.accelerator != nullptr &&
            deployment.engine != nullptr,
        "a deployment names model, accelerator and engine");
  check(longest > Tokens::zero(), "a request holds at least one token");
  if (auto obstacle = format_obstacle(deployment)) {
    return *obstacle;
  }
  if (auto obstacle = parallel_obstacle(deployment)) {
    return *obstacle;
  }
  if (longest > deployment.model->context) {
    return Infeasible{"context", format_count(longest.as_count()) + " tokens",
                      format_count(deployment.model->context.as_count()) + " tokens"};
  }
  Fit result{deployment, account(deployment, longest)};
  Memory& memory = result.memory;
  if (memory.kv <= Bytes::zero()) {
    return Infeasible{"weights", per_gpu(memory.weights + memory.reserve), per_gpu(memory.usable)};
  }
  const Bytes one_request = memory.footprint.of_sequence(longest);
  if (memory.kv < one_request) {
    return Infeasible{"kv cache",
                      fmt::format("{} for one request of {} tokens", format_gib(one_request),
                                  format_count(longest.as_count())),
                      per_gpu(memory.kv)};
  }
  memory.tight = memory.kv - memory.margin < one_request;
  memory.kv_tokens = tokens_held(memory, memory.footprint.block_tokens);
  return result;
}

double concurrency(const Fit& fit, Tokens mean_tokens) {
  const Memory& memory = fit.memory;
  const bool slots = fit.deployment.engine->batching == catalog::Batching::slots;
  // Slots are allocated for the longest request whatever they hold.
  const Tokens held = slots ? memory.longest : mean_tokens;
  const double by_memory = memory.kv / memory.footprint.of_sequence(held);
  const double limit = fit.deployment.settings.max_num_seqs;
  return std::min(limit, slots ? std::floor(by_memory) : by_memory);
}

Tokens longest_context(const Fit& fit) {
  const Memory& memory = fit.memory;
  double low = 0;
  double high = fit.deployment.model->context.as_count();
  if (memory.footprint.of_sequence(Tokens::count(high)) <= memory.kv) {
    return Tokens::count(high);
  }
  while (high - low > 1) {
    const double middle = std::floor((low + high) / 2);
    const bool holds = memory.footprint.of_sequence(Tokens::count(middle)) <= memory.kv;
    (holds ? low : high) = middle;
  }
  return Tokens::count(low);
}

bool comfortable(const Fit& fit, double sequences, Tokens tokens) {
  return fit.memory.footprint.of_sequence(tokens) * sequences <=
             fit.memory.kv - fit.memory.margin &&
         sequences <= fit.deployment.settings.max_num_seqs;
}

}  // namespace rackrate::sizing
