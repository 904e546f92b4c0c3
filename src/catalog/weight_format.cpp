// SPDX-License-Identifier: Apache-2.0
#include "catalog/weight_format.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace rackrate::catalog {
namespace {

constexpr std::string_view ggml = "ggml block layouts, github.com/ggml-org/ggml src/ggml-common.h";
// The matrices of a GGUF mix hold several block types. Their mean follows from published file
// sizes of Llama-3.1-8B (8.03 B parameters: 6.98 B in matrices, 0.525 B each in embedding and
// head) once embedding and head are taken out: Q4_K_M 4.90 bits over the whole file gives 4.80,
// and with that rate the 70B file comes out at 4.82 as published.
constexpr std::string_view ggml_mix =
    "file sizes of bartowski/Meta-Llama-3.1-8B-Instruct-GGUF on Hugging Face, 2024-07; block "
    "layouts as in ggml-common.h";

struct Row {
  WeightFormat format;
  std::string_view name;
  std::string_view what;
  double matrices;  // bits per parameter in attention, feed-forward and expert matrices
  double embedding;
  double lm_head;
  double rest;  // router, norms, biases
  std::string_view source;
};

// Group formats: bits = 4 + 16/g (scale) + 4/g (zero point).
constexpr std::array rows{
    Row{WeightFormat::fp32, "fp32", "32-bit float", 32, 32, 32, 32, "IEEE 754"},
    Row{WeightFormat::bf16, "bf16", "16-bit float", 16, 16, 16, 16, "IEEE 754, bfloat16"},
    Row{WeightFormat::fp8, "fp8", "8-bit float, one scale per tensor or channel", 8, 8, 8, 16,
        "Open Compute Project OFP8 1.0, 2023"},
    Row{WeightFormat::fp8_block, "fp8_block", "8-bit float, one scale per 128 x 128 block",
        8 + 32.0 / 16384, 8 + 32.0 / 16384, 8 + 32.0 / 16384, 16,
        "DeepSeek-V3 technical report, arXiv 2412.19437, section 3.3"},
    Row{WeightFormat::int8, "int8", "8-bit integer, one scale per channel", 8, 8, 8, 16,
        "vLLM documentation, quantization: INT8 W8A8"},
    Row{WeightFormat::int4_g128, "int4_g128", "4-bit integer, groups of 128 (AWQ, GPTQ)",
        4 + 20.0 / 128, 16, 16, 16, "AWQ, arXiv 2306.00978; GPTQ, arXiv 2210.17323"},
    Row{WeightFormat::int4_g64, "int4_g64", "4-bit integer, groups of 64", 4 + 20.0 / 64, 16, 16,
        16, "AWQ, arXiv 2306.00978; GPTQ, arXiv 2210.17323"},
    Row{WeightFormat::int4_g32, "int4_g32", "4-bit integer, groups of 32", 4 + 20.0 / 32, 16, 16,
        16, "AWQ, arXiv 2306.00978; GPTQ, arXiv 2210.17323"},
    Row{WeightFormat::int4_g32_sym, "int4_g32_sym", "4-bit integer, groups of 32 without zeros",
        4 + 16.0 / 32, 16, 16, 16, "compressed-tensors pack-quantized format, vLLM project"},
    Row{WeightFormat::nvfp4, "nvfp4", "4-bit float, an 8-bit scale per 16", 4.5, 16, 16, 16,
        "NVIDIA, Introducing NVFP4, 2025-06"},
    Row{WeightFormat::mxfp4, "mxfp4", "4-bit float, an 8-bit scale per 32", 4.25, 16, 16, 16,
        "Open Compute Project Microscaling Formats 1.0, 2023"},
    Row{WeightFormat::nf4, "nf4", "4-bit normal float (bitsandbytes)", 4.5, 16, 16, 16,
        "QLoRA, arXiv 2305.14314: a 32-bit scale per 64 weights"},
    Row{WeightFormat::q8_0, "q8_0", "GGUF Q8_0", 8.5, 8.5, 8.5, 32, ggml},
    Row{WeightFormat::q6_k, "q6_k", "GGUF Q6_K", 6.5625, 6.5625, 6.5625, 32, ggml},
    Row{WeightFormat::q5_k_m, "q5_k_m", "GGUF Q5_K_M", 5.66, 5.5, 6.5625, 32, ggml_mix},
    Row{WeightFormat::q4_k_m, "q4_k_m", "GGUF Q4_K_M", 4.80, 4.5, 6.5625, 32, ggml_mix},
    Row{WeightFormat::q4_k_s, "q4_k_s", "GGUF Q4_K_S", 4.54, 4.5, 6.5625, 32, ggml_mix},
    Row{WeightFormat::q4_0, "q4_0", "GGUF Q4_0", 4.5, 4.5, 6.5625, 32, ggml},
    Row{WeightFormat::q3_k_m, "q3_k_m", "GGUF Q3_K_M", 3.85, 3.4375, 6.5625, 32, ggml_mix},
    Row{WeightFormat::q2_k, "q2_k", "GGUF Q2_K", 2.96, 2.625, 6.5625, 32, ggml_mix},
};

const Row& row(WeightFormat format) {
  const auto at = static_cast<std::size_t>(format);
  check(at < rows.size() && rows[at].format == format, "weight format table is out of order");
  return rows[at];
}

// Other spellings met in model names, engine flags and quantisation configs.
constexpr std::pair<std::string_view, WeightFormat> spellings[] = {
    {"float32", WeightFormat::fp32},       {"f32", WeightFormat::fp32},
    {"bfloat16", WeightFormat::bf16},      {"float16", WeightFormat::bf16},
    {"fp16", WeightFormat::bf16},          {"f16", WeightFormat::bf16},
    {"half", WeightFormat::bf16},          {"16bit", WeightFormat::bf16},
    {"fp8e4m3", WeightFormat::fp8},        {"fp8dynamic", WeightFormat::fp8},
    {"w8a8fp8", WeightFormat::fp8},        {"fp8w8a8", WeightFormat::fp8},
    {"blockfp8", WeightFormat::fp8_block}, {"w8a8", WeightFormat::int8},
    {"w8a16", WeightFormat::int8},         {"int4", WeightFormat::int4_g128},
    {"awq", WeightFormat::int4_g128},      {"awqint4", WeightFormat::int4_g128},
    {"gptq", WeightFormat::int4_g128},     {"gptqint4", WeightFormat::int4_g128},
    {"w4a16", WeightFormat::int4_g128},    {"4bit", WeightFormat::int4_g128},
    {"fp4", WeightFormat::nvfp4},          {"bnb4bit", WeightFormat::nf4},
    {"bitsandbytes", WeightFormat::nf4},   {"8bit", WeightFormat::int8},
};

std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

}  // namespace

