// SPDX-License-Identifier: Apache-2.0
#include "report/scenario.hpp"

#include "unit/report/sample_plan.hpp"

#include <doctest/doctest.h>

#include <sstream>

using namespace rackrate;

TEST_CASE("the template names every key with its value and source, and sets nothing") {
  Register assumptions;
  assumptions.add(test::sample_assumption());
  Choice choice;
  choice.id = "gate.data_may_leave";
  choice.what = "may this data go to a third party?";
  choice.value = "unknown";
  choice.options = {"yes", "no", "unknown"};
  assumptions.add(choice);
  const std::string text = report::scenario_template(assumptions);
  CHECK(text.find("# people.engineers = 1\n") != std::string::npos);
  CHECK(text.find("(fte, 0.5 to 3)") != std::string::npos);
  CHECK(text.find("https://example.org/people, 2026-06-01") != std::string::npos);
  CHECK(text.find("# gate.data_may_leave = \"unknown\"\n") != std::string::npos);
  CHECK(text.find("yes, no, unknown") != std::string::npos);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    CHECK((line.empty() || line.front() == '#'));
  }
}
