// SPDX-License-Identifier: Apache-2.0
// profile --sql: the query to run where the usage lies.
#pragma once

#include "cli/options.hpp"

#include <string>

namespace rackrate::cli {

/// From --sql, --table and --map. Throws InputError `unknown-dialect`, `unknown-column`, and
/// `bad-option` for options that mean nothing beside --sql.
std::string warehouse_query(const Options& options);

/// Throws InputError `bad-option` where --table or --map is given without --sql.
void require_no_query(const Options& options);

}  // namespace rackrate::cli
