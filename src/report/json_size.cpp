// SPDX-License-Identifier: Apache-2.0
#include "report/json_size.hpp"

#include "catalog/parameters.hpp"
#include "io/json_value.hpp"
#include "report/size.hpp"
#include "sizing/weights.hpp"

#include <cmath>

namespace rackrate::report {
namespace {

using io::Json;

Json whole(double value) { return static_cast<std::int64_t>(std::llround(value)); }

Json model(const catalog::Model& model) {
  return {{"id", model.id},
          {"name", model.name},
          {"layers", catalog::layer_count(model)},
          {"context_tokens", whole(model.context.as_count())},
          {"native_format", catalog::name(model.native_format)},
          {"licence", model.licence.empty() ? Json() : Json(model.licence)},
          {"parameters", catalog::parameter_count(model)},
          {"active_parameters", catalog::active_parameter_count(model)},
          {"source", model.provenance ? model.provenance->source : model.read_from},
          {"as_of", model.provenance ? Json(to_string(model.provenance->as_of)) : Json()},
          {"notes", model.notes}};
}

void add_memory(Json& to, const sizing::Fit& fit) {
  const sizing::Memory& memory = fit.memory;
  to["weights_bytes"] = whole(memory.weights_total.in_bytes());
  to["weights_bytes_per_gpu"] = whole(memory.weights.in_bytes());
  to["visible_bytes_per_gpu"] = whole(memory.visible.in_bytes());
  to["usable_bytes_per_gpu"] = whole(memory.usable.in_bytes());
  to["reserve_bytes"] = whole(memory.reserve.in_bytes());
  to["kv_bytes"] = whole(memory.kv.in_bytes());
  to["kv_bytes_per_token"] = memory.kv_per_token.in_bytes();
  to["kv_tokens"] = whole(memory.kv_tokens.as_count());
  to["max_context_tokens"] = whole(sizing::longest_context(fit).as_count());
}

void add_speed(Json& to, const SizeRow& row) {
  const serving::Capacity* served = row.served();
  to["concurrency"] = row.concurrency;
  to["tpot_ms"] = served != nullptr ? milliseconds(served->at_limit.tpot) : Json();
  to["ttft_ms"] = served != nullptr ? milliseconds(served->at_limit.ttft) : Json();
  to["output_tokens_per_s"] = nullptr;
  to["requests_per_s"] = nullptr;
  to["requests_in_flight"] = nullptr;
  to["bound_by"] = nullptr;
  if (served != nullptr) {
    const Estimate<RequestsPerSecond>& rate = served->per_replica;
    const double tokens = served->at_limit.output_rate.in_per_second();
    to["output_tokens_per_s"] =
        range(tokens, tokens * (rate.low / rate.value), tokens * (rate.high / rate.value));
    to["requests_per_s"] =
        range(rate.value.in_per_second(), rate.low.in_per_second(), rate.high.in_per_second());
    to["requests_in_flight"] = served->at_limit.concurrency;
    to["bound_by"] = serving::name(served->binding);
  }
}

std::string reason(const sizing::Infeasible& no) {
  return no.limit + ": needs " + no.needed + ", has " + no.available;
}

Json row_json(const SizeRow& row) {
  Json out = deployment_members(row.candidate.deployment);
  const sizing::Fit* fit = row.fit();
  if (fit == nullptr) {
    for (const char* key :
         {"weights_bytes", "reserve_bytes", "kv_bytes", "kv_tokens", "max_context_tokens",
          "concurrency", "tpot_ms", "ttft_ms", "output_tokens_per_s"}) {
      out[key] = nullptr;
    }
    out["usable"] = false;
    out["why"] = reason(std::get<sizing::Infeasible>(row.candidate.outcome));
    return out;
  }
  add_memory(out, *fit);
  add_speed(out, row);
  out["tight"] = fit->memory.tight;
  out["usable"] = row.served() != nullptr;
  out["why"] = row.served() != nullptr ? "fits and meets the latency limits"
                                       : "fits, but misses the latency limits: " +
                                             reason(std::get<sizing::Infeasible>(row.capacity));
  return out;
}

}  // namespace

Json deployment_members(const sizing::Deployment& deployment) {
  return {{"gpu", deployment.accelerator->id},
          {"n_gpus", deployment.gpus()},
          {"tp", deployment.tensor_parallel},
          {"pp", deployment.pipeline_parallel},
          {"engine", deployment.engine->id},
          {"weight_format", catalog::name(deployment.weights)},
          {"kv_format", sizing::name(deployment.kv)}};
}

Json milliseconds(const Estimate<Seconds>& time) {
  return range(time.value.in_ms(), time.low.in_ms(), time.high.in_ms());
}

std::string json_size(const SizeAnswer& answer, const Stamp& stamp) {
  Json document = begin_document("size", stamp, {});
  document["model"] = model(*answer.model);
  document["weights"] = Json::array();
  for (const catalog::WeightFormat format : answer.formats) {
    document["weights"].push_back(
        {{"weight_format", catalog::name(format)},
         {"weights_bytes", whole(sizing::checkpoint_size(*answer.model, format).in_bytes())},
         {"source", catalog::source_of(format)}});
  }
  document["request"] = {{"input_tokens", whole(answer.mix.input.as_count())},
                         {"cached_tokens", whole(answer.mix.cached.as_count())},
                         {"output_tokens", whole(answer.mix.output.as_count())}};
  document["limits"] = {{"ttft_p95_ms", answer.slo.ttft.in_ms()},
                        {"tpot_p95_ms", answer.slo.tpot.in_ms()}};
  document["fits"] = Json::array();
  for (const SizeRow& row : answer.rows) {
    document["fits"].push_back(row_json(row));
  }
  return io::to_bytes(document);
}

}  // namespace rackrate::report
