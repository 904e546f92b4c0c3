// SPDX-License-Identifier: Apache-2.0
// The bytes of a file exactly as they are on disk: mapped where that is possible, else (standard
// input, pipes) read in chunks.
#pragma once

#include "core/exit_code.hpp"
#include "io/digest.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace rackrate::io {

class RawFile {
 public:
  /// "-" is standard input. Throws InputError `no-file`, `not-a-file` or `unreadable`.
  static RawFile open(const std::filesystem::path& path, ExitCode code);

  const std::string& name() const { return name_; }
  ExitCode code() const { return code_; }
  /// All bytes, where the file is mapped; `mapping` keeps them alive and is null otherwise.
  std::string_view mapped() const { return mapped_; }
  const std::shared_ptr<const void>& mapping() const { return mapping_; }

  /// The next bytes in order, empty at the end; valid until the next call.
  std::string_view next_chunk();
  /// Of the whole file where it is mapped, else of what was read so far.
  std::string sha256() const;

 private:
  class Descriptor {
   public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();
    int number() const { return number_; }

   private:
    int number_;
  };

  RawFile(std::string name, ExitCode code, Descriptor descriptor);
  void map(std::size_t size);

  std::string name_;
  ExitCode code_;
  Descriptor descriptor_;
  std::shared_ptr<const void> mapping_;
  std::string_view mapped_;
  std::size_t at_ = 0;
  std::string chunk_;
  Sha256 digest_;
};

}  // namespace rackrate::io
