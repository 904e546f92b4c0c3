// SPDX-License-Identifier: Apache-2.0
#include "core/diagnostic.hpp"

#include <doctest/doctest.h>

#include <string>

namespace rackrate {
namespace {

Diagnostic peak_rate() {
  Diagnostic d;
  d.where = {"plan.toml", 14, 13, "peak_rate = 12", 0};
  d.field = "workload.peak_rate";
  d.expected = "a rate with a unit, e.g. \"12/s\" or \"40k/h\"";
  d.got = quoted("12");
  d.code = "unit-missing";
  d.hint = "write peak_rate = \"12/s\"; only 0 may omit its unit";
  return d;
}

// The excerpt line and the caret line of a message.
std::string excerpt_of(const Diagnostic& d) {
  const std::string text = render(d);
  const std::size_t begin = text.find('\n') + 1;
  return text.substr(begin, text.find("  hint:") - begin);
}

TEST_CASE("a message has one shape, with the caret under the fault") {
  CHECK(render(peak_rate()) ==
        "plan.toml:14:13: error: workload.peak_rate: expected a rate with a unit, e.g. \"12/s\" or "
        "\"40k/h\", got '12' [unit-missing]\n"
        "  peak_rate = 12\n"
        "              ^\n"
        "  hint: write peak_rate = \"12/s\"; only 0 may omit its unit\n");
}

TEST_CASE("without a file it is the command line, without line and column only the file") {
  Diagnostic d = peak_rate();
  d.severity = Severity::warning;
  d.where = {};
  d.why = "the default is 5/s";
  d.hint.clear();
  CHECK(render(d) ==
        "rackrate: warning: workload.peak_rate: expected a rate with a unit, e.g. \"12/s\" or "
        "\"40k/h\", got '12' [unit-missing]\n  because: the default is 5/s\n");
  d.where.file = "a.csv";
  CHECK(render(d).substr(0, 15) == "a.csv: warning:");
  d.where.line = 3;
  d.where.file = "-";
  CHECK(render(d).substr(0, 26) == "standard input:3: warning:");
}

TEST_CASE("the caret counts characters, not bytes") {
  Diagnostic d = peak_rate();
  d.where.excerpt = "größe = zwölf";
  d.where.column = 11;  // of the z: two letters before it take two bytes each
  CHECK(excerpt_of(d) == "  größe = zwölf\n          ^\n");
}

TEST_CASE("tabs, control characters and stray bytes do not move the caret or reach the terminal") {
  Diagnostic d = peak_rate();
  d.where.excerpt = "\tkey = x";
  d.where.column = 8;
  CHECK(excerpt_of(d) == "   key = x\n         ^\n");
  d.where.excerpt = std::string("a\0\x1b[2J\xff z", 9);
  d.where.column = 9;
  CHECK(excerpt_of(d) == "  a\\x00\\x1b[2J\\xff z\n                   ^\n");
  d.where = {"evil\x1b]0;.csv", 0, 0, {}, 0};
  CHECK(render(d).substr(0, 15) == "evil\\x1b]0;.csv");
  d.field = "key\x07";
  CHECK(render(d).find("key\\x07") != std::string::npos);
}

TEST_CASE("a long line is shown around the caret") {
  Diagnostic d = peak_rate();
  std::string line(5000, 'a');
  line[3000] = 'X';
  d.where.excerpt = line;
  d.where.column = 3001;
  CHECK(excerpt_of(d) == "  ..." + std::string(50, 'a') + "X" + std::string(49, 'a') + "...\n" +
                             std::string(55, ' ') + "^\n");
  // The same where the reader already cut the excerpt out of the line.
  d.where.excerpt = line.substr(2600, 800);
  d.where.excerpt_start = 2600;
  CHECK(excerpt_of(d) == "  ..." + std::string(50, 'a') + "X" + std::string(49, 'a') + "...\n" +
                             std::string(55, ' ') + "^\n");
}

TEST_CASE("a cut never splits a character") {
  Diagnostic d = peak_rate();
  d.where.excerpt = "x";
  for (int i = 0; i < 200; ++i) {
    d.where.excerpt += "é";
  }
  d.where.column = 202;
  CHECK(excerpt_of(d).find("\\x") == std::string::npos);
}

TEST_CASE("the caret may stand right after the line") {
  Diagnostic d = peak_rate();
  d.where.excerpt = "abc";
  d.where.column = 4;
  CHECK(excerpt_of(d) == "  abc\n     ^\n");
}

TEST_CASE("quoting shows what the user wrote, at most 60 characters of it") {
  CHECK(quoted("12") == "'12'");
  CHECK(quoted(std::string("12")) == "'12'");
  CHECK(quoted("") == "''");
  CHECK(quoted("a\nb") == "'a\\x0ab'");
  CHECK(quoted(std::string(60, 'a')) == "'" + std::string(60, 'a') + "'");
  CHECK(quoted(std::string(61, 'a')) == "'" + std::string(60, 'a') + "...' (61 characters)");
  std::string accents;
  for (int i = 0; i < 61; ++i) {
    accents += "é";
  }
  CHECK(quoted(accents) == "'" + accents.substr(0, 120) + "...' (61 characters)");
}

TEST_CASE("an empty required slot is found") {
  CHECK_FALSE(missing_slot(peak_rate()));
  const auto without = [](std::string Diagnostic::*slot) {
    Diagnostic d = peak_rate();
    (d.*slot).clear();
    return missing_slot(d);
  };
  CHECK(without(&Diagnostic::field) == "field");
  CHECK(without(&Diagnostic::expected) == "expected");
  CHECK(without(&Diagnostic::got) == "got");
  CHECK(without(&Diagnostic::code) == "code");
  CHECK_FALSE(without(&Diagnostic::why));
}

TEST_CASE("a phase collects its messages and throws once") {
  Diagnostics sink;
  Diagnostic warning = peak_rate();
  warning.severity = Severity::warning;
  sink.add(warning);
  CHECK_FALSE(sink.has_errors());
  CHECK_NOTHROW(sink.throw_if_errors(ExitCode::usage));
  sink.add(peak_rate());
  try {
    sink.throw_if_errors(ExitCode::input_data);
    FAIL("did not throw");
  } catch (const InputError& error) {
    CHECK(error.code() == ExitCode::input_data);
    CHECK(error.diagnostics().size() == 2);
    CHECK(std::string(error.what()) == render(warning));
  }
}

}  // namespace
}  // namespace rackrate
