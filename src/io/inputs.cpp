// SPDX-License-Identifier: Apache-2.0
#include "io/inputs.hpp"

#include <zip.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

namespace rackrate::io {
namespace {

constexpr std::uint64_t largest_member = std::uint64_t{4} << 30;

Diagnostic fault(const std::string& name, std::string expected, std::string got, std::string code,
                 std::string hint) {
  Diagnostic d;
  d.where.file = name;
  d.field = "file";
  d.expected = std::move(expected);
  d.got = std::move(got);
  d.code = std::move(code);
  d.hint = std::move(hint);
  return d;
}

bool is_zip(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 4> magic{};
  file.read(magic.data(), magic.size());
  return file && std::string_view(magic.data(), magic.size()) == "PK\x03\x04";
}

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseMember {
  void operator()(zip_file_t* member) const { zip_fclose(member); }
};

std::string read_member(zip_t* archive, std::uint64_t index, std::uint64_t size,
                        const std::string& name) {
  const std::unique_ptr<zip_file_t, CloseMember> member(zip_fopen_index(archive, index, 0));
  std::string text(size, '\0');
  if (!member || zip_fread(member.get(), text.data(), size) != static_cast<zip_int64_t>(size)) {
    throw InputError(ExitCode::input_data,
                     fault(name, "a readable member of the archive", "damaged or encrypted data",
                           "bad-compression", "unpack the archive yourself and pass the files"));
  }
  return text;
}

std::vector<Input> open_zip(const std::filesystem::path& path) {
  const std::string name = path.string();
  int error = 0;
  const std::unique_ptr<zip_t, CloseArchive> archive(zip_open(name.c_str(), ZIP_RDONLY, &error));
  if (!archive) {
    throw InputError(ExitCode::input_data, fault(name, "a complete zip archive", "damaged data",
                                                 "bad-compression", "get the file again"));
  }
  std::vector<Input> inputs;
  const auto count = static_cast<std::uint64_t>(zip_get_num_entries(archive.get(), 0));
  for (std::uint64_t index = 0; index < count; ++index) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive.get(), index, 0, &stat) != 0 || stat.name == nullptr) {
      continue;
    }
    const std::string member = stat.name;
    const std::string shown = name + ":" + member;
    if (member.empty() || member.back() == '/' || member.rfind("__MACOSX/", 0) == 0) {
      continue;
    }
    if (stat.size > largest_member) {
      throw InputError(ExitCode::input_data,
                       fault(shown, "a member below 4 GiB", std::to_string(stat.size) + " bytes",
                             "too-large", "unpack the archive yourself and pass the files"));
    }
    inputs.push_back(Input::from_text(shown, read_member(archive.get(), index, stat.size, shown)));
  }
  return inputs;
}

std::vector<Input> open_folder(const std::filesystem::path& path) {
  std::vector<std::filesystem::path> files;
  auto walk = std::filesystem::recursive_directory_iterator(path);
  for (auto at = begin(walk); at != end(walk); ++at) {
    const bool hidden = at->path().filename().string().front() == '.';
    if (hidden && at->is_directory()) {
      at.disable_recursion_pending();
    } else if (!hidden && at->is_regular_file()) {
      files.push_back(at->path());
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<Input> inputs;
  for (const std::filesystem::path& file : files) {
    for (Input& input : open_inputs(file)) {
      inputs.push_back(std::move(input));
    }
  }
  return inputs;
}

}  // namespace

std::vector<Input> open_inputs(const std::filesystem::path& path) {
  std::error_code ignored;
  std::vector<Input> inputs;
  if (std::filesystem::is_directory(path, ignored)) {
    inputs = open_folder(path);
  } else if (std::filesystem::is_regular_file(path, ignored) && is_zip(path)) {
    inputs = open_zip(path);
  } else {
    inputs.push_back(Input::open(path));
  }
  if (inputs.empty()) {
    throw InputError(ExitCode::input_data, fault(path.string(), "files of token usage", "none",
                                                 "no-file", "pass the files themselves"));
  }
  return inputs;
}

}  // namespace rackrate::io
