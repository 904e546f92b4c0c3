// SPDX-License-Identifier: Apache-2.0
// What the query says. What it returns is tested on real servers in tests/sql.
#include "workload/sql.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace rackrate::workload;

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every dialect has a name that parses back") {
  for (const Dialect dialect : all_dialects) {
    CHECK(parse_dialect(name(dialect)) == dialect);
  }
  CHECK_FALSE(parse_dialect("oracle").has_value());
}

TEST_CASE("every query returns the sixteen columns of the warehouse profile, in their order") {
  const std::string_view columns[] = {" AS kind",          " AS t",       "AS n,",
                                      " AS n_failed",      " AS s_in",    " AS s_cached",
                                      " AS s_cache_write", " AS s_out",   " AS s_reasoning",
                                      " AS s_in2",         " AS s_inout", " AS s_out2",
                                      " AS s_lat_ms"};
  for (const Dialect dialect : all_dialects) {
    CAPTURE(name(dialect));
    const std::string query = profile_query(dialect, {});
    const std::size_t result = query.find("'minute'");
    REQUIRE(result != std::string::npos);
    std::size_t at = result;
    for (const std::string_view column : columns) {
      CAPTURE(column);
      const std::size_t found = query.find(column, at);
      REQUIRE(found != std::string::npos);
      at = found;
    }
  }
}

TEST_CASE("what is not mapped comes back empty, never zero") {
  const std::string query = profile_query(Dialect::postgres, {"t", {{"input", "a"}}});
  CHECK(contains(query, "NULL AS s_cached"));
  CHECK(contains(query, "NULL AS s_reasoning"));
  CHECK(contains(query, "NULL AS s_lat_ms"));
  CHECK_FALSE(contains(query, "0 AS s_cached"));
}

TEST_CASE("a mapped class is summed only where every row has it") {
  const std::string query = profile_query(Dialect::postgres, {"t", {{"cached", "meta_cached"}}});
  CHECK(contains(query, "CASE WHEN count(c) = count(*) THEN sum(c) END AS s_cached"));
  CHECK(contains(query, "CAST(meta_cached AS bigint) AS c"));
}

TEST_CASE("ClickHouse gets a form that versions without grouping sets accept") {
  const std::string query = profile_query(Dialect::clickhouse, {});
  CHECK_FALSE(contains(query, "GROUPING SETS"));
  CHECK(contains(query, "UNION ALL"));
  CHECK(contains(profile_query(Dialect::postgres, {}), "GROUPING SETS"));
}

TEST_CASE("the bins are the eighty published edges") {
  const std::string query = profile_query(Dialect::postgres, {});
  const std::size_t from = query.find("ARRAY[");
  const std::string list = query.substr(from + 6, query.find(']', from) - from - 6);
  CHECK(std::count(list.begin(), list.end(), ',') == 79);
  CHECK(list.starts_with("1,2,3,4,5,6,7,8,10,12,14,16,20,24,28,32,40"));
  CHECK(list.ends_with("1572864,1835008,2097152"));
}

TEST_CASE("expressions are inserted as they stand, in the table named") {
  const std::string query = profile_query(
      Dialect::duckdb, {"read_parquet('logs/*.parquet')", {{"failed", "status <> 'success'"}}});
  CHECK(contains(query, "FROM read_parquet('logs/*.parquet')"));
  CHECK(contains(query, "CASE WHEN status <> 'success' THEN 1 ELSE 0 END AS failed"));
}
