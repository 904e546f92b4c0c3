// SPDX-License-Identifier: Apache-2.0
// Which format a file is, by what its first bytes hold.
#pragma once

#include "ingest/format.hpp"
#include "io/input.hpp"

#include <optional>
#include <string>

namespace rackrate::ingest {

struct Detected {
  const Format* format;
  std::string why;  ///< the columns or keys that decided it
};

/// The format named in the options (`unknown-format` with exit code 2 if there is none of that
/// name), "generic" if columns are named, else the first that the head has the signature of.
/// Throws InputError `empty-file`, `binary-file`, `missing-column` or `unknown-format` (exit 3), or
/// the fault of a JSON text that cannot be parsed.
Detected detect(io::Input& input, const Head& head, const Options& options);

}  // namespace rackrate::ingest
