// SPDX-License-Identifier: Apache-2.0
// A whole text held in memory or mapped from a file, with positions.
#pragma once

#include "core/diagnostic.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace rackrate::io {

/// Immutable text and the name the user knows it by. Cheap to copy: copies share the bytes.
class Source {
 public:
  /// Maps the file; "-" reads standard input to its end; gzip and zstd content is decompressed.
  /// Throws InputError `no-file`, `not-a-file`, `unreadable` (with the system's reason) or
  /// `bad-compression`. `code` is the exit code of the phase that needs the file.
  static Source open(const std::filesystem::path& path, ExitCode code);
  static Source from_text(std::string name, std::string text);
  /// `text` must outlive the source and its copies; for data embedded in the program.
  static Source from_static(std::string name, std::string_view text);
  /// Text that lives as long as `owner`.
  static Source shared(std::string name, std::string_view text, std::shared_ptr<const void> owner);

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }

  /// Line, column and excerpt of a byte offset.
  Location locate(std::size_t offset) const;
  /// The same for a line known by its number (from 1); column 0.
  Location locate_line(std::size_t line) const;
  /// The file as a whole.
  Location whole() const { return Location{name_, 0, 0, {}}; }

 private:
  Source(std::string name, std::string_view text, std::shared_ptr<const void> owner);

  std::string name_;
  std::string_view text_;
  std::shared_ptr<const void> owner_;
};

/// Position of `offset` in `text`, part of the file called `name`, where `text` begins with line
/// `first_line`. The excerpt of a very long line is cut around the position.
Location locate(const std::string& name, std::string_view text, std::size_t offset,
                std::size_t first_line = 1);

}  // namespace rackrate::io
