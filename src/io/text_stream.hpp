// SPDX-License-Identifier: Apache-2.0
// The text of a file from front to back, decompressed on the way where it is gzip or zstd.
#pragma once

#include "io/raw_file.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace rackrate::io {

class Decoder;

class TextStream {
 public:
  /// Compression is told by the first bytes. Throws InputError `bad-compression` for a format that
  /// is not read (zip, xz, bzip2), and read() throws it where the data is damaged or cut short.
  explicit TextStream(RawFile file);
  TextStream(TextStream&&) noexcept;
  TextStream& operator=(TextStream&&) noexcept;
  ~TextStream();

  bool compressed() const { return decoder_ != nullptr; }
  const RawFile& file() const { return file_; }

  /// Writes up to `capacity` bytes to `out` and returns how many; 0 only at the end.
  std::size_t read(char* out, std::size_t capacity);
  /// Everything from here to the end.
  std::string read_all();

 private:
  std::size_t decode(char* out, std::size_t capacity);

  RawFile file_;
  std::string_view pending_;  // read from the file, not yet consumed
  bool ended_ = false;        // the file has no more
  std::unique_ptr<Decoder> decoder_;
};

}  // namespace rackrate::io
