// SPDX-License-Identifier: Apache-2.0
// Usage data as a stream of blocks, so that memory stays bounded whatever the size of the file.
#pragma once

#include "core/diagnostic.hpp"
#include "io/source.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rackrate::io {

/// A stretch of text that begins at the start of a line and ends after an end of line (or at the
/// end of the input). Valid until the next call of Input::next.
struct Block {
  std::string_view text;
  std::size_t first_line = 1;  ///< line number of the first line, from 1
};

/// One usage file: mapped (plain), or read and decompressed as it goes (gzip, zstd, "-").
class Input {
 public:
  /// Throws InputError (exit code 3) as Source::open does.
  static Input open(const std::filesystem::path& path);
  static Input from_text(std::string name, std::string text);
  Input(Input&&) noexcept;
  Input& operator=(Input&&) noexcept;
  ~Input();

  const std::string& name() const;
  /// Bytes on disk (compressed as they are), 0 for standard input.
  std::size_t size_on_disk() const;
  /// The first bytes (up to 64 KiB, decompressed), for detection. Does not consume.
  std::string_view head();
  /// The next block of whole lines, at most about 8 MiB unless one line is longer; nothing at the
  /// end. A quoted CSV field may span blocks: readers of such formats use whole().
  std::optional<Block> next();
  /// Whether whole() costs nothing: a mapped file, or a text that was given.
  bool in_memory() const;
  /// Everything at once, for formats that are one document. Only before the first next(), which
  /// then still begins at the front.
  Source whole();
  /// SHA-256 of the bytes on disk, in hex. Complete only when the input was read to its end.
  std::string sha256();

 private:
  class Impl;
  explicit Input(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Position of `offset` inside `block` of the input called `name`.
Location locate(const std::string& name, const Block& block, std::size_t offset);

}  // namespace rackrate::io
