// SPDX-License-Identifier: Apache-2.0
// JSON to a tree with positions, and the JSON values that reports write.
#pragma once

#include "io/node.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace rackrate::io {

/// Throws InputError `bad-json` or `truncated-json` at the position of the fault, with `code`.
/// Nesting deeper than 200 levels is refused. Numbers keep integer or real as written.
Document parse_json(const Source& source, ExitCode code);

/// A JSON value to write: members keep the order in which they were set.
using Json = nlohmann::ordered_json;

/// The bytes of a JSON file: two-space indent, newline at the end, same value = same bytes.
std::string to_bytes(const Json& value);

}  // namespace rackrate::io
