// SPDX-License-Identifier: Apache-2.0
// The fuzz target as an ordinary test: every file of the folders named, whole and cut short, once
// detected and once forced into every format.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t largest = 65536;  // longer files are for the benchmark
constexpr int first_bytes = 64;         // more than there are formats; the rest mean detection

int run_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (bytes.size() > largest) {
    return 0;
  }
  int runs = 0;
  for (const std::size_t length : {bytes.size(), bytes.size() / 2, bytes.size() / 3}) {
    for (int first = 0; first < first_bytes; ++first) {
      const std::string input = static_cast<char>(first) + bytes.substr(0, length);
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
      ++runs;
    }
  }
  return runs;
}

}  // namespace

int main(int argc, char** argv) {
  int runs = 0;
  for (int i = 1; i < argc; ++i) {
    if (!std::filesystem::is_directory(argv[i])) {
      std::printf("skipped: no %s\n", argv[i]);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      runs += entry.is_regular_file() ? run_file(entry.path()) : 0;
    }
  }
  std::printf("%d inputs read\n", runs);
  return runs > 0 ? 0 : 1;
}
