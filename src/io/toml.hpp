// SPDX-License-Identifier: Apache-2.0
// TOML to a tree with positions.
#pragma once

#include "io/node.hpp"

namespace rackrate::io {

/// Throws InputError `bad-toml` at the position of the fault (exit code 2: TOML is configuration).
Document parse_toml(const Source& source);

}  // namespace rackrate::io
