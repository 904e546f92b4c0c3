// SPDX-License-Identifier: Apache-2.0
#include "io/raw_file.hpp"

#include "core/diagnostic.hpp"
#include "core/spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace rackrate::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t chunk_size = std::size_t{1} << 20;
constexpr std::size_t most_names = 5000;  // of one folder, looked through for a hint

std::string reason_of(int error) { return std::generic_category().message(error); }

// The regular files of a folder, sorted, as the user would write them.
std::vector<std::string> files_in(const fs::path& folder, const fs::path& shown_as) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    if (it->is_regular_file(ignored)) {
      names.push_back((shown_as / it->path().filename()).string());
    }
    if (names.size() >= most_names) {
      break;
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

Diagnostic fault(const fs::path& path, std::string expected, std::string code, std::string why,
                 std::string hint) {
  Diagnostic d;
  d.field = "file";
  d.expected = std::move(expected);
  d.got = quoted(path.string());
  d.code = std::move(code);
  d.why = std::move(why);
  d.hint = std::move(hint);
  return d;
}

Diagnostic no_file(const fs::path& path) {
  const fs::path parent = path.parent_path();
  const fs::path folder = parent.empty() ? fs::path(".") : parent;
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) {
    return fault(path, "a file that exists", "no-file",
                 fmt::format("there is no folder {}", quoted(folder.string())),
                 "check the path; '-' reads standard input");
  }
  // Compared without the folder, which would make every name look alike.
  std::vector<std::string> names = nearest(path.filename().string(), files_in(folder, {}));
  for (std::string& name : names) {
    name = (parent / name).string();
  }
  return fault(path, "a file that exists", "no-file", {},
               names.empty() ? fmt::format("see what is there: ls '{}'", folder.string())
                             : fmt::format("did you mean '{}'?", fmt::join(names, "' or '")));
}

Diagnostic not_a_file(const fs::path& path) {
  const std::vector<std::string> files = files_in(path, path);
  return fault(path, "a file", "not-a-file", "it is a folder",
               files.empty() ? "name a file" : fmt::format("name a file in it: '{}'", files[0]));
}

Diagnostic unreadable(const fs::path& path, int error) {
  return fault(path, "a file that can be read", "unreadable",
               fmt::format("the system says: {}", reason_of(error)),
               path == "-" ? "check what is piped in"
                           : fmt::format("check who may read it: ls -l '{}'", path.string()));
}

}  // namespace

RawFile::Descriptor& RawFile::Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

RawFile::Descriptor::~Descriptor() {
  if (number_ > STDIN_FILENO) {
    ::close(number_);
  }
}

RawFile::RawFile(std::string name, ExitCode code, Descriptor descriptor)
    : name_(std::move(name)), code_(code), descriptor_(std::move(descriptor)) {}

RawFile RawFile::open(const fs::path& path, ExitCode code) {
  if (path == "-") {
    return RawFile("-", code, Descriptor(STDIN_FILENO));
  }
  Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.number() < 0) {
    const int error = errno;
    const bool missing = error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG;
    throw InputError(code, missing ? no_file(path) : unreadable(path, error));
  }
  struct stat status {};
  if (::fstat(descriptor.number(), &status) != 0) {
    throw InputError(code, unreadable(path, errno));
  }
  if (S_ISDIR(status.st_mode)) {
    throw InputError(code, not_a_file(path));
  }
  RawFile file(path.string(), code, std::move(descriptor));
  if (S_ISREG(status.st_mode) && status.st_size > 0) {
    file.map(static_cast<std::size_t>(status.st_size));
  }
  return file;
}

// A file that cannot be mapped (some network and virtual file systems) is read instead.
void RawFile::map(std::size_t size) {
  void* const at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor_.number(), 0);
  if (at == MAP_FAILED) {
    return;
  }
  ::posix_madvise(at, size, POSIX_MADV_SEQUENTIAL);
  mapping_ = std::shared_ptr<const void>(at, [size](void* p) { ::munmap(p, size); });
  mapped_ = std::string_view(static_cast<const char*>(at), size);
}

std::string_view RawFile::next_chunk() {
  if (mapping_) {
    const std::string_view chunk = mapped_.substr(at_, chunk_size);
    at_ += chunk.size();
    return chunk;
  }
  chunk_.resize(chunk_size);
  std::size_t filled = 0;
  while (filled < chunk_size) {
    const ssize_t got = ::read(descriptor_.number(), chunk_.data() + filled, chunk_size - filled);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      throw InputError(code_, unreadable(name_, errno));
    }
    if (got == 0) {
      break;
    }
    filled += static_cast<std::size_t>(got);
  }
  const std::string_view chunk = std::string_view(chunk_).substr(0, filled);
  digest_.add(chunk);
  return chunk;
}

std::string RawFile::sha256() const { return mapping_ ? sha256_hex(mapped_) : digest_.hex(); }

}  // namespace rackrate::io
