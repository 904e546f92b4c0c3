// SPDX-License-Identifier: Apache-2.0
#include "catalog/licence.hpp"

#include "core/diagnostic.hpp"
#include "io/fields.hpp"
#include "io/toml.hpp"

#include <set>
#include <utility>

namespace rackrate::catalog {
namespace {

CommercialUse read_commercial_use(io::Fields& row) {
  const std::string text = row.text("commercial_use");
  for (const CommercialUse use :
       {CommercialUse::yes, CommercialUse::conditional, CommercialUse::no}) {
    if (text == name(use)) {
      return use;
    }
  }
  if (!text.empty()) {
    row.fault("commercial_use", "yes, conditional or no", rackrate::quoted(text), "bad-value");
  }
  return CommercialUse::conditional;
}

Licence read_licence(io::Fields& row) {
  Licence licence;
  licence.id = row.text("id");
  licence.name = row.text("name");
  licence.url = row.text("url");
  licence.commercial_use = read_commercial_use(row);
  licence.conditions = row.texts("conditions");
  licence.monthly_user_threshold = row.maybe_number("monthly_user_threshold", 1);
  if (const auto usd = row.maybe_number("monthly_revenue_threshold_usd", 1)) {
    licence.monthly_revenue_threshold = Usd::dollars(*usd);
  }
  licence.attribution = row.maybe_text("attribution").value_or("");
  licence.field_of_use = row.maybe_text("field_of_use").value_or("");
  licence.provenance = {row.text("source"), row.date("as_of"), Confidence::medium};
  row.refuse_unknown();
  return licence;
}

}  // namespace

std::string_view name(CommercialUse use) {
  switch (use) {
    case CommercialUse::yes: return "yes";
    case CommercialUse::conditional: return "conditional";
    case CommercialUse::no: return "no";
  }
  return "conditional";
}

std::vector<Licence> load_licences(const io::Source& source) {
  const io::Document document = io::parse_toml(source);
  Diagnostics sink;
  io::Fields root(document, document.root, "", sink);
  std::vector<Licence> licences;
  std::set<std::string> ids;
  for (io::Fields& row : root.objects("licence")) {
    licences.push_back(read_licence(row));
    if (!ids.insert(licences.back().id).second) {
      row.fault("id", "an id of its own", rackrate::quoted(licences.back().id) + " a second time",
                "duplicate-id");
    }
  }
  root.refuse_unknown();
  sink.throw_if_errors(ExitCode::usage);
  return licences;
}

const Licence* find_licence(const std::vector<Licence>& licences, std::string_view id) {
  for (const Licence& licence : licences) {
    if (licence.id == id) {
      return &licence;
    }
  }
  return nullptr;
}

}  // namespace rackrate::catalog
