// SPDX-License-Identifier: Apache-2.0
#include "catalog/accelerator.hpp"

#include "catalog/choices.hpp"
#include "catalog/fields_choice.hpp"
#include "catalog/name_key.hpp"
#include "core/spelling.hpp"
#include "io/fields.hpp"
#include "io/toml.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace rackrate::catalog {
namespace {

constexpr Choices<Link, 7> links{{{"nvlink", Link::nvlink},
                                  {"nvlink-bridge", Link::nvlink_bridge},
                                  {"nvlink-c2c", Link::nvlink_c2c},
                                  {"infinity-fabric", Link::infinity_fabric},
                                  {"ethernet", Link::ethernet},
                                  {"pcie", Link::pcie},
                                  {"unified", Link::unified}}};
constexpr Choices<AcceleratorClass, 4> kinds{{{"datacenter", AcceleratorClass::datacenter},
                                              {"workstation", AcceleratorClass::workstation},
                                              {"consumer", AcceleratorClass::consumer},
                                              {"unified", AcceleratorClass::unified}}};
constexpr Choices<VisibleMemory, 3> bases{{{"measured", VisibleMemory::measured},
                                           {"typical", VisibleMemory::typical},
                                           {"assumed", VisibleMemory::assumed}}};
constexpr Choices<bool, 2> peak_bases{{{"datasheet", false}, {"derived", true}}};
constexpr Choices<Precision, 5> peak_keys{{{"bf16_tflops", Precision::bf16},
                                           {"fp16_tflops", Precision::fp16},
                                           {"fp8_tflops", Precision::fp8},
                                           {"fp4_tflops", Precision::fp4},
                                           {"int8_tops", Precision::int8}}};

std::optional<Kilowatts> maybe_kw(io::Fields& fields, std::string_view key) {
  const auto kw = fields.maybe_number(key, 0, 100);
  return kw ? std::optional(Kilowatts::kw(*kw)) : std::nullopt;
}

void read_peaks(io::Fields& fields, Accelerator& gpu) {
  for (const auto& [key, precision] : peak_keys) {
    if (const auto tflops = fields.maybe_number(key, 0.1, 1e6)) {
      gpu.peaks.emplace(precision, FlopsPerSecond::tflops(*tflops));
    }
  }
  if (!gpu.peaks.contains(Precision::bf16) && !gpu.peaks.contains(Precision::fp16)) {
    fields.fault("bf16_tflops", "a 16-bit peak, bf16_tflops or fp16_tflops", "neither",
                 "missing-key", "add bf16_tflops");
    gpu.peaks.emplace(Precision::bf16, FlopsPerSecond::tflops(1));
  }
  gpu.peaks_derived = fields.has("peak_basis") && read_choice(fields, "peak_basis", peak_bases);
}

Accelerator read_accelerator(io::Fields& fields) {
  Accelerator gpu;
  gpu.id = fields.text("id");
  gpu.name = fields.text("name");
  gpu.aliases = fields.texts("aliases");
  gpu.vendor = fields.text("vendor");
  gpu.architecture = fields.text("architecture");
  gpu.kind = read_choice(fields, "class", kinds);
  gpu.memory_nominal = Bytes::gb(fields.number("memory_nominal_gb", 1, 1e5));
  gpu.memory_visible = Bytes::gib(fields.number("memory_visible_gib", 1, 1e5));
  gpu.memory_basis = read_choice(fields, "visible_confidence", bases);
  gpu.bandwidth = BytesPerSecond::gb_per_second(fields.number("bandwidth_gb_s", 1, 1e6));
  read_peaks(fields, gpu);
  gpu.link = read_choice(fields, "link", links);
  gpu.link_bandwidth = BytesPerSecond::gb_per_second(fields.number("link_gb_s", 1, 1e5));
  gpu.max_per_node = static_cast<int>(fields.integer("max_per_node", 1, 1024));
  gpu.power = Kilowatts::watts(fields.number("power_w", 1, 1e5));
  gpu.node_power = maybe_kw(fields, "node_kw_per_gpu");
  gpu.all_in_power = maybe_kw(fields, "all_in_kw_per_gpu");
  gpu.measured = fields.flag("measured", false);
  gpu.provenance.source = fields.text("source");
  gpu.provenance.as_of = fields.date("as_of");
  gpu.provenance.confidence = gpu.peaks_derived ? Confidence::medium : Confidence::high;
  fields.refuse_unknown();
  return gpu;
}

}  // namespace

