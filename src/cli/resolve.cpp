// SPDX-License-Identifier: Apache-2.0
#include "cli/resolve.hpp"

#include "catalog/model_file.hpp"
#include "catalog/profile.hpp"
#include "cli/fault.hpp"
#include "cli/terminal.hpp"
#include "core/spelling.hpp"
#include "io/numbers.hpp"
#include "io/toml.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

namespace rackrate::cli {
namespace {

std::optional<std::filesystem::path> data_folder(const Options& options) {
  return options.data.empty() ? std::nullopt : std::optional<std::filesystem::path>(options.data);
}

// A flag that stands for a setting. The register and what is wrong with the value name the flag.
void apply_flag(Register& assumptions, std::string_view flag, std::string_view id,
                const std::string& value, Diagnostics& faults) {
  if (value.empty()) {
    return;
  }
  try {
    catalog::apply_setting(assumptions, std::string(id) + "=" + value);
    const std::string set_at = std::string(flag) + " " + value;
    const std::vector<Choice>& choices = assumptions.choices();
    if (std::any_of(choices.begin(), choices.end(), [&](const Choice& c) { return c.id == id; })) {
      assumptions.choose(id, assumptions.choice(id).value, Origin::flag, set_at);
    } else {
      assumptions.set(id, assumptions.assumption(id).value, Origin::flag, set_at);
    }
  } catch (const InputError& error) {
    for (Diagnostic diagnostic : error.diagnostics()) {
      diagnostic.field = flag;
      diagnostic.got = quoted(value);
      diagnostic.hint.clear();
      faults.add(std::move(diagnostic));
    }
  }
}

}  // namespace

catalog::Catalog read_catalog(const Options& options) {
  return catalog::load_catalog(data_folder(options));
}

Register read_assumptions(const Options& options) {
  const std::string profile = options.profile.empty() ? "default" : options.profile;
  Register assumptions = catalog::load_profile(profile, data_folder(options));
  if (!options.scenario.empty()) {
    catalog::apply_scenario(assumptions,
                            io::parse_toml(io::Source::open(options.scenario, ExitCode::usage)));
  }
  Diagnostics faults;
  apply_flag(assumptions, "--slo-ttft", "slo.ttft_s", options.slo_ttft, faults);
  apply_flag(assumptions, "--slo-tpot", "slo.tpot_ms", options.slo_tpot, faults);
  apply_flag(assumptions, "--term", "gpu.term", options.term, faults);
  apply_flag(assumptions, "--host", "api.host", options.host, faults);
  for (const std::string& setting : options.settings) {
    try {
      catalog::apply_setting(assumptions, setting);
    } catch (const InputError& error) {
      for (const Diagnostic& diagnostic : error.diagnostics()) {
        faults.add(diagnostic);
      }
    }
  }
  faults.throw_if_errors(ExitCode::usage);
  return assumptions;
}

Date read_as_of(const Options& options) {
  if (options.as_of.empty()) {
    // The convention of reproducible-builds.org for "now": the same page on another day.
    const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
    const std::optional<std::int64_t> fixed = io::parse_whole(epoch != nullptr ? epoch : "");
    if (fixed) {
      return std::chrono::floor<std::chrono::days>(
          std::chrono::sys_seconds(std::chrono::seconds(*fixed)));
    }
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  }
  const std::optional<Date> date = parse_date(options.as_of);
  if (!date) {
    refuse(fault("--as-of", "a date, e.g. 2026-10-15", quoted(options.as_of), "bad-value"));
  }
  return *date;
}

report::Stamp make_stamp(const catalog::Catalog& catalog, Date as_of) {
  return {RACKRATE_VERSION, catalog.sha256, catalog.price_dates.oldest, catalog.price_dates.newest,
          as_of};
}

catalog::Model read_model(const Options& options, const catalog::Catalog& catalog) {
  if (options.model.empty()) {
    refuse(fault("--model", "a model, e.g. --model llama-3.3-70b", "nothing", "missing-model"));
  }
  return catalog::resolve_model(catalog.models, options.model);
}

catalog::Model read_model(const Options& options, const catalog::Catalog& catalog,
                          const workload::Workload& workload) {
  if (!options.model.empty()) {
    return read_model(options, catalog);
  }
  for (const workload::Slice& slice : workload.models) {  // most tokens first
    if (const catalog::Model* model = catalog::find_model(catalog.models, slice.value)) {
      return *model;
    }
  }
  refuse(fault("--model", "the open-weight model that would serve this, e.g. --model llama-3.3-70b",
               "nothing, and the usage names no such model", "missing-model"));
}

workload::RequestMix read_request(const Register& assumptions) {
  const auto tokens = [&](std::string_view id) {
    return Tokens::count(assumptions.value(id, "tokens"));
  };
  const Tokens input = tokens("traffic.tokens_per_request_input");
  const Tokens output = tokens("traffic.tokens_per_request_output");
  return {input, Tokens::zero(), output, input, output, input + output, false};
}

sizing::Search read_search(const Options& options, const catalog::Catalog& catalog) {
  sizing::Search search;
  if (!options.gpu.empty()) {
    search.gpu = catalog::require_accelerator(catalog.accelerators, options.gpu).id;
  }
  if (!options.engine.empty()) {
    search.engine = catalog::require_engine(catalog.engines, options.engine).id;
  }
  if (!options.quant.empty()) {
    search.weights = catalog::parse_weight_format(options.quant);
    if (!search.weights) {
      const std::vector<std::string> known = catalog::weight_format_names();
      const std::string guess = did_you_mean(options.quant, known);
      refuse(fault("--quant", "a weight format", quoted(options.quant), "unknown-quant",
                   guess.empty() ? "one of bf16, fp8, int4_g128, q4_k_m ..." : guess));
    }
  }
  if (!options.tp.empty()) {
    const std::optional<std::int64_t> size = io::parse_whole(options.tp);
    if (!size || *size < 1 || *size > 64) {
      refuse(fault("--tp", "a whole number from 1 to 64", quoted(options.tp), "bad-value"));
    }
    search.tensor_parallel = static_cast<int>(*size);
  }
  return search;
}

ExitCode finish(const Options& options, const std::vector<Diagnostic>& messages) {
  std::vector<Diagnostic> warnings;
  std::copy_if(messages.begin(), messages.end(), std::back_inserter(warnings),
               [](const Diagnostic& message) { return message.severity != Severity::note; });
  print_messages(warnings);
  return options.fail_on == "warn" && !warnings.empty() ? ExitCode::warnings : ExitCode::ok;
}

}  // namespace rackrate::cli
