// SPDX-License-Identifier: Apache-2.0
#include "catalog/licence.hpp"

#include "catalog/embedded.hpp"
#include "core/diagnostic.hpp"
#include "support/model_text.hpp"

#include <doctest/doctest.h>

using namespace rackrate;
using namespace rackrate::catalog;

namespace {

std::vector<Licence> built_in() {
  return load_licences(
      io::Source::from_static("licences.toml", embedded_file("licences.toml").value()));
}

}  // namespace

TEST_CASE("licences: every model has one that exists, and none is unused") {
  const std::vector<Licence> licences = built_in();
  for (const Model& model : test::built_in_models()) {
    CAPTURE(model.id);
    CHECK(find_licence(licences, model.licence) != nullptr);
  }
  for (const Licence& licence : licences) {
    CAPTURE(licence.id);
    bool used = false;
    for (const Model& model : test::built_in_models()) {
      used = used || model.licence == licence.id;
    }
    CHECK(used);
    CHECK(licence.url.substr(0, 8) == "https://");
    CHECK_FALSE(licence.provenance.source.empty());
    CHECK((licence.commercial_use == CommercialUse::yes || !licence.conditions.empty()));
  }
}

TEST_CASE("licences: thresholds as the texts state them") {
  const std::vector<Licence> licences = built_in();
  CHECK(find_licence(licences, "llama-3.3")->monthly_user_threshold == 700e6);
  CHECK(find_licence(licences, "qwen")->monthly_user_threshold == 100e6);
  const Licence* kimi = find_licence(licences, "modified-mit-kimi");
  CHECK(kimi->monthly_user_threshold == 100e6);
  CHECK(kimi->monthly_revenue_threshold->in_dollars() == 20e6);
  CHECK(find_licence(licences, "mistral-research")->commercial_use == CommercialUse::no);
  CHECK(find_licence(licences, "apache-2.0")->commercial_use == CommercialUse::yes);
  CHECK_FALSE(find_licence(licences, "apache-2.0")->monthly_user_threshold);
  CHECK(find_licence(licences, "none") == nullptr);
}

TEST_CASE("licences: faults in a file of the user's") {
  try {
    load_licences(io::Source::from_text("l.toml", R"([[licence]]
id = "x"
name = "X"
url = "https://x"
commercial_use = "maybe"
atribution = "none"
source = "https://x"
as_of = 2026-01-01
[[licence]]
id = "x"
)"));
    FAIL("expected an InputError");
  } catch (const InputError& error) {
    std::string codes;
    for (const Diagnostic& d : error.diagnostics()) {
      codes += d.code + " ";
    }
    CHECK(codes.find("bad-value") != std::string::npos);
    CHECK(codes.find("unknown-key") != std::string::npos);
    CHECK(codes.find("missing-key") != std::string::npos);
    CHECK(codes.find("duplicate-id") != std::string::npos);
  }
}