std::optional<FlopsPerSecond> Accelerator::peak(Precision precision) const {
  const auto found = peaks.find(precision);
  return found == peaks.end() ? std::nullopt : std::optional(found->second);
}

FlopsPerSecond Accelerator::peak_16bit() const {
  const auto bf16 = peak(Precision::bf16);
  const auto any = bf16 ? bf16 : peak(Precision::fp16);
  check(any.has_value(), "accelerator without a 16-bit peak");
  return *any;
}

std::string_view name(Precision precision) {
  switch (precision) {
    case Precision::bf16: return "bf16";
    case Precision::fp16: return "fp16";
    case Precision::fp8: return "fp8";
    case Precision::fp4: return "fp4";
    case Precision::int8: return "int8";
  }
  return "bf16";
}

std::string_view name(Link link) { return spelling_of(links, link); }
std::string_view name(AcceleratorClass kind) { return spelling_of(kinds, kind); }
std::string_view name(VisibleMemory basis) { return spelling_of(bases, basis); }

std::vector<Accelerator> load_accelerators(const io::Source& source) {
  const io::Document document = io::parse_toml(source);
  Diagnostics sink;
  io::Fields root(document, document.root, "", sink);
  std::vector<Accelerator> all;
  for (io::Fields& fields : root.objects("accelerator")) {
    all.push_back(read_accelerator(fields));
  }
  root.refuse_unknown();
  sink.throw_if_errors(ExitCode::usage);
  return all;
}

const Accelerator* find_accelerator(const std::vector<Accelerator>& all, std::string_view text) {
  const std::string wanted = name_key(text);
  const auto matches = [&wanted](std::string_view spelling) {
    return name_key(spelling) == wanted;
  };
  const auto found = std::find_if(all.begin(), all.end(), [&matches](const Accelerator& gpu) {
    return matches(gpu.id) || matches(gpu.name) ||
           std::any_of(gpu.aliases.begin(), gpu.aliases.end(), matches);
  });
  return found == all.end() ? nullptr : &*found;
}

std::string suggest_accelerator(const std::vector<Accelerator>& all, std::string_view text) {
  std::map<std::string, const Accelerator*> owner;
  std::vector<std::string> spellings;
  for (const Accelerator& gpu : all) {
    std::vector<std::string> names = gpu.aliases;
    names.push_back(gpu.id);
    for (const std::string& name : names) {
      owner.emplace(name, &gpu);
      spellings.push_back(name);
    }
  }
  std::vector<std::string> near = nearest(text, spellings, spellings.size());
  std::stable_partition(near.begin(), near.end(),
                        [&text](const std::string& name) { return name.starts_with(text); });
  // One name for each GPU, so that the suggestion is a choice.
  std::vector<std::string> chosen;
  std::set<const Accelerator*> seen;
  for (const std::string& name : near) {
    if (chosen.size() < 3 && seen.insert(owner[name]).second) {
      chosen.push_back(name);
    }
  }
  if (!chosen.empty()) {
    return did_you_mean(text, chosen);
  }
  std::string known = "known:";
  for (std::size_t i = 0; i < std::min<std::size_t>(8, all.size()); ++i) {
    known += (i == 0 ? " " : ", ") + all[i].id;
  }
  return known + " ...";
}

const Accelerator& require_accelerator(const std::vector<Accelerator>& all, std::string_view text,
                                       std::string_view field) {
  if (const Accelerator* const found = find_accelerator(all, text)) {
    return *found;
  }
  Diagnostic d;
  d.field = field;
  d.expected = "a GPU in the catalog, e.g. 'h100'";
  d.got = rackrate::quoted(text);
  d.code = "unknown-gpu";
  d.hint = suggest_accelerator(all, text);
  throw InputError(ExitCode::usage, std::move(d));
}

}  // namespace rackrate::catalog
