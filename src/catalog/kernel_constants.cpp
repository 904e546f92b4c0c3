// SPDX-License-Identifier: Apache-2.0
#include "catalog/kernel_constants.hpp"

#include "core/spelling.hpp"
#include "io/fields.hpp"
#include "io/toml.hpp"

#include <algorithm>
#include <utility>

namespace rackrate::catalog {
namespace {

using GemmTable = std::map<std::string, GemmConstants, std::less<>>;

Seconds read_us(io::Fields& fields, std::string_view key) {
  return Seconds::us(fields.number(key, 0, 1e6));
}

double read_fraction(io::Fields& fields, std::string_view key) {
  return fields.number(key, 0.001, 1);
}

GemmTable read_gemm(io::Fields& owner, std::string_view key, bool compute_required) {
  GemmTable table;
  for (io::Fields& row : owner.objects(key)) {
    const std::string format = row.text("format");
    GemmConstants constants;
    constants.fixed = read_us(row, "decode_us");
    constants.memory_fraction = read_fraction(row, "memory_fraction");
    if (compute_required || row.has("compute_fraction")) {
      constants.fixed_prefill = read_us(row, "prefill_us");
      constants.compute_fraction = read_fraction(row, "compute_fraction");
    }
    row.refuse_unknown();
    if (!table.emplace(format, constants).second) {
      row.fault("format", "each format once", quoted(format) + " again", "duplicate-row",
                "keep one row per format");
    }
  }
  return table;
}

void read_attention(io::Fields& fields, KernelConstants& kernels) {
  if (auto decode = fields.object("decode_attention")) {
    kernels.decode_attention_fixed = read_us(*decode, "fixed_us");
    kernels.decode_attention_fraction = read_fraction(*decode, "bf16_fraction");
    kernels.decode_attention_fp8_fraction =
        decode->maybe_number("fp8_fraction", 0.001, 1).value_or(kernels.decode_attention_fraction);
    decode->refuse_unknown();
  }
  if (auto prefill = fields.object("prefill_attention")) {
    kernels.prefill_attention_fixed = read_us(*prefill, "fixed_us");
    kernels.prefill_attention_fraction = read_fraction(*prefill, "compute_fraction");
    prefill->refuse_unknown();
  }
  // Where latent attention was not timed, plain decode attention stands in.
  kernels.mla_decode_fixed = kernels.decode_attention_fixed;
  kernels.mla_decode_fraction = kernels.decode_attention_fraction;
  if (auto mla = fields.object("mla_decode")) {
    kernels.mla_decode_fixed = read_us(*mla, "fixed_us");
    kernels.mla_decode_fraction = read_fraction(*mla, "memory_fraction");
    mla->refuse_unknown();
  }
}

Provenance read_provenance(io::Fields& fields, Confidence confidence) {
  Provenance provenance;
  provenance.source = fields.text("source");
  provenance.as_of = fields.date("as_of");
  provenance.confidence = confidence;
  return provenance;
}

KernelConstants read_kernels(io::Fields& fields) {
  KernelConstants kernels;
  kernels.accelerator = fields.text("id");
  kernels.gemm = read_gemm(fields, "gemm", true);
  kernels.moe = read_gemm(fields, "moe", false);
  if (!kernels.gemm.contains("bf16")) {
    fields.fault("gemm", "a row for bf16", "none", "missing-row", "add a row for format bf16");
  }
  read_attention(fields, kernels);
  for (io::Fields& row : fields.objects("all_reduce")) {
    const int gpus = static_cast<int>(row.integer("gpus", 2, 1024));
    kernels.all_reduce_latency.emplace(gpus, read_us(row, "latency_us"));
    kernels.all_reduce_bandwidth.emplace(
        gpus, BytesPerSecond::gb_per_second(row.number("bus_gb_s", 0.1, 1e5)));
    row.refuse_unknown();
  }
  kernels.provenance = read_provenance(fields, Confidence::high);
  fields.refuse_unknown();
  return kernels;
}

std::optional<AcceleratorClass> read_class(io::Fields& row) {
  const std::optional<std::string> text = row.maybe_text("class");
  if (!text) {
    return std::nullopt;
  }
  for (const AcceleratorClass kind : {AcceleratorClass::datacenter, AcceleratorClass::workstation,
                                      AcceleratorClass::consumer, AcceleratorClass::unified}) {
    if (name(kind) == *text) {
      return kind;
    }
  }
  row.fault("class", "datacenter, workstation, consumer or unified", quoted(*text), "bad-value",
            "write one of them");
  return std::nullopt;
}

std::vector<WholeModelConstants> read_whole_model(io::Fields& fields) {
  std::vector<WholeModelConstants> rows;
  for (io::Fields& row : fields.objects("whole_model")) {
    WholeModelConstants constants;
    constants.kind = read_class(row);
    constants.bandwidth_from =
        BytesPerSecond::gb_per_second(row.maybe_number("bandwidth_from_gb_s").value_or(0));
    constants.decode_16bit_fraction = read_fraction(row, "bf16_fraction");
    constants.decode_quantised_fraction = read_fraction(row, "quantised_fraction");
    constants.compute_fraction = read_fraction(row, "compute_fraction");
    row.refuse_unknown();
    rows.push_back(constants);
  }
  return rows;
}

// A row with `like` starts as a copy of an earlier engine and changes what it names.
EngineConstants read_engine(io::Fields& fields, const std::vector<EngineConstants>& earlier) {
  EngineConstants engine;
  if (const auto like = fields.maybe_text("like")) {
    const auto found = std::find_if(earlier.begin(), earlier.end(),
                                    [&like](const auto& row) { return row.engine == *like; });
    if (found != earlier.end()) {
      engine = *found;
    } else {
      fields.fault("like", "an engine of an earlier row", quoted(*like), "unknown-engine",
                   "move its row above this one");
    }
  } else {
    engine.host_per_step = read_us(fields, "host_per_step_us");
    engine.host_per_sequence = read_us(fields, "host_per_sequence_us");
    engine.per_layer = read_us(fields, "per_layer_us");
    engine.front_end = Seconds::ms(fields.number("front_end_ms", 0, 1e5));
    engine.queue_factor = fields.number("queue_factor", 0, 10);
    engine.burst_factor = fields.number("burst_factor", 0, 10);
    engine.whole_model = read_whole_model(fields);
    engine.serial_fraction = fields.maybe_number("serial_fraction", 0, 1);
    if (engine.serial_fraction) {
      fields.text("serial_source");
    }
  }
  engine.engine = fields.text("id");
  engine.step_factor = fields.maybe_number("step_factor", 0.1, 10).value_or(engine.step_factor);
  engine.tpot_error_factor = fields.number("tpot_error_factor", 1, 10);
  engine.ttft_error_factor = fields.number("ttft_error_factor", 1, 10);
  engine.provenance = read_provenance(fields, Confidence::medium);
  fields.refuse_unknown();
  return engine;
}

void read_borrowed(io::Fields& fields, KernelTable& table) {
  Borrowed row;
  row.kernels = fields.text("kernels");
  row.links = fields.text("links");
  row.link_rate = BytesPerSecond::gb_per_second(fields.number("links_gb_s", 1, 1e5));
  row.error_factor = fields.number("error_factor", 1, 10);
  row.why = fields.text("why");
  for (const std::string* const id : {&row.kernels, &row.links}) {
    if (!id->empty() && find_kernels(table, *id) == nullptr) {
      fields.fault(id == &row.kernels ? "kernels" : "links", "an accelerator with a row here",
                   quoted(*id), "unknown-gpu", "name a measured accelerator");
    }
  }
  for (const std::string& id : fields.texts("for")) {
    if (!table.borrowed.emplace(id, row).second) {
      fields.fault("for", "each accelerator once", quoted(id) + " again", "duplicate-row",
                   "keep it in one row");
    }
  }
  fields.refuse_unknown();
}

}  // namespace

KernelTable load_kernels(const io::Source& source) {
  const io::Document document = io::parse_toml(source);
  Diagnostics sink;
  io::Fields root(document, document.root, "", sink);
  KernelTable table;
  for (io::Fields& fields : root.objects("accelerator")) {
    table.accelerators.push_back(read_kernels(fields));
  }
  for (io::Fields& fields : root.objects("borrow")) {
    read_borrowed(fields, table);
  }
  for (io::Fields& fields : root.objects("engine")) {
    table.engines.push_back(read_engine(fields, table.engines));
  }
  root.refuse_unknown();
  sink.throw_if_errors(ExitCode::usage);
  return table;
}

const KernelConstants* find_kernels(const KernelTable& table, std::string_view accelerator) {
  const auto found =
      std::find_if(table.accelerators.begin(), table.accelerators.end(),
                   [accelerator](const auto& row) { return row.accelerator == accelerator; });
  return found == table.accelerators.end() ? nullptr : &*found;
}

const EngineConstants* find_engine_constants(const KernelTable& table, std::string_view engine) {
  const auto found = std::find_if(table.engines.begin(), table.engines.end(),
                                  [engine](const auto& row) { return row.engine == engine; });
  return found == table.engines.end() ? nullptr : &*found;
}

const Borrowed* find_borrowed(const KernelTable& table, const Accelerator& accelerator) {
  auto found = table.borrowed.find(accelerator.id);
  if (found == table.borrowed.end()) {
    found = table.borrowed.find(accelerator.architecture);
  }
  return found == table.borrowed.end() ? nullptr : &found->second;
}

}  // namespace rackrate::catalog
