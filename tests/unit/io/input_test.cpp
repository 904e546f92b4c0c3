// SPDX-License-Identifier: Apache-2.0
#include "io/input.hpp"

#include "compressed.hpp"
#include "core/error.hpp"
#include "io/digest.hpp"
#include "support/diagnostic_of.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace rackrate::io {
namespace {

using test::TempFolder;

constexpr std::size_t eight_mib = std::size_t{8} << 20;

/// Standard input comes from a file while this lives.
class StandardInput {
 public:
  explicit StandardInput(const std::filesystem::path& path) : saved_(::dup(STDIN_FILENO)) {
    const int file = ::open(path.c_str(), O_RDONLY);
    ::dup2(file, STDIN_FILENO);
    ::close(file);
  }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;
  ~StandardInput() {
    ::dup2(saved_, STDIN_FILENO);
    ::close(saved_);
  }

 private:
  int saved_;
};

// Checks what every reader relies on and gives the text put together again.
std::string read_blocks(Input& input, std::size_t* blocks = nullptr) {
  std::string all;
  std::size_t line = 1;
  std::size_t count = 0;
  while (const auto block = input.next()) {
    REQUIRE_FALSE(block->text.empty());
    CHECK(block->first_line == line);
    CHECK((all.empty() || all.back() == '\n'));
    all += block->text;
    line += static_cast<std::size_t>(std::count(block->text.begin(), block->text.end(), '\n'));
    ++count;
  }
  CHECK_FALSE(input.next());
  if (blocks != nullptr) {
    *blocks = count;
  }
  return all;
}

// About 20 MB of lines of uneven length, without a final line end.
const std::string& many_lines() {
  static const std::string text = [] {
    std::string out;
    for (int i = 0; out.size() < 20'000'000; ++i) {
      out += std::to_string(i) + "," + std::string(static_cast<std::size_t>(i % 97), 'x') + "\n";
    }
    return out + "last";
  }();
  return text;
}

TEST_CASE("blocks are whole lines in order, whatever the file is packed in") {
  const TempFolder folder;
  const std::string& text = many_lines();
  const std::string gz = gzipped(text.substr(0, 7'000'001)) + gzipped(text.substr(7'000'001));
  for (const auto& path : {folder.write("a.csv", text), folder.write("a.csv.gz", gz),
                           folder.write("a.csv.zst", zstd_frame(text))}) {
    CAPTURE(path.string());
    Input input = Input::open(path);
    CHECK(input.head() == std::string_view(text).substr(0, 65536));
    std::size_t blocks = 0;
    CHECK(read_blocks(input, &blocks) == text);
    CHECK(blocks == 3);
    CHECK(input.size_on_disk() == std::filesystem::file_size(path));
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    CHECK(input.sha256() == sha256_hex(bytes));
    CHECK(input.name() == path.string());
  }
}

TEST_CASE("a pipe streams and is digested on the way") {
  const TempFolder folder;
  const auto path = folder.path() / "pipe";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  const std::string& text = many_lines();
  std::thread writer([&] { std::ofstream(path, std::ios::binary) << text; });
  Input input = Input::open(path);
  CHECK(input.head() == std::string_view(text).substr(0, 65536));
  CHECK(read_blocks(input) == text);
  writer.join();
  CHECK(input.size_on_disk() == 0);
  CHECK(input.sha256() == sha256_hex(text));
}

TEST_CASE("standard input, also compressed") {
  const TempFolder folder;
  const std::string& text = many_lines();
  for (const auto& path : {folder.write("a", text), folder.write("a.gz", gzipped(text))}) {
    const StandardInput replaced(path);
    Input input = Input::open("-");
    CHECK(input.name() == "-");
    CHECK(input.size_on_disk() == 0);
    CHECK(read_blocks(input) == text);
    CHECK(input.sha256() == Input::open(path).sha256());
  }
  const StandardInput replaced(folder.path() / "a");
  CHECK(Source::open("-", ExitCode::usage).text() == text);
}

TEST_CASE("a line longer than a block stays whole") {
  const TempFolder folder;
  const std::string text = "short\n" + std::string(2 * eight_mib + 5, 'x') + "\n" +
                           std::string(eight_mib, 'y') + "\nz\n";
  for (const auto& path : {folder.write("a", text), folder.write("a.zst", zstd_frame(text))}) {
    Input input = Input::open(path);
    CHECK(read_blocks(input) == text);
  }
}

TEST_CASE("a line that ends exactly with the block") {
  const TempFolder folder;
  const std::string text = std::string(eight_mib - 1, 'x') + "\n" + "y\n";
  for (const auto& path : {folder.write("a", text), folder.write("a.gz", gzipped(text))}) {
    Input input = Input::open(path);
    const auto first = input.next();
    REQUIRE(first);
    CHECK(first->text.size() == eight_mib);
    const auto second = input.next();
    REQUIRE(second);
    CHECK(second->text == "y\n");
    CHECK(second->first_line == 2);
    CHECK_FALSE(input.next());
  }
}

TEST_CASE("nothing in, nothing out") {
  const TempFolder folder;
  for (const auto& path : {folder.write("empty", ""), folder.write("empty.gz", gzipped(""))}) {
    Input input = Input::open(path);
    CHECK(input.head().empty());
    CHECK_FALSE(input.next());
    CHECK(Input::open(path).whole().text().empty());
  }
}

TEST_CASE("the whole text at once, and blocks of it afterwards") {
  const TempFolder folder;
  const std::string& text = many_lines();
  for (const auto& path : {folder.write("a", text), folder.write("a.gz", gzipped(text))}) {
    Input input = Input::open(path);
    CHECK(input.head().size() == 65536);
    const Source whole = input.whole();
    CHECK(whole.text() == text);
    CHECK(whole.name() == path.string());
    CHECK(input.head().size() == 65536);
    CHECK(read_blocks(input) == text);
  }
  Input late = Input::from_text("a", "x\ny\n");
  late.next();
  CHECK_THROWS_AS(late.whole(), BugError);
}

TEST_CASE("text given directly") {
  Input input = Input::from_text("given", "a\nb\n");
  CHECK(input.name() == "given");
  CHECK(input.size_on_disk() == 4);
  CHECK(input.head() == "a\nb\n");
  CHECK(input.sha256() == sha256_hex("a\nb\n"));
  CHECK(read_blocks(input) == "a\nb\n");
}

TEST_CASE("a position inside a block has the line of the file") {
  const Block block{"a,b\nc,d\n", 41};
  const Location at = locate("x.csv", block, 6);
  CHECK(at.file == "x.csv");
  CHECK(at.line == 42);
  CHECK(at.column == 3);
  CHECK(at.excerpt == "c,d");
}

TEST_CASE("faults of the file have the exit code of input data") {
  const TempFolder folder;
  try {
    Input::open(folder.path());
    FAIL("did not throw");
  } catch (const InputError& error) {
    CHECK(error.code() == ExitCode::input_data);
    CHECK(error.diagnostics().front().code == "not-a-file");
  }
  const std::string gz = gzipped(many_lines());
  Input cut = Input::open(folder.write("cut.gz", std::string_view(gz).substr(0, gz.size() / 2)));
  const Diagnostic d = test::diagnostic_of([&] {
    while (cut.next()) {
    }
  });
  CHECK(d.code == "bad-compression");
}

}  // namespace
}  // namespace rackrate::io
