// SPDX-License-Identifier: Apache-2.0
#include "io/source.hpp"

#include "compressed.hpp"
#include "support/diagnostic_of.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <optional>

namespace rackrate::io {
namespace {

using test::diagnostic_of;
using test::TempFolder;

TEST_CASE("a position is a line, a column in bytes and the line itself") {
  const Source source = Source::from_text("a.toml", "one\ntwo\r\n\nfour");
  const auto at = [&](std::size_t offset) { return source.locate(offset); };
  CHECK(at(0).file == "a.toml");
  CHECK(at(0).line == 1);
  CHECK(at(0).column == 1);
  CHECK(at(0).excerpt == "one");
  CHECK(at(3).line == 1);  // the line feed belongs to its line
  CHECK(at(3).column == 4);
  CHECK(at(4).line == 2);
  CHECK(at(6).column == 3);
  CHECK(at(6).excerpt == "two");  // without the carriage return
  CHECK(at(9).line == 3);
  CHECK(at(9).excerpt.empty());
  CHECK(at(13).line == 4);
  CHECK(at(13).column == 4);
  CHECK(at(14).column == 5);  // the end of the text
  CHECK(at(999).line == 4);
  CHECK(at(999).column == 5);
  CHECK(Source::from_text("e", "").locate(0).line == 1);
  CHECK(Source::from_text("e", "a\n").locate(2).line == 2);
}

TEST_CASE("a line can be asked for by its number") {
  const Source source = Source::from_text("a.csv", "one\ntwo\r\nthree");
  CHECK(source.locate_line(1).excerpt == "one");
  CHECK(source.locate_line(2).excerpt == "two");
  CHECK(source.locate_line(2).column == 0);
  CHECK(source.locate_line(3).excerpt == "three");
  CHECK(source.locate_line(4).excerpt.empty());
  CHECK(source.locate_line(4).line == 4);
  CHECK(Source::from_text("e", "").locate_line(1).excerpt.empty());
}

TEST_CASE("the excerpt of a very long line stays small and the caret stays right") {
  std::string line(50'000'000, 'a');
  line[30'000'000] = 'X';
  const Source source = Source::from_text("a.json", "first\n" + line);
  Diagnostic d;
  d.where = source.locate(30'000'006);
  CHECK(d.where.line == 2);
  CHECK(d.where.column == 30'000'001);
  CHECK(d.where.excerpt.size() == 800);
  const std::string text = render(d);
  const std::size_t excerpt = text.find("\n") + 1;
  const std::size_t caret = text.find("\n", excerpt) + 1;
  CHECK(text.find('X', excerpt) - excerpt == text.find('^', caret) - caret);
}

TEST_CASE("a file is mapped, its compressed form is decompressed") {
  const TempFolder folder;
  CHECK(Source::open(folder.write("a", "text"), ExitCode::usage).text() == "text");
  CHECK(Source::open(folder.write("a.gz", gzipped("text")), ExitCode::usage).text() == "text");
  CHECK(Source::open(folder.write("a.zst", zstd_frame("text")), ExitCode::usage).text() == "text");
  CHECK(Source::open(folder.write("empty", ""), ExitCode::usage).text().empty());
  CHECK(Source::open(folder.path() / "a", ExitCode::usage).name() ==
        (folder.path() / "a").string());
}

TEST_CASE("copies share the bytes and outlive the first") {
  const TempFolder folder;
  const auto path = folder.write("a", "mapped text");
  std::optional<Source> first = Source::open(path, ExitCode::usage);
  const Source copy = *first;
  CHECK(copy.text().data() == first->text().data());
  first.reset();
  std::filesystem::remove(path);
  CHECK(copy.text() == "mapped text");
}

TEST_CASE("faults of the file come through with the exit code asked for") {
  try {
    Source::open("/nowhere/at/all", ExitCode::usage);
    FAIL("did not throw");
  } catch (const InputError& error) {
    CHECK(error.code() == ExitCode::usage);
    CHECK(error.diagnostics().front().code == "no-file");
  }
  CHECK(diagnostic_of([] { Source::open("/", ExitCode::usage); }).code == "not-a-file");
}

}  // namespace
}  // namespace rackrate::io