std::string_view name(Part part) {
  switch (part) {
    case Part::embedding: return "embedding";
    case Part::lm_head: return "lm_head";
    case Part::attention: return "attention";
    case Part::linear_attention: return "linear_attention";
    case Part::dense_ffn: return "dense_ffn";
    case Part::routed_experts: return "routed_experts";
    case Part::shared_experts: return "shared_experts";
    case Part::router: return "router";
    case Part::small: return "small";
    case Part::vision: return "vision";
  }
  return "small";
}

std::string_view name(WeightFormat format) { return row(format).name; }
std::string_view describe(WeightFormat format) { return row(format).what; }
std::string_view source_of(WeightFormat format) { return row(format).source; }

std::optional<WeightFormat> parse_weight_format(std::string_view text) {
  const std::string wanted = bare(text);
  for (const Row& candidate : rows) {
    if (bare(candidate.name) == wanted) {
      return candidate.format;
    }
  }
  for (const auto& [spelling, format] : spellings) {
    if (spelling == wanted) {
      return format;
    }
  }
  return std::nullopt;
}

std::vector<std::string> weight_format_names() {
  std::vector<std::string> names;
  for (const Row& each : rows) {
    names.emplace_back(each.name);
  }
  return names;
}

const std::vector<WeightFormat>& all_weight_formats() {
  static const std::vector<WeightFormat> all = [] {
    std::vector<WeightFormat> formats;
    for (const Row& each : rows) {
      formats.push_back(each.format);
    }
    return formats;
  }();
  return all;
}

bool is_gguf(WeightFormat format) { return format >= WeightFormat::q8_0; }

double bits_per_parameter(WeightFormat format, Part part) {
  const Row& rates = row(format);
  switch (part) {
    case Part::embedding: return rates.embedding;
    case Part::lm_head: return rates.lm_head;
    case Part::router:
    case Part::small: return rates.rest;
    case Part::vision: return is_gguf(format) ? 16 : rates.matrices;
    case Part::attention:
    case Part::linear_attention:
    case Part::dense_ffn:
    case Part::routed_experts:
    case Part::shared_experts: return rates.matrices;
  }
  return rates.matrices;
}

Bytes stored_size(WeightFormat format, Part part, std::int64_t parameters) {
  return Bytes::bytes(static_cast<double>(parameters) * bits_per_parameter(format, part) / 8);
}

PerPart<WeightFormat> usual_parts(WeightFormat format) {
  if (format == WeightFormat::fp32 || format == WeightFormat::bf16 || is_gguf(format)) {
    return PerPart<WeightFormat>(format);
  }
  PerPart<WeightFormat> parts(WeightFormat::bf16);
  parts[Part::routed_experts] = format;
  if (format == WeightFormat::mxfp4) {
    return parts;
  }
  parts[Part::attention] = format;
  parts[Part::dense_ffn] = format;
  parts[Part::shared_experts] = format;
  if (bits_per_parameter(format, Part::attention) >= 8) {
    parts[Part::linear_attention] = format;
  }
  return parts;
}

}  // namespace rackrate::catalog
