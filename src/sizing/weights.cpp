// SPDX-License-Identifier: Apache-2.0
#include "sizing/weights.hpp"

#include "catalog/parameters.hpp"
#include "sizing/split.hpp"

#include <algorithm>
#include <cmath>

namespace rackrate::sizing {
namespace {

using catalog::Part;
using catalog::WeightFormat;

// Exact size over the size by formula; 1 where only the formula is known.
double exact_ratio(const catalog::Model& model, WeightFormat format) {
  if (!model.exact_weights || format != model.native_format) {
    return 1;
  }
  return model.exact_weights->total /
         catalog::stored_size(catalog::parameters(model), deployed_parts(model, format));
}

double part_bits(const catalog::Model& model, const catalog::PerPart<WeightFormat>& parts,
                 Part part) {
  const double bits = catalog::bits_per_parameter(parts[part], part);
  return part == Part::routed_experts ? bits * expert_padding(model, parts[part]) : bits;
}

}  // namespace

catalog::PerPart<WeightFormat> deployed_parts(const catalog::Model& model, WeightFormat format) {
  return format == model.native_format ? model.native_parts : catalog::usual_parts(format);
}

Bytes checkpoint_size(const catalog::Model& model, WeightFormat format) {
  if (model.exact_weights && format == model.native_format) {
    return model.exact_weights->total;
  }
  return catalog::stored_size(catalog::parameters(model), deployed_parts(model, format));
}

// vLLM pads the hidden width of MXFP4 experts to a multiple of 256, weights but not scales
// (model_executor/layers/quantization/mxfp4.py). With 2,880 padded to 3,072 gpt-oss-20b and 120b
// come to 13.42 and 64.3 GiB; loads of 13.47 and 64.38 GiB are published by llm-d-planner
// (github.com/llm-d-incubation/llm-d-planner e50305a, 2026-04).
double expert_padding(const catalog::Model& model, WeightFormat experts) {
  if (experts != WeightFormat::mxfp4) {
    return 1;
  }
  const double hidden = static_cast<double>(model.hidden);
  const double padded = std::ceil(hidden / 256) * 256 / hidden;
  const double scale_bits = 8.0 / 32;
  return (4 * padded + scale_bits) / (4 + scale_bits);
}

double loaded_bits(const Deployment& deployment, Part part) {
  const catalog::Model& model = *deployment.model;
  return part_bits(model, deployed_parts(model, deployment.weights), part) *
         exact_ratio(model, deployment.weights);
}

Bytes weights_per_gpu(const Deployment& deployment) {
  const catalog::Model& model = *deployment.model;
  const catalog::PerPart<WeightFormat> parts = deployed_parts(model, deployment.weights);
  const int tp = deployment.tensor_parallel;
  const catalog::ParameterBreakdown whole = catalog::parameters(model);
  ParameterShare on_gpu;
  for (const catalog::LayerGroup& group : model.layers) {
    const ParameterShare one = layer_share(group, model.hidden, tp);
    for (const Part part : catalog::all_parts) {
      on_gpu[part] += one[part] * group.count / deployment.pipeline_parallel;
    }
  }
  // Pipeline stages at the ends hold embedding and head; the largest stage counts.
  for (const Part part : {Part::embedding, Part::lm_head, Part::vision}) {
    on_gpu[part] += static_cast<double>(whole[part]) / tp;
  }
  if (deployment.pipeline_parallel > 1) {
    on_gpu[Part::embedding] = 0;
  }
  on_gpu[Part::small] += static_cast<double>(model.other_small_parameters);
  double bits = 0;
  for (const Part part : catalog::all_parts) {
    bits += on_gpu[part] * part_bits(model, parts, part);
  }
  return Bytes::bytes(bits / 8 * exact_ratio(model, deployment.weights));
}

}  // namespace rackrate::sizing
