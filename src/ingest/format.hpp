// SPDX-License-Identifier: Apache-2.0
// What a usage format is: how it is told from others, and a reader of all its files.
#pragma once

#include "ingest/head.hpp"
#include "ingest/intake.hpp"
#include "io/input.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::ingest {

struct Options;

/// Reads the files of one format in the order given. What spans files (pages of one export, two
/// scrapes of one server) is its state; finish() comes after the last file.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual void read(io::Input& input, const Head& head, Intake& intake) = 0;
  virtual void finish(Intake& /*intake*/) {}
};

/// A file is of the format if it has all of `needs`; "a|b" is either. JSON keys are paths.
struct Signature {
  Container container;
  std::vector<std::string_view> needs;
};

struct Format {
  std::string_view id;
  std::string_view title;
  std::vector<Signature> signatures;
  std::function<std::unique_ptr<Reader>(const Options&)> open;
  bool (*also)(const Head&) = nullptr;  ///< a further condition of detection
};

/// All formats; the first that detects a file reads it.
const std::vector<Format>& formats();

}  // namespace rackrate::ingest
