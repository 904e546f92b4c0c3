// SPDX-License-Identifier: Apache-2.0
#include "serving/kernel_choice.hpp"

#include "core/error.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace rackrate::serving {
namespace {

using catalog::GemmConstants;
using catalog::Precision;
using catalog::WeightFormat;
using GemmTable = std::map<std::string, GemmConstants, std::less<>>;

// Names of the rows that fit a format, best first, and the peak their kernels compute at.
struct Kernel {
  std::string_view row;
  std::string_view other;
  std::optional<Precision> peak;  ///< nothing: 16 bit
};

Kernel kernel_of(WeightFormat format) {
  switch (format) {
    case WeightFormat::fp8: return {"fp8", "fp8_block", Precision::fp8};
    case WeightFormat::fp8_block: return {"fp8_block", "fp8", Precision::fp8};
    case WeightFormat::int8: return {"fp8", "fp8_block", Precision::int8};
    case WeightFormat::nvfp4: return {"nvfp4", "int4", Precision::fp4};
    case WeightFormat::mxfp4: return {"mxfp4", "int4", Precision::fp8};
    case WeightFormat::int4_g128:
    case WeightFormat::int4_g64:
    case WeightFormat::int4_g32:
    case WeightFormat::int4_g32_sym:
    case WeightFormat::nf4: return {"int4", "int4", std::nullopt};
    default: return {"bf16", "bf16", std::nullopt};
  }
}

const GemmConstants* find_row(const GemmTable& table, const Kernel& kernel) {
  for (const std::string_view name : {kernel.row, kernel.other, std::string_view("bf16")}) {
    const auto found = table.find(name);
    if (found != table.end()) {
      return &found->second;
    }
  }
  return nullptr;
}

// Formats the engine only stores compute at 16 bit whatever the hardware has.
bool computes_natively(const sizing::Deployment& deployment, WeightFormat format) {
  return deployment.engine->supports(format, *deployment.accelerator) ==
         catalog::FormatSupport::native;
}

MatrixRate whole_model_rate(const catalog::WholeModelConstants& row,
                            const catalog::Accelerator& gpu, WeightFormat format) {
  const bool wide = catalog::bits_per_parameter(format, catalog::Part::attention) >= 16;
  const double share = wide ? row.decode_16bit_fraction : row.decode_quantised_fraction;
  return {Seconds::zero(), Seconds::zero(), gpu.bandwidth * share,
          gpu.peak_16bit() * row.compute_fraction};
}

MatrixRate rate(const GemmTable& table, const sizing::Deployment& deployment, WeightFormat format) {
  const catalog::Accelerator& gpu = *deployment.accelerator;
  Kernel kernel = kernel_of(format);
  std::optional<FlopsPerSecond> peak;
  if (kernel.peak && computes_natively(deployment, format)) {
    peak = gpu.peak(*kernel.peak);
  }
  if (!peak) {
    // MXFP4 has weight-only kernels of its own; 8-bit and NVFP4 weights are unpacked as int4 is.
    if (kernel.peak && kernel.row != "mxfp4") {
      kernel = {"int4", "bf16", std::nullopt};
    }
    peak = gpu.peak_16bit();
  }
  const GemmConstants* const row = find_row(table, kernel);
  check(row != nullptr, "kernel constants have a row for 16-bit weights");
  const GemmConstants* const wide = find_row(table, kernel_of(WeightFormat::bf16));
  const double compute =
      row->compute_fraction > 0 || wide == nullptr ? row->compute_fraction : wide->compute_fraction;
  const Seconds prefill =
      row->compute_fraction > 0 || wide == nullptr ? row->fixed_prefill : wide->fixed_prefill;
  return {row->fixed, std::max(row->fixed, prefill), gpu.bandwidth * row->memory_fraction,
          *peak * compute};
}

const catalog::KernelConstants& kernels_called(const catalog::KernelTable& table,
                                               std::string_view id) {
  const catalog::KernelConstants* const found = catalog::find_kernels(table, id);
  check(found != nullptr, "borrowed kernel constants exist");
  return *found;
}

}  // namespace

KernelChoice choose_kernels(const sizing::Deployment& deployment,
                            const catalog::KernelTable& table) {
  const catalog::Accelerator& gpu = *deployment.accelerator;
  KernelChoice choice;
  const catalog::EngineConstants* engine =
      catalog::find_engine_constants(table, deployment.engine->id);
  check(engine != nullptr, "every engine of the catalog has speed constants");
  choice.engine = *engine;
  if (const auto* own = catalog::find_kernels(table, gpu.id)) {
    choice.constants = *own;
    return choice;
  }
  const catalog::Borrowed* const row = catalog::find_borrowed(table, gpu);
  check(row != nullptr, "every accelerator has kernel constants or borrows some");
  choice.constants = kernels_called(table, row->kernels);
  const catalog::KernelConstants& links = kernels_called(table, row->links);
  choice.constants.all_reduce_latency = links.all_reduce_latency;
  choice.constants.all_reduce_bandwidth = links.all_reduce_bandwidth;
  choice.link_ratio = gpu.link_bandwidth / row->link_rate;
  choice.measured = false;
  choice.borrowed_from = row->kernels;
  choice.error_factor = row->error_factor;
  return choice;
}

const catalog::WholeModelConstants* whole_model(const KernelChoice& choice,
                                                const sizing::Deployment& deployment) {
  const catalog::Accelerator& gpu = *deployment.accelerator;
  for (const catalog::WholeModelConstants& row : choice.engine.whole_model) {
    if ((!row.kind || *row.kind == gpu.kind) && gpu.bandwidth >= row.bandwidth_from) {
      return &row;
    }
  }
  return nullptr;
}

MatrixRate dense_rate(const KernelChoice& choice, const sizing::Deployment& deployment,
                      WeightFormat format) {
  if (const auto* row = whole_model(choice, deployment)) {
    return whole_model_rate(*row, *deployment.accelerator, format);
  }
  return rate(choice.constants.gemm, deployment, format);
}

MatrixRate expert_rate(const KernelChoice& choice, const sizing::Deployment& deployment,
                       WeightFormat format) {
  if (const auto* row = whole_model(choice, deployment)) {
    return whole_model_rate(*row, *deployment.accelerator, format);
  }
  return rate(choice.constants.moe, deployment, format);
}

}  // namespace rackrate::serving
