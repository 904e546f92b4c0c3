// SPDX-License-Identifier: Apache-2.0
#include "sizing/candidates.hpp"

#include "core/error.hpp"
#include "sizing/weights.hpp"

#include <algorithm>
#include <array>

namespace rackrate::sizing {
namespace {

using catalog::WeightFormat;

constexpr std::array group_sizes{1, 2, 4, 8};

// What is worth trying beside the publisher's own format: the formats people deploy, whose quality
// is known well. Others only when asked for.
constexpr std::array usual_formats{WeightFormat::bf16,  WeightFormat::fp8,  WeightFormat::int4_g128,
                                   WeightFormat::nvfp4, WeightFormat::q8_0, WeightFormat::q4_k_m};

double width(const catalog::Model& model, WeightFormat format) {
  return checkpoint_size(model, format).in_bytes();
}

// The native format, and the usual ones that make the model at least a tenth smaller.
std::vector<WeightFormat> formats(const catalog::Model& model, const catalog::Engine& engine,
                                  const catalog::Accelerator& gpu, const Search& search) {
  if (search.weights) {
    return {*search.weights};
  }
  std::vector<WeightFormat> found{model.native_format};
  const bool foreign = engine.supports(model.native_format, gpu) == catalog::FormatSupport::none;
  for (const WeightFormat format : usual_formats) {
    const bool smaller = width(model, format) < 0.9 * width(model, model.native_format);
    // Nothing is smaller than an 8-bit model at its quality, but a GGUF file may be the only way.
    const bool only_way = format == WeightFormat::q8_0 && foreign;
    if ((smaller || only_way) && format != model.native_format) {
      found.push_back(format);
    }
  }
  std::erase_if(found, [&](WeightFormat format) {
    return engine.supports(format, gpu) == catalog::FormatSupport::none;
  });
  // With nothing left the native format stands, to carry the reason.
  return found.empty() ? std::vector{model.native_format} : found;
}

const catalog::Engine& engine_for(const catalog::Accelerator& gpu, const catalog::Catalog& catalog,
                                  const Search& search) {
  const std::string wanted = search.engine.value_or("vllm");
  const auto row = std::find_if(catalog.engines.begin(), catalog.engines.end(),
                                [&wanted](const auto& engine) { return engine.id == wanted; });
  check(row != catalog.engines.end(), "the search names an engine of the catalog");
  if (search.engine || row->runs_on(gpu)) {
    return *row;
  }
  const auto other = std::find_if(catalog.engines.begin(), catalog.engines.end(),
                                  [&gpu](const auto& engine) { return engine.runs_on(gpu); });
  return other == catalog.engines.end() ? *row : *other;
}

// Defaults first; where they leave no room, the smaller batch limits an operator would set.
std::variant<Fit, Infeasible> fit_with_room(Deployment deployment, Tokens longest,
                                            Candidate& candidate) {
  std::variant<Fit, Infeasible> outcome = fit(deployment, longest);
  const int default_seqs = deployment.settings.max_num_seqs;
  for (const int sequences : {256, 64, 1}) {
    const auto* infeasible = std::get_if<Infeasible>(&outcome);
    if (infeasible == nullptr || sequences >= default_seqs ||
        (infeasible->limit != "weights" && infeasible->limit != "kv cache")) {
      break;
    }
    deployment.settings.max_num_seqs = sequences;
    deployment.settings.max_num_batched_tokens =
        std::min(deployment.settings.max_num_batched_tokens, 2048);
    std::variant<Fit, Infeasible> smaller = fit(deployment, longest);
    if (std::holds_alternative<Fit>(smaller)) {
      outcome = std::move(smaller);
      candidate.deployment = deployment;
    }
  }
  return outcome;
}

Candidate candidate_of(const Deployment& deployment, Tokens longest) {
  Candidate candidate{deployment, Infeasible{}};
  candidate.outcome = fit_with_room(deployment, longest, candidate);
  return candidate;
}

// Engines with slots split a model by layers: each GPU works in turn.
void split_over(Deployment& deployment, int gpus) {
  const bool by_layers = deployment.engine->batching == catalog::Batching::slots;
  deployment.tensor_parallel = by_layers ? 1 : gpus;
  deployment.pipeline_parallel = by_layers ? gpus : 1;
}

void add_sizes(std::vector<Candidate>& all, Deployment deployment, const Search& search,
               Tokens longest) {
  int feasible = 0;
  std::optional<Candidate> largest_that_does_not;
  const std::vector<int> sizes = search.tensor_parallel
                                     ? std::vector{*search.tensor_parallel}
                                     : std::vector(group_sizes.begin(), group_sizes.end());
  for (const int gpus : sizes) {
    if (!search.tensor_parallel && gpus > deployment.accelerator->max_per_node) {
      break;
    }
    split_over(deployment, gpus);
    Candidate candidate = candidate_of(deployment, longest);
    if (std::holds_alternative<Fit>(candidate.outcome)) {
      all.push_back(std::move(candidate));
      if (++feasible == 2 && !search.every_size) {
        return;
      }
    } else {
      largest_that_does_not = std::move(candidate);
    }
  }
  if (feasible == 0 && largest_that_does_not) {
    all.push_back(std::move(*largest_that_does_not));
  }
}

}  // namespace

std::vector<Candidate> candidates(const catalog::Model& model, const catalog::Catalog& catalog,
                                  const Search& search, Tokens longest) {
  std::vector<Candidate> all;
  for (const catalog::Accelerator& gpu : catalog.accelerators) {
    if (search.gpu && gpu.id != *search.gpu) {
      continue;
    }
    Deployment deployment;
    deployment.model = &model;
    deployment.accelerator = &gpu;
    deployment.engine = &engine_for(gpu, catalog, search);
    deployment.settings = default_settings(*deployment.engine, gpu);
    for (const WeightFormat format : formats(model, *deployment.engine, gpu, search)) {
      deployment.weights = format;
      add_sizes(all, deployment, search, longest);
    }
  }
  return all;
}

}  // namespace rackrate::sizing
