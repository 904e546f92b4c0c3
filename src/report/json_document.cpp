// SPDX-License-Identifier: Apache-2.0
#include "report/json_document.hpp"

#include "io/json_value.hpp"

namespace rackrate::report {

using io::Json;

Json begin_document(std::string_view kind, const Stamp& stamp,
                    const std::vector<ingest::FileReport>& inputs) {
  const auto date = [](std::optional<Date> day) { return day ? Json(to_string(*day)) : Json(); };
  Json document;
  document["schema"] = "rackrate." + std::string(kind) + "/1";
  document["tool"] = {{"name", "rackrate"}, {"version", stamp.version}};
  document["catalog"] = {{"sha256", stamp.catalog_sha256},
                         {"oldest_price", date(stamp.oldest_price)},
                         {"newest_price", date(stamp.newest_price)},
                         {"as_of", to_string(stamp.as_of)}};
  document["inputs"] = Json::array();
  for (const ingest::FileReport& input : inputs) {
    document["inputs"].push_back(
        {{"file", input.file}, {"size_bytes", input.size_bytes}, {"sha256", input.sha256}});
  }
  return document;
}

Json to_json(MaybeCount count) { return count.known() ? Json(count.value()) : Json(); }

Json to_json(std::optional<double> value) { return value ? Json(*value) : Json(); }

Json range(double value, double low, double high) {
  return {{"value", value}, {"low", low}, {"high", high}};
}

Json finding(const Diagnostic& diagnostic) {
  return {{"id", diagnostic.code}, {"text", sentence(diagnostic)}};
}

std::string sentence(const Diagnostic& d) {
  std::string out;
  if (!d.where.file.empty()) {
    out = d.where.file + (d.where.line > 0 ? ":" + std::to_string(d.where.line) : "") + ": ";
  }
  out += d.field + ": expected " + d.expected + ", got " + d.got;
  return d.hint.empty() ? out : out + " (" + d.hint + ")";
}

}  // namespace rackrate::report
