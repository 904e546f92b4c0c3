// SPDX-License-Identifier: Apache-2.0
// The warehouse route against real servers: the query's small result must be the same workload as
// the raw rows, exact for totals and counts, and within one bin for percentiles.
#include "core/date.hpp"
#include "core/length_bins.hpp"
#include "core/random.hpp"
#include "support/shared_data.hpp"
#include "warehouse/server.hpp"
#include "workload/profile.hpp"
#include "workload/sql.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

using namespace rackrate;

namespace {

constexpr std::string_view header = "ts,model,input_tokens,cached_tokens,output_tokens\n";

// 20,000 requests of two models over 26 hours, so that hours, days and bins are crossed.
std::string generated_rows() {
  Random random(7);
  std::string csv;
  std::int64_t at = 1'715'470'000'000'000'000;
  for (int i = 0; i < 20'000; ++i) {
    at += static_cast<std::int64_t>(random.uniform() * 9.36e9) / 1'000'000 * 1'000'000;
    const auto input = static_cast<std::int64_t>(1 + 300'000 * random.uniform() * random.uniform());
    const auto cached = static_cast<std::int64_t>(static_cast<double>(input) * random.uniform());
    const auto output = static_cast<std::int64_t>(1 + 4'000 * random.uniform());
    std::string stamp = to_string(Instant{at});
    stamp.pop_back();  // no zone: the tables hold UTC
    stamp[10] = ' ';
    csv += fmt::format("{},{},{},{},{}\n", stamp, random.uniform() < 0.7 ? "small" : "large", input,
                       cached, output);
  }
  return csv;
}

workload::Workload workload_of(const std::string& csv) {
  std::vector<io::Input> inputs;
  inputs.push_back(io::Input::from_text("rows.csv", csv));
  return workload::profile(std::move(inputs), {});
}

void check_same(const workload::Workload& raw, const workload::Workload& pushed) {
  CHECK(pushed.requests == raw.requests);
  CHECK(pushed.failed_requests == raw.failed_requests);
  CHECK(pushed.tokens.input == raw.tokens.input);
  CHECK(pushed.tokens.cache_read == raw.tokens.cache_read);
  CHECK(pushed.tokens.output == raw.tokens.output);
  CHECK(pushed.buckets == raw.buckets);
  REQUIRE(pushed.models.size() == raw.models.size());
  for (std::size_t i = 0; i < raw.models.size(); ++i) {
    CHECK(pushed.models[i].value == raw.models[i].value);
    CHECK(pushed.models[i].requests == raw.models[i].requests);
    CHECK(pushed.models[i].tokens.input == raw.models[i].tokens.input);
  }
  for (const double p : {0.5, 0.9, 0.95, 0.99}) {
    CAPTURE(p);
    CHECK(std::abs(length_bin(pushed.input_lengths.quantile(p)) -
                   length_bin(raw.input_lengths.quantile(p))) <= 1);
    CHECK(std::abs(length_bin(pushed.output_lengths.quantile(p)) -
                   length_bin(raw.output_lengths.quantile(p))) <= 1);
  }
}

workload::WarehouseTable requests_table() {
  return {"requests",
          {{"timestamp", "ts"},
           {"model", "model"},
           {"input", "input_tokens"},
           {"cached", "cached_tokens"},
           {"output", "output_tokens"}}};
}

void check_server(const auto& server, workload::Dialect dialect, const std::string& create,
                  const std::string& load) {
  const std::string rows = generated_rows();
  server.query(create);
  server.query(load, rows);
  const std::string result = server.query(workload::profile_query(dialect, requests_table()));
  check_same(workload_of(std::string(header) + rows), workload_of(result));
}

}  // namespace

TEST_CASE("PostgreSQL: the query gives the workload of the raw rows") {
  const auto server = test::Postgres::start();
  if (!server) {
    MESSAGE("skipped: PostgreSQL is not installed");
    return;
  }
  check_server(*server, workload::Dialect::postgres,
               "CREATE TABLE requests (ts timestamp, model text, input_tokens bigint, "
               "cached_tokens bigint, output_tokens bigint)",
               "COPY requests FROM STDIN WITH (FORMAT csv)");
}

TEST_CASE("ClickHouse: the query gives the workload of the raw rows") {
  const auto server = test::ClickHouse::start();
  if (!server) {
    MESSAGE("skipped: ClickHouse is not installed");
    return;
  }
  const std::string rows = generated_rows();
  server->query(
      "CREATE TABLE requests (ts DateTime, model String, input_tokens Int64, "
      "cached_tokens Nullable(Int64), output_tokens Int64) ENGINE = Memory");
  // ClickHouse of 2018 reads whole seconds; the raw rows are cut the same way for the comparison.
  std::string whole;
  for (std::size_t at = 0; at < rows.size();) {
    const std::size_t end = rows.find('\n', at);
    const std::string row = rows.substr(at, end - at);
    whole += row.substr(0, 19) + row.substr(row.find(',')) + "\n";
    at = end + 1;
  }
  server->query("INSERT INTO requests FORMAT CSV", whole);
  const std::string result =
      server->query(workload::profile_query(workload::Dialect::clickhouse, requests_table()));
  check_same(workload_of(std::string(header) + whole), workload_of(result));
}

TEST_CASE("DuckDB: the query gives the workload of the raw rows") {
  if (!test::installed("duckdb")) {
    MESSAGE("skipped: DuckDB is not installed");
    return;
  }
  const std::string rows = generated_rows();
  workload::WarehouseTable table = requests_table();
  table.table = "read_csv('/dev/stdin', header = true)";
  const std::string query = workload::profile_query(workload::Dialect::duckdb, table);
  const std::string result =
      test::run("duckdb -csv -c \"" + query + "\"", std::string(header) + rows);
  check_same(workload_of(std::string(header) + rows), workload_of(result));
}
