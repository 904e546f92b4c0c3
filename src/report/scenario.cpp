// SPDX-License-Identifier: Apache-2.0
#include "report/scenario.hpp"

#include "core/units_format.hpp"
#include "report/layout.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace rackrate::report {
namespace {

constexpr int comment_width = 98;

std::string commented(std::string_view text) {
  std::string out;
  for (const std::string& line : wrap(text, comment_width)) {
    out += "# " + line + "\n";
  }
  return out;
}

// The value exactly, as TOML reads it.
std::string exact(double value) { return fmt::format("{}", value); }

std::string entry(const Assumption& a) {
  if (std::isnan(a.value)) {
    return commented(fmt::format("{} ({}); unknown unless you say", a.what, a.unit)) +
           fmt::format("# {} =\n", a.id);
  }
  const std::string range = a.low == a.high ? "" : ", " + exact(a.low) + " to " + exact(a.high);
  return commented(fmt::format("{} ({}{})", a.what, a.unit, range)) +
         commented(
             fmt::format("  source: {}, {}", a.provenance.source, to_string(a.provenance.as_of))) +
         fmt::format("# {} = {}\n", a.id, exact(a.value));
}

std::string entry(const Choice& c) {
  std::string options;
  for (const std::string& option : c.options) {
    options += (options.empty() ? ": " : ", ") + option;
  }
  return commented(c.what + options) + fmt::format("# {} = \"{}\"\n", c.id, c.value);
}

}  // namespace

std::string scenario_template(const Register& assumptions) {
  std::string out =
      commented(
          "A scenario for rackrate: your own figures on top of a profile. Remove the # in front of "
          "a line to set it; the values are those in force. Use it with: rackrate plan USAGE "
          "--scenario FILE") +
      "\n# What only you know\n\n";
  for (const Choice& choice : assumptions.choices()) {
    out += entry(choice) + "\n";
  }
  out += "# What the plan assumes\n\n";
  for (const Assumption& assumption : assumptions.assumptions()) {
    out += entry(assumption) + "\n";
  }
  out.pop_back();
  return out;
}

}  // namespace rackrate::report
