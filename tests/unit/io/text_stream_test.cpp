// SPDX-License-Identifier: Apache-2.0
#include "io/text_stream.hpp"

#include "compressed.hpp"
#include "support/diagnostic_of.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <random>

namespace rackrate::io {
namespace {

using namespace std::string_view_literals;
using test::diagnostic_of;
using test::TempFolder;

TextStream stream_of(const std::filesystem::path& path) {
  return TextStream(RawFile::open(path, ExitCode::input_data));
}

// Text that does not compress to nothing, so that its compressed form spans several chunks.
std::string noise(std::size_t size) {
  std::mt19937 random(42);
  std::string out(size, '\0');
  for (char& c : out) {
    c = static_cast<char>('!' + random() % 90);
  }
  return out;
}

TEST_CASE("plain, gzip and zstd give the same text") {
  const TempFolder folder;
  const std::string text = noise(4'000'000);
  CHECK(stream_of(folder.write("plain", text)).read_all() == text);
  CHECK(stream_of(folder.write("a.gz", gzipped(text))).read_all() == text);
  CHECK(stream_of(folder.write("a.zst", zstd_frame(text))).read_all() == text);
  CHECK(stream_of(folder.write("empty", "")).read_all().empty());
  CHECK(stream_of(folder.write("empty.gz", gzipped(""))).read_all().empty());
  CHECK(stream_of(folder.write("empty.zst", zstd_frame(""))).read_all().empty());
}

TEST_CASE("the content tells the format, not the name") {
  const TempFolder folder;
  CHECK(stream_of(folder.write("a.csv", gzipped("x,y\n"))).compressed());
  CHECK_FALSE(stream_of(folder.write("a.gz", "x,y\n")).compressed());
}

TEST_CASE("reads of one byte work as well") {
  const TempFolder folder;
  TextStream stream = stream_of(folder.write("a.gz", gzipped("abc") + gzipped("def")));
  std::string text;
  char c = 0;
  while (stream.read(&c, 1) == 1) {
    text += c;
  }
  CHECK(text == "abcdef");
  CHECK(stream.read(&c, 1) == 0);
}

TEST_CASE("several members or frames are one text") {
  const TempFolder folder;
  const std::string half = noise(1'500'000);
  const std::string gz = gzipped(half) + gzipped("") + gzipped("end");
  CHECK(stream_of(folder.write("a.gz", gz)).read_all() == half + "end");
  CHECK(stream_of(folder.write("padded.gz", gz + std::string(600, '\0'))).read_all() ==
        half + "end");
  const std::string skippable = std::string("\x50\x2a\x4d\x18\x03\0\0\0abc", 11);
  CHECK(stream_of(folder.write("a.zst", skippable + zstd_frame(half) + zstd_frame("end")))
            .read_all() == half + "end");
}

TEST_CASE("data that is cut short is an error after what could be read") {
  const TempFolder folder;
  const std::string text = noise(3'000'000);
  for (const std::string& data : {gzipped(text), zstd_frame(text)}) {
    for (const std::size_t size : {data.size() - 1, data.size() / 2, std::size_t{20}}) {
      CAPTURE(size);
      TextStream stream = stream_of(folder.write("cut", std::string_view(data).substr(0, size)));
      const Diagnostic d = diagnostic_of([&] { stream.read_all(); });
      CHECK(d.code == "bad-compression");
      CHECK(d.got == "data that is cut short");
    }
  }
}

TEST_CASE("damaged data is an error that says what the decompressor saw") {
  const TempFolder folder;
  std::string gz = gzipped(noise(100'000));
  gz[gz.size() - 5] = static_cast<char>(gz[gz.size() - 5] ^ 0x55);  // inside the checksum
  TextStream checksum = stream_of(folder.write("a.gz", gz));
  const Diagnostic d = diagnostic_of([&] { checksum.read_all(); });
  CHECK(d.code == "bad-compression");
  CHECK(d.got == "damaged data");
  CHECK(d.why == "the decompressor says: incorrect data check");
  CHECK(d.where.file == (folder.path() / "a.gz").string());

  TextStream garbage = stream_of(folder.write("b.gz", gzipped("abc") + "garbage"));
  CHECK(diagnostic_of([&] { garbage.read_all(); }).code == "bad-compression");
  TextStream zstd_garbage = stream_of(folder.write("b.zst", zstd_frame("abc") + "garbage"));
  CHECK(diagnostic_of([&] { zstd_garbage.read_all(); }).code == "bad-compression");
}

TEST_CASE("archives that are not read are named") {
  const TempFolder folder;
  const auto refused = [&](std::string_view content) {
    const auto path = folder.write("a.bin", content);
    return diagnostic_of([&] { stream_of(path); });
  };
  CHECK(refused("PK\x03\x04rest").got == "a zip archive or workbook");
  CHECK(refused("\xfd"
                "7zXZ\0rest"sv)
            .got == "xz");
  CHECK(refused("BZh91AY&SYrest").got == "bzip2");
  CHECK(refused("PK\x03\x04rest").code == "bad-compression");
  CHECK_FALSE(stream_of(folder.write("a.csv", "PK,BZh\n")).compressed());
}

}  // namespace
}  // namespace rackrate::io
