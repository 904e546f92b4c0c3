// SPDX-License-Identifier: Apache-2.0
// A file that an answer is written to. It is opened before the work, so that a wrong path fails at
// once, and its old content stays until there is something to replace it.
#pragma once

#include <string>
#include <string_view>

namespace rackrate::cli {

class OutputFile {
 public:
  /// `path` may be empty (nothing is written) or "-" (standard output). `field` is the option that
  /// named it. Throws InputError `cannot-write`.
  OutputFile(std::string path, std::string field);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  /// Removes a file that was created here and never written.
  ~OutputFile();

  bool wanted() const { return !path_.empty(); }
  bool is_standard_output() const { return path_ == "-"; }
  void write(std::string_view text);

 private:
  [[noreturn]] void fail() const;

  std::string path_;
  std::string field_;
  int descriptor_ = -1;
  bool created_ = false;
};

}  // namespace rackrate::cli
