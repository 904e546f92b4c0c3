// SPDX-License-Identifier: Apache-2.0
#include "report/text_profile.hpp"

#include "report/layout.hpp"
#include "unit/report/sample_plan.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace rackrate;
using namespace rackrate::report;

namespace {

bool has(const std::string& page, std::string_view text) {
  return page.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("the profile gives totals in full and unknown classes as a question mark") {
  const std::string page = text_profile(test::sample_workload(), {});
  CHECK(has(page, "7, of which 1 failed"));
  CHECK(has(page, "2023-11-16 18:15 to 2023-11-16 18:18 UTC"));
  CHECK(has(page, "input          7,000"));
  CHECK(has(page, "uncached         ?"));
  CHECK(has(page, "▄█▂"));
  CHECK(has(page, "1,000"));  // every percentile of the input lengths
  CHECK(has(page, "llama-3.3-70b"));
  CHECK(has(page, "azure-trace"));
}

TEST_CASE("what the source cannot tell is said") {
  ingest::Capabilities all;
  all.cache_split = all.reasoning = all.latency = all.cost = all.models = all.tags = true;
  CHECK(cannot_tell(all).empty());
  all.lengths = false;
  CHECK(cannot_tell(all) == std::vector<std::string>{"the length of each request"});
}

TEST_CASE("control characters of the input never reach the terminal") {
  const std::string evil = "\x1b[31mEVIL";
  workload::Workload w = test::sample_workload();
  w.models.front().value = evil;
  w.tags = w.models;
  w.tags.front().key = evil;
  w.sources.front().file = evil;
  Diagnostic note;
  note.where.file = evil;
  w.notes = {note};
  const std::string page = text_profile(w, {});
  CHECK_FALSE(has(page, "\x1b"));
  for (const char* place : {"  \\x1b[31mEVIL   ", "\n  \\x1b[31mEVIL ", "1. \\x1b[31mEVIL: "}) {
    CHECK_MESSAGE(has(page, place), place);
  }
}

TEST_CASE("no line is wider than the page") {
  workload::Workload w = test::sample_workload();
  w.models.front().value = std::string(90, 'x');
  w.sources.front().file = std::string(120, 'y');
  std::istringstream lines(text_profile(w, {false, 100}));
  for (std::string line; std::getline(lines, line);) {
    CHECK_MESSAGE(display_width(line) <= 100, line);
  }
}
