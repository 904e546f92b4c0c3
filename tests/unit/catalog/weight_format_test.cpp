// SPDX-License-Identifier: Apache-2.0
#include "catalog/weight_format.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace rackrate;
using namespace rackrate::catalog;

TEST_CASE("weight formats: every format has a name of its own that parses back") {
  std::set<std::string_view> names;
  for (const WeightFormat format : all_weight_formats()) {
    CAPTURE(name(format));
    CHECK(names.insert(name(format)).second);
    CHECK(parse_weight_format(name(format)) == format);
    CHECK_FALSE(describe(format).empty());
    CHECK_FALSE(source_of(format).empty());
  }
  CHECK(names.size() == weight_format_names().size());
}

TEST_CASE("weight formats: the spellings people use") {
  CHECK(parse_weight_format("Q4_K_M") == WeightFormat::q4_k_m);
  CHECK(parse_weight_format("q4km") == WeightFormat::q4_k_m);
  CHECK(parse_weight_format("FP16") == WeightFormat::bf16);
  CHECK(parse_weight_format("AWQ") == WeightFormat::int4_g128);
  CHECK(parse_weight_format("mx-fp4") == WeightFormat::mxfp4);
  CHECK(parse_weight_format("fp8-block") == WeightFormat::fp8_block);
  CHECK_FALSE(parse_weight_format("fp7"));
  CHECK_FALSE(parse_weight_format(""));
}

TEST_CASE("weight formats: bits per parameter by block layout") {
  const Part matrix = Part::attention;
  CHECK(bits_per_parameter(WeightFormat::bf16, matrix) == 16);
  CHECK(bits_per_parameter(WeightFormat::fp8_block, matrix) / 8 ==
        doctest::Approx(1.0002).epsilon(1e-4));
  // (4 + 16/g + 4/g) / 8 bytes: 0.5195 at g 128, 0.539 at 64, 0.578 at 32.
  CHECK(bits_per_parameter(WeightFormat::int4_g128, matrix) / 8 ==
        doctest::Approx(0.5195).epsilon(1e-3));
  CHECK(bits_per_parameter(WeightFormat::int4_g64, matrix) / 8 ==
        doctest::Approx(0.539).epsilon(1e-3));
  CHECK(bits_per_parameter(WeightFormat::int4_g32, matrix) / 8 ==
        doctest::Approx(0.578).epsilon(1e-3));
  CHECK(bits_per_parameter(WeightFormat::nvfp4, matrix) / 8 == 0.5625);
  CHECK(bits_per_parameter(WeightFormat::mxfp4, matrix) / 8 == 0.53125);
  CHECK(bits_per_parameter(WeightFormat::q8_0, matrix) == 34.0 * 8 / 32);
  CHECK(bits_per_parameter(WeightFormat::q6_k, matrix) == 210.0 * 8 / 256);
}

TEST_CASE("weight formats: what quantised checkpoints leave at 16 bit") {
  const auto fp8 = usual_parts(WeightFormat::fp8);
  CHECK(fp8[Part::attention] == WeightFormat::fp8);
  CHECK(fp8[Part::routed_experts] == WeightFormat::fp8);
  CHECK(fp8[Part::embedding] == WeightFormat::bf16);
  CHECK(fp8[Part::lm_head] == WeightFormat::bf16);
  CHECK(fp8[Part::router] == WeightFormat::bf16);
  CHECK(usual_parts(WeightFormat::nvfp4)[Part::linear_attention] == WeightFormat::bf16);
  const auto mxfp4 = usual_parts(WeightFormat::mxfp4);
  CHECK(mxfp4[Part::routed_experts] == WeightFormat::mxfp4);
  CHECK(mxfp4[Part::attention] == WeightFormat::bf16);
  CHECK(usual_parts(WeightFormat::q4_k_m)[Part::embedding] == WeightFormat::q4_k_m);
}

TEST_CASE("weight formats: sizes") {
  CHECK(stored_size(WeightFormat::bf16, Part::attention, 1'000'000).in_bytes() == 2e6);
  CHECK(stored_size(WeightFormat::nvfp4, Part::dense_ffn, 16).in_bytes() == 9);
  CHECK(stored_size(WeightFormat::q4_k_m, Part::small, 10).in_bytes() == 40);
  CHECK(is_gguf(WeightFormat::q2_k));
  CHECK_FALSE(is_gguf(WeightFormat::nf4));
}
