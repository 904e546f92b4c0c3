// SPDX-License-Identifier: Apache-2.0
#include "io/raw_file.hpp"

#include "support/diagnostic_of.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace rackrate::io {
namespace {

using test::diagnostic_of;
using test::TempFolder;

TEST_CASE("a regular file is mapped and read in chunks") {
  const TempFolder folder;
  const std::string content(3'000'000, 'x');
  RawFile file = RawFile::open(folder.write("big.txt", content), ExitCode::usage);
  CHECK(file.mapped() == content);
  std::string read;
  for (auto chunk = file.next_chunk(); !chunk.empty(); chunk = file.next_chunk()) {
    read += chunk;
  }
  CHECK(read == content);
  CHECK(file.sha256() == sha256_hex(content));
}

TEST_CASE("an empty file has no bytes") {
  const TempFolder folder;
  RawFile file = RawFile::open(folder.write("empty", ""), ExitCode::usage);
  CHECK(file.next_chunk().empty());
  CHECK(file.sha256() == sha256_hex(""));
}

TEST_CASE("a pipe is read to its end") {
  const TempFolder folder;
  const auto path = folder.path() / "pipe";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  const std::string content(2'500'000, 'y');
  std::thread writer([&] { std::ofstream(path, std::ios::binary) << content; });
  RawFile file = RawFile::open(path, ExitCode::usage);
  CHECK(file.mapping() == nullptr);
  std::string read;
  for (auto chunk = file.next_chunk(); !chunk.empty(); chunk = file.next_chunk()) {
    read += chunk;
  }
  writer.join();
  CHECK(read == content);
  CHECK(file.sha256() == sha256_hex(content));
}

TEST_CASE("a missing file is told with near names of the same folder") {
  const TempFolder folder;
  folder.write("usage.csv", "a");
  folder.write("other.txt", "a");
  const auto wrong = folder.path() / "usgae.csv";
  const Diagnostic d = diagnostic_of([&] { RawFile::open(wrong, ExitCode::input_data); });
  CHECK(d.code == "no-file");
  CHECK(d.where.file.empty());
  CHECK(d.got == quoted(wrong.string()));
  CHECK(d.hint == "did you mean '" + (folder.path() / "usage.csv").string() + "'?");

  const auto unlike = folder.path() / "zzzzzzzz";
  CHECK(diagnostic_of([&] { RawFile::open(unlike, ExitCode::usage); }).hint ==
        "see what is there: ls '" + folder.path().string() + "'");
}

TEST_CASE("a missing folder and a file used as a folder are told as such") {
  const TempFolder folder;
  folder.write("file", "a");
  const auto lost = folder.path() / "nowhere" / "a.csv";
  const Diagnostic d = diagnostic_of([&] { RawFile::open(lost, ExitCode::usage); });
  CHECK(d.code == "no-file");
  CHECK(d.why == "there is no folder '" + (folder.path() / "nowhere").string() + "'");
  const auto under_file = folder.path() / "file" / "a.csv";
  CHECK(diagnostic_of([&] { RawFile::open(under_file, ExitCode::usage); }).code == "no-file");
  CHECK(diagnostic_of([&] { RawFile::open("", ExitCode::usage); }).code == "no-file");
}

TEST_CASE("a folder is not a file") {
  const TempFolder folder;
  const Diagnostic empty = diagnostic_of([&] { RawFile::open(folder.path(), ExitCode::usage); });
  CHECK(empty.code == "not-a-file");
  CHECK(empty.hint == "name a file");
  folder.write("b.csv", "");
  folder.write("a.csv", "");
  CHECK(diagnostic_of([&] { RawFile::open(folder.path(), ExitCode::usage); }).hint ==
        "name a file in it: '" + (folder.path() / "a.csv").string() + "'");
}

TEST_CASE("a file that may not be opened says why") {
  const TempFolder folder;
  const auto path = folder.write("secret", "a");
  REQUIRE(::chmod(path.c_str(), 0) == 0);
  if (::geteuid() == 0) {
    MESSAGE("skipped: the superuser may read everything");
    return;
  }
  const Diagnostic d = diagnostic_of([&] { RawFile::open(path, ExitCode::usage); });
  CHECK(d.code == "unreadable");
  CHECK(d.why == "the system says: Permission denied");
}

TEST_CASE("a file that opens but does not read says why") {
  // Address 0 of a process is not mapped.
  RawFile file = RawFile::open("/proc/self/mem", ExitCode::usage);
  const Diagnostic d = diagnostic_of([&] { file.next_chunk(); });
  CHECK(d.code == "unreadable");
  CHECK(d.got == "'/proc/self/mem'");
  CHECK(d.why == "the system says: Input/output error");
}

TEST_CASE("the exit code is that of the phase") {
  try {
    RawFile::open("/nowhere/at/all", ExitCode::input_data);
    FAIL("did not throw");
  } catch (const InputError& error) {
    CHECK(error.code() == ExitCode::input_data);
  }
}

}  // namespace
}  // namespace rackrate::io
