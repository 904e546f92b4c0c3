// SPDX-License-Identifier: Apache-2.0
#include "cli/output_file.hpp"

#include "cli/fault.hpp"
#include "cli/terminal.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace rackrate::cli {

OutputFile::OutputFile(std::string path, std::string field)
    : path_(std::move(path)), field_(std::move(field)) {
  if (!wanted() || is_standard_output()) {
    return;
  }
  created_ = access(path_.c_str(), F_OK) != 0;
  descriptor_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    fail();
  }
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) {
    close(descriptor_);
    if (created_) {
      unlink(path_.c_str());
    }
  }
}

void OutputFile::write(std::string_view text) {
  if (!wanted()) {
    return;
  }
  if (is_standard_output()) {
    write_standard_output(text);
    return;
  }
  if (ftruncate(descriptor_, 0) != 0 && errno != EINVAL) {  // EINVAL: a pipe or device
    fail();
  }
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written < 0) {
      fail();
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  created_ = false;
}

void OutputFile::fail() const {
  refuse(fault(field_, "a file that can be written",
               quoted(path_) + " (" + std::strerror(errno) + ")", "cannot-write"));
}

}  // namespace rackrate::cli
