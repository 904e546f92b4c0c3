// SPDX-License-Identifier: Apache-2.0
// What every JSON document of ours has in common: schema, tool, catalog, inputs, and the spelling
// of unknown values (null, never 0).
#pragma once

#include "core/assumption.hpp"
#include "core/estimate.hpp"
#include "core/tokens.hpp"
#include "io/json.hpp"
#include "workload/workload.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::report {

/// What made the document, so that a reader can make it again. No clock in it: same input, same
/// bytes.
struct Stamp {
  std::string version;
  std::string catalog_sha256;
  std::optional<Date> oldest_price;
  std::optional<Date> newest_price;
  Date as_of;  ///< the day prices are compared at
};

/// {"schema": "rackrate.<kind>/1", "tool": ..., "catalog": ..., "inputs": [...]}
io::Json begin_document(std::string_view kind, const Stamp& stamp,
                        const std::vector<ingest::FileReport>& inputs);

io::Json to_json(MaybeCount count);
io::Json to_json(std::optional<double> value);
/// {"value", "low", "high"}
io::Json range(double value, double low, double high);
/// {"id", "text"}: a warning or note of an earlier stage, so that it is in the answer too.
io::Json finding(const Diagnostic& diagnostic);

/// The message of a diagnostic as one sentence: "column 'x': expected ..., got ...".
std::string sentence(const Diagnostic& diagnostic);

}  // namespace rackrate::report
