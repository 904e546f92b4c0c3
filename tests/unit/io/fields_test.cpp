// SPDX-License-Identifier: Apache-2.0
#include "io/fields.hpp"

#include "io/json.hpp"
#include "io/toml.hpp"
#include "support/diagnostic_of.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <string>

namespace rackrate::io {
namespace {

// Reads a TOML text with `read` and gives the messages, each checked for its form.
std::vector<Diagnostic> faults(std::string toml, const std::function<void(Fields&)>& read) {
  const Document document = parse_toml(Source::from_text("a.toml", std::move(toml)));
  Diagnostics sink;
  Fields fields(document, document.root, "", sink);
  read(fields);
  for (const Diagnostic& d : sink.all()) {
    test::check_form(d);
  }
  return sink.all();
}

Diagnostic fault(std::string toml, const std::function<void(Fields&)>& read) {
  const std::vector<Diagnostic> all = faults(std::move(toml), read);
  REQUIRE(all.size() == 1);
  return all.front();
}

TEST_CASE("values of the right kind are read without a word") {
  const auto none = faults(
      "name = \"x\"\nn = 3\nr = 2.5\nw = 4\non = true\nday = 2026-03-01\ntextday = \"2026-03-02\"\n"
      "tags = [\"a\", \"b\"]\n[sub]\nk = 1\n[[rows]]\nv = 1\n[[rows]]\nv = 2\n",
      [](Fields& f) {
        CHECK(f.text("name") == "x");
        CHECK(f.maybe_text("name") == "x");
        CHECK_FALSE(f.maybe_text("nothing"));
        CHECK(f.integer("n") == 3);
        CHECK_FALSE(f.maybe_integer("nothing"));
        CHECK(f.number("r") == 2.5);
        CHECK(f.number("w") == 4);
        CHECK_FALSE(f.maybe_number("nothing"));
        CHECK(f.flag("on", false));
        CHECK(f.flag("nothing", true));
        CHECK(to_string(f.date("day")) == "2026-03-01");
        CHECK(to_string(f.date("textday")) == "2026-03-02");
        CHECK(f.texts("tags") == std::vector<std::string>{"a", "b"});
        CHECK(f.texts("nothing").empty());
        CHECK(f.has("n"));
        CHECK_FALSE(f.has("nothing"));
        auto sub = f.object("sub");
        REQUIRE(sub);
        CHECK(sub->integer("k") == 1);
        CHECK(sub->path() == "sub");
        CHECK_FALSE(f.object("nothing"));
        auto rows = f.objects("rows");
        REQUIRE(rows.size() == 2);
        CHECK(rows[1].integer("v") == 2);
        CHECK(rows[1].path() == "rows[1]");
        CHECK(f.objects("nothing").empty());
        f.refuse_unknown();
        sub->refuse_unknown();
      });
  CHECK(none.empty());
}

TEST_CASE("a missing key") {
  const Diagnostic d = fault("a = 1\n[sub]\nb = 2\n",
                             [](Fields& f) { CHECK(f.object("sub")->text("name").empty()); });
  CHECK(d.code == "missing-key");
  CHECK(d.field == "sub.name");
  CHECK(d.expected == "text");
  CHECK(d.got == "nothing");
  CHECK(d.hint == "add 'name'");
  CHECK(d.where.line == 2);
  const Diagnostic at_root = fault("a = 1\n", [](Fields& f) { f.integer("n", 1, 10); });
  CHECK(at_root.where.line == 0);
  CHECK(at_root.expected == "a whole number from 1 to 10");
  CHECK(fault("", [](Fields& f) { f.number("n"); }).code == "missing-key");
  CHECK(fault("", [](Fields& f) { f.date("n"); }).code == "missing-key");
}

TEST_CASE("a value of the wrong kind, with the way to write it right") {
  const Diagnostic quoted_number = fault("n = \"12\"\n", [](Fields& f) { f.integer("n"); });
  CHECK(quoted_number.code == "wrong-kind");
  CHECK(quoted_number.expected == "a whole number >= 0");
  CHECK(quoted_number.got == "the text '12'");
  CHECK(quoted_number.hint == "write 12 without quotes");
  CHECK(quoted_number.where.column == 5);

  CHECK(fault("n = 12\n", [](Fields& f) { f.text("n"); }).hint == "write it in quotes: \"12\"");
  CHECK(fault("n = 2.5\n", [](Fields& f) { f.integer("n"); }).got == "'2.5'");
  CHECK(fault("n = [1]\n", [](Fields& f) { f.text("n"); }).got == "a list");
  CHECK(fault("n = true\n", [](Fields& f) { f.number("n"); }).got == "'true'");
  CHECK(fault("n = \"yes\"\n", [](Fields& f) { f.flag("n", true); }).expected == "true or false");
  CHECK(fault("n = 1\n", [](Fields& f) { f.texts("n"); }).code == "wrong-kind");
  CHECK(fault("n = [\"a\", 1]\n", [](Fields& f) { f.texts("n"); }).got ==
        "a list with something else in it");
  CHECK(fault("n = 1\n", [](Fields& f) { f.object("n"); }).field == "n");
  CHECK(fault("n = 1\n", [](Fields& f) { f.objects("n"); }).expected == "a list of objects");
  const Diagnostic element = fault("n = [1]\n", [](Fields& f) { f.objects("n"); });
  CHECK(element.field == "n[0]");
  CHECK(element.expected == "an object with named values");
}

TEST_CASE("a number out of range") {
  const Diagnostic d = fault("n = -3\n", [](Fields& f) { CHECK(f.integer("n") == 0); });
  CHECK(d.code == "out-of-range");
  CHECK(d.expected == "a whole number >= 0");
  CHECK(d.got == "'-3'");
  CHECK(fault("n = 1.5\n", [](Fields& f) { f.number("n", 0, 1); }).expected ==
        "a number from 0 to 1");
  CHECK(fault("n = inf\n", [](Fields& f) { f.number("n"); }).code == "out-of-range");
  CHECK(fault("n = nan\n", [](Fields& f) { f.maybe_number("n"); }).got == "'nan'");
  CHECK(faults("n = -3\n", [](Fields& f) { CHECK(f.number("n", -5, 5) == -3); }).empty());
}

TEST_CASE("a date that does not exist") {
  const Diagnostic d = fault("day = \"2026-02-30\"\n", [](Fields& f) { f.date("day"); });
  CHECK(d.code == "bad-date");
  CHECK(d.expected == "a date, e.g. 2026-03-01");
  CHECK(d.got == "'2026-02-30'");
  CHECK(fault("day = 20260301\n", [](Fields& f) { f.date("day"); }).code == "bad-date");
}

TEST_CASE("unknown keys, with what was probably meant") {
  const Diagnostic d = fault("layrs = 3\n", [](Fields& f) {
    f.maybe_integer("layers");
    f.refuse_unknown();
  });
  CHECK(d.code == "unknown-key");
  CHECK(d.field == "layrs");
  CHECK(d.got == "'layrs'");
  CHECK(d.hint == "did you mean 'layers'?");
  CHECK(d.where.column == 1);
  const Diagnostic unlike = fault("qqq = 3\n", [](Fields& f) {
    f.maybe_integer("layers");
    f.maybe_text("name");
    f.refuse_unknown();
  });
  CHECK(unlike.hint == "remove it; known here: layers, name");
  CHECK(fault("q = 1\n", [](Fields& f) { f.refuse_unknown(); }).hint == "remove it");
}

TEST_CASE("null is the same as absent, and a key given twice is a fault") {
  const Document document =
      parse_json(Source::from_text("a.json", R"({"n": null, "a": 1, "a": 2})"), ExitCode::usage);
  Diagnostics sink;
  Fields f(document, document.root, "model", sink);
  CHECK_FALSE(f.maybe_integer("n"));
  CHECK_FALSE(f.has("n"));
  REQUIRE(sink.all().size() == 1);
  CHECK(sink.all()[0].code == "duplicate-key");
  CHECK(sink.all()[0].field == "model.a");
  CHECK(sink.all()[0].where.column == 21);
  f.integer("n");
  REQUIRE(sink.all().size() == 2);
  CHECK(sink.all()[1].code == "missing-key");
  CHECK(sink.all()[1].got == "null");
  for (const Diagnostic& d : sink.all()) {
    test::check_form(d);
  }
}

TEST_CASE("a document that is no object reads as empty, with every fault found in one go") {
  const Document document = parse_json(Source::from_text("a.json", "[1]"), ExitCode::usage);
  Diagnostics sink;
  Fields f(document, document.root, "", sink);
  CHECK(f.text("name").empty());
  f.refuse_unknown();
  REQUIRE(sink.all().size() == 2);
  CHECK(sink.all()[0].code == "wrong-kind");
  CHECK(sink.all()[0].field == "the document");
  CHECK(sink.all()[0].where.file == "a.json");
  CHECK(sink.all()[1].code == "missing-key");
  CHECK_THROWS_AS(sink.throw_if_errors(ExitCode::usage), InputError);
}

TEST_CASE("a fault that the caller found stands at the key, or at the object without it") {
  const Diagnostic d = fault("[t]\na = 1\n", [](Fields& f) {
    f.object("t")->fault("a", "less", "'1'", "too-much", "write a = 0");
  });
  CHECK(d.field == "t.a");
  CHECK(d.where.line == 2);
  CHECK(d.where.column == 5);
}

}  // namespace
}  // namespace rackrate::io
