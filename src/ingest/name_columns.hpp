// SPDX-License-Identifier: Apache-2.0
// Help for a file that lacks a column: what it has, and the option that names the ones meant.
#pragma once

#include "ingest/head.hpp"

#include <string>

namespace rackrate::ingest {

/// "columns a, b, c" or "keys a, b, c", cut after 12.
std::string columns_found(const Head& head);

/// What to type so that the file is read by the names of its columns: "did you mean 'ouput_tokens'?
/// Then add --columns output=ouput_tokens", with NAME for what no column comes close to.
std::string name_columns(const Head& head);

}  // namespace rackrate::ingest
