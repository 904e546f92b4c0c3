// SPDX-License-Identifier: Apache-2.0
#include "catalog/accelerator.hpp"

#include "catalog/embedded.hpp"
#include "catalog/name_key.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

using namespace rackrate;
using namespace rackrate::catalog;

namespace {

const std::vector<Accelerator>& all() {
  static const std::vector<Accelerator> loaded = load_accelerators(
      io::Source::from_static("accelerators.toml", *embedded_file("accelerators.toml")));
  return loaded;
}

const Accelerator& gpu(std::string_view text) { return require_accelerator(all(), text); }

}  // namespace

TEST_CASE("accelerators: the list covers what people ask for") {
  CHECK(all().size() >= 24);
  for (const char* const name :
       {"h100 sxm", "h100-pcie", "h100-nvl", "h200",       "b200",   "b300",   "gb200",  "gb300",
        "a100-40",  "a100-80",   "a30",      "l40s",       "l4",     "a10",    "a10g",   "t4",
        "rtx 3090", "rtx 4090",  "rtx5090",  "rtxpro6000", "a6000",  "mi300x", "mi325x", "mi355x",
        "m2 max",   "m2 ultra",  "m3 max",   "m3 ultra",   "m4 max", "gaudi3", "b60"}) {
    CAPTURE(name);
    CHECK(find_accelerator(all(), name) != nullptr);
  }
}

TEST_CASE("accelerators: every row has a source and a date, and no two share a name") {
  std::map<std::string, std::string> owner;
  for (const Accelerator& each : all()) {
    CAPTURE(each.id);
    CHECK(each.provenance.source.find('/') != std::string::npos);
    CHECK(to_string(each.provenance.as_of).starts_with("20"));
    std::vector<std::string> names = each.aliases;
    names.push_back(each.id);
    names.push_back(each.name);
    for (const std::string& name : names) {
      CAPTURE(name);
      const auto [entry, added] = owner.emplace(name_key(name), each.id);
      CHECK((added || entry->second == each.id));
    }
  }
}

// NVIDIA and AMD data sheets; github.com/ai-dynamo/aiconfigurator systems/*.yaml.
TEST_CASE("accelerators: published figures") {
  CHECK(gpu("h100").id == "h100-sxm");
  CHECK(gpu("h100").bandwidth.in_gb_per_second() == 3350);
  CHECK(gpu("h100").peak(Precision::bf16)->in_tflops() == doctest::Approx(989));
  CHECK(gpu("h100").peak(Precision::fp8)->in_tflops() == doctest::Approx(1978));
  CHECK_FALSE(gpu("h100").peak(Precision::fp4).has_value());
  CHECK(gpu("h100").memory_visible.in_gib() == doctest::Approx(79.18));
  CHECK(gpu("h100").link_bandwidth.in_gb_per_second() == 450);
  CHECK(gpu("h100").power.in_watts() == doctest::Approx(700));
  CHECK(gpu("h100").node_power->in_kw() == doctest::Approx(10.2 / 8));
  CHECK(gpu("h200").bandwidth.in_gb_per_second() == 4800);
  CHECK(gpu("b200").peak(Precision::fp4)->in_tflops() == doctest::Approx(9000));
  CHECK(gpu("a100").id == "a100-80-sxm");
  CHECK_FALSE(gpu("a100").peak(Precision::fp8).has_value());
  CHECK(gpu("a100").peak(Precision::int8)->in_tflops() == doctest::Approx(624));
  CHECK(gpu("l40s").peak(Precision::fp8)->in_tflops() == doctest::Approx(733));
  CHECK(gpu("mi300x").bandwidth.in_gb_per_second() == 5300);
  CHECK_FALSE(gpu("t4").peak(Precision::bf16).has_value());
  CHECK(gpu("t4").peak_16bit().in_tflops() == doctest::Approx(65));
}

TEST_CASE("accelerators: peaks are dense and plausible") {
  for (const Accelerator& each : all()) {
    CAPTURE(each.id);
    // Dense peaks double from 16 to 8 bit; a sparse one slipped in would double twice. Gaudi 3
    // runs FP8 as fast as BF16, and the B300 and GB300 gave most of their INT8 units to FP4.
    const double base = each.peak_16bit().in_tflops();
    if (const auto fp8 = each.peak(Precision::fp8)) {
      CHECK(fp8->in_tflops() / base <= 2.05);
      CHECK(fp8->in_tflops() / base >= 0.99);
    }
    if (const auto fp4 = each.peak(Precision::fp4)) {
      CHECK(fp4->in_tflops() / each.peak(Precision::fp8)->in_tflops() <= 4.01);
    }
    if (const auto int8 = each.peak(Precision::int8)) {
      CHECK(int8->in_tflops() / base <= 4.01);
    }
    CHECK(each.memory_visible.in_gib() <= each.memory_nominal.in_gb() * 1.01);
    CHECK(each.memory_visible.in_gib() >= each.memory_nominal.in_gb() * 0.7);
    if (each.node_power) {
      CHECK(*each.node_power > each.power);
    }
  }
}

TEST_CASE("accelerators: any spelling finds one, an unknown name gets a suggestion") {
  CHECK(gpu("H100_SXM").id == "h100-sxm");
  CHECK(gpu("MI300X-192").id == "mi300x");
  CHECK(gpu("NVIDIA L4 24GB").id == "l4");
  CHECK(find_accelerator(all(), "") == nullptr);
  try {
    require_accelerator(all(), "h10");
    FAIL("no error");
  } catch (const InputError& e) {
    REQUIRE(e.diagnostics().size() == 1);
    const std::string text = render(e.diagnostics().front());
    CHECK(text.find("rackrate: error: --gpu: expected a GPU in the catalog, e.g. 'h100', got 'h10' "
                    "[unknown-gpu]") == 0);
    CHECK(text.find("did you mean 'h100', 'h100-nvl' or 'h100-pcie'?") != std::string::npos);
    CHECK(e.code() == ExitCode::usage);
  }
  CHECK(suggest_accelerator(all(), "zzzzzzzz").starts_with("known: h100-sxm, "));
}

TEST_CASE("accelerators: faults of a file are reported together") {
  const std::string text =
      "[[accelerator]]\nid = \"x\"\nname = \"X\"\nvendor = \"v\"\narchitecture = \"a\"\n"
      "class = \"toaster\"\nmemory_nominal_gb = 8\nmemory_visible_gib = 7\n"
      "visible_confidence = \"measured\"\nbandwidth_gb_s = 100\nlink = \"pcie\"\nlink_gb_s = 16\n"
      "max_per_node = 1\npower_w = 10\nsource = \"s\"\nas_of = 2026-01-01\npover = 3\n";
  try {
    load_accelerators(io::Source::from_text("a.toml", text));
    FAIL("no error");
  } catch (const InputError& e) {
    std::set<std::string> codes;
    for (const Diagnostic& d : e.diagnostics()) {
      CHECK_FALSE(missing_slot(d).has_value());
      codes.insert(d.code);
    }
    CHECK(codes == std::set<std::string>{"bad-value", "missing-key", "unknown-key"});
  }
}
