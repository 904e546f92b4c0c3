// SPDX-License-Identifier: Apache-2.0
// The rows that were not understood, as a CSV table: where, why, and the row itself.
#pragma once

#include "ingest/ingest.hpp"

#include <string>
#include <vector>

namespace rackrate::report {

/// Columns file, line, code, field, expected, got, row.
std::string csv_rejects(const std::vector<ingest::Reject>& rejects);

}  // namespace rackrate::report
