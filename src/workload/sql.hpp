// SPDX-License-Identifier: Apache-2.0
// The profile as one warehouse query: the GROUP BY goes to the data, and a small CSV comes back.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::workload {

enum class Dialect { duckdb, postgres, clickhouse, bigquery, spark, trino };

inline constexpr Dialect all_dialects[] = {Dialect::duckdb,     Dialect::postgres,
                                           Dialect::clickhouse, Dialect::bigquery,
                                           Dialect::spark,      Dialect::trino};
std::string_view name(Dialect dialect);
std::optional<Dialect> parse_dialect(std::string_view text);

/// What the query reads. A column is any SQL expression of the dialect, inserted as it stands.
struct WarehouseTable {
  std::string table = "requests";
  /// Our name -> the table's: timestamp (UTC, no zone), model, input (with cached tokens), cached,
  /// cache_write, output (with reasoning), reasoning, latency_ms, failed (a condition). Only input,
  /// output and timestamp are needed; what is not mapped comes back empty, which means unknown.
  std::map<std::string, std::string> columns;
};

/// The names `columns` may use, the needed ones first.
const std::vector<std::string>& warehouse_columns();

/// A query whose CSV result (with a header) is a workload: `minute` rows carry the time series,
/// `shape` rows the joint length bins of each hour, all of them sums of integers, so results of
/// shards add up. `timestamp`, `model`, `input_tokens`, `output_tokens` are assumed where the
/// needed names and the model are not mapped.
std::string profile_query(Dialect dialect, const WarehouseTable& table);

}  // namespace rackrate::workload
