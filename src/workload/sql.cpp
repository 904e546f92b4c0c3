// SPDX-License-Identifier: Apache-2.0
#include "workload/sql.hpp"

#include "core/length_bins.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace rackrate::workload {
namespace {

// How a dialect spells what the query needs. `{}` takes an expression.
struct Spelling {
  std::string_view integer;  ///< to a 64-bit integer
  std::string_view wide;     ///< to an integer of more than 64 bits
  std::string_view minute;   ///< start of the minute
  std::string_view hour;
  std::string_view stamp;  ///< to text that our reader takes
  std::string_view bin;    ///< {0} length, {1} the edges: how many edges are at most the length
  bool grouping_sets = true;
};

// Bins without the list of edges: DuckDB counts bits faster than it searches a list.
constexpr std::string_view duckdb_bin =
    "CASE WHEN {0} < 4 THEN greatest({0}, 0) WHEN {0} >= 2097152 THEN 80 "
    "ELSE 4 * (length(bin({0})) - 3) + (({0} >> (length(bin({0})) - 3)) & 3) + 4 END";

const Spelling& spelling(Dialect dialect) {
  static const std::map<Dialect, Spelling> table = {
      {Dialect::duckdb,
       {"CAST({} AS BIGINT)", "CAST({} AS HUGEINT)", "date_trunc('minute', {})",
        "date_trunc('hour', {})", "strftime({}, '%Y-%m-%dT%H:%M:%SZ')", duckdb_bin}},
      {Dialect::postgres,
       {"CAST({} AS bigint)", "CAST({} AS numeric)", "date_trunc('minute', {})",
        "date_trunc('hour', {})", "to_char({}, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
        "width_bucket({0}, CAST(ARRAY[{1}] AS bigint[]))"}},
      // Also for versions of 2018, which know neither GROUPING SETS nor integers above 64 bits.
      {Dialect::clickhouse,
       {"toInt64({})", "toDecimal128({}, 0)", "toStartOfMinute({})", "toStartOfHour({})",
        "toString({})", "arrayCount(e -> e <= {0}, [{1}])", false}},
      {Dialect::bigquery,
       {"CAST({} AS INT64)", "CAST({} AS BIGNUMERIC)", "TIMESTAMP_TRUNC({}, MINUTE)",
        "TIMESTAMP_TRUNC({}, HOUR)", "FORMAT_TIMESTAMP('%FT%TZ', {})", "RANGE_BUCKET({0}, [{1}])"}},
      {Dialect::spark,
       {"CAST({} AS BIGINT)", "CAST({} AS DECIMAL(38, 0))", "date_trunc('MINUTE', {})",
        "date_trunc('HOUR', {})", "date_format({}, \"yyyy-MM-dd'T'HH:mm:ss'Z'\")",
        "size(filter(array({1}), e -> e <= {0}))"}},
      {Dialect::trino,
       {"CAST({} AS BIGINT)", "CAST({} AS DECIMAL(38, 0))", "date_trunc('minute', {})",
        "date_trunc('hour', {})", "date_format({}, '%Y-%m-%dT%H:%i:%sZ')",
        "width_bucket({0}, ARRAY[{1}])"}},
  };
  return table.at(dialect);
}

std::string spell(std::string_view form, std::string_view expression) {
  return fmt::format(fmt::runtime(form), expression);
}

std::string edges() {
  std::vector<std::int64_t> all;
  for (int bin = 1; bin < length_bin_count; ++bin) {
    all.push_back(length_bin_floor(bin));
  }
  return fmt::format("{}", fmt::join(all, ","));
}

// The columns that a source may lack; each is summed only if every row of the group has it.
struct OptionalColumn {
  std::string_view column;  ///< our name
  std::string_view alias;   ///< in the inner query
  std::string_view sum;     ///< in the result
};
constexpr OptionalColumn optional_sums[] = {{"cached", "c", "s_cached"},
                                            {"cache_write", "w", "s_cache_write"},
                                            {"reasoning", "r", "s_reasoning"},
                                            {"latency_ms", "lat", "s_lat_ms"}};

class Writer {
 public:
  Writer(Dialect dialect, const WarehouseTable& table)
      : dialect_(dialect), say_(spelling(dialect)), table_(table) {}

  std::string write() const { return say_.grouping_sets ? grouping_sets() : union_all(); }

 private:
  std::string column(const std::string& ours, std::string_view otherwise) const {
    const auto found = table_.columns.find(ours);
    return found == table_.columns.end() ? std::string(otherwise) : found->second;
  }
  bool has(std::string_view ours) const { return table_.columns.contains(std::string(ours)); }

  // One row a request, named and typed as the outer query wants it.
  std::string requests(std::string_view indent) const {
    const std::string failed =
        has("failed") ? fmt::format("CASE WHEN {} THEN 1 ELSE 0 END", column("failed", "")) : "0";
    std::string out = fmt::format(
        "{0}SELECT {1} AS ts, {2} AS model, {3} AS failed,\n"
        "{0}       {4} AS i, coalesce({5}, 0) AS o",
        indent, column("timestamp", "timestamp"), column("model", "model"), failed,
        spell(say_.integer, column("input", "input_tokens")),
        spell(say_.integer, column("output", "output_tokens")));
    for (const OptionalColumn& optional : optional_sums) {
      if (has(optional.column)) {
        out += fmt::format(",\n{}       {} AS {}", indent,
                           spell(say_.integer, column(std::string(optional.column), "")),
                           optional.alias);
      }
    }
    return out + fmt::format("\n{0}FROM {1}\n{0}WHERE {2} IS NOT NULL", indent, table_.table,
                             column("input", "input_tokens"));
  }

  std::string binned() const {
    return fmt::format(
        "  SELECT {} AS m, {} AS h, q.*,\n         {} AS bi,\n         {} AS bo\n"
        "  FROM (\n{}\n  ) q",
        spell(say_.minute, "ts"), spell(say_.hour, "ts"),
        fmt::format(fmt::runtime(say_.bin), "i", edges()),
        fmt::format(fmt::runtime(say_.bin), "o", edges()), requests("    "));
  }

  std::string sums() const {
    std::string out = "count(*) AS n, sum(failed) AS n_failed,\n       sum(i) AS s_in";
    for (const OptionalColumn& optional : optional_sums) {
      if (optional.column == "reasoning") {
        out += ", sum(o) AS s_out";
      }
      if (optional.column == "latency_ms") {
        out += ",\n       " + square("i", "i", "s_in2") + ", " + square("i", "o", "s_inout") +
               ", " + square("o", "o", "s_out2");
      }
      out += ",\n       ";
      out += has(optional.column)
                 ? fmt::format("CASE WHEN count({0}) = count(*) THEN sum({0}) END AS {1}",
                               optional.alias, optional.sum)
                 : fmt::format("NULL AS {}", optional.sum);
    }
    return out;
  }

  // A sum of squares of lengths passes 2^63 within a million long requests. ClickHouse multiplies
  // in 64 bits first: one product is below 2^63 as long as lengths are below 2^31.
  std::string square(std::string_view a, std::string_view b, std::string_view as) const {
    const std::string product = dialect_ == Dialect::clickhouse
                                    ? spell(say_.wide, fmt::format("{} * {}", a, b))
                                    : fmt::format("{} * {}", spell(say_.wide, a), b);
    return fmt::format("sum({}) AS {}", product, as);
  }

  std::string grouping_sets() const {
    return fmt::format(
        "WITH x AS (\n{}\n)\n"
        "SELECT CASE WHEN GROUPING(m) = 0 THEN 'minute' ELSE 'shape' END AS kind, model,\n"
        "       {} AS t, bi, bo,\n       {}\n"
        "FROM x\nGROUP BY GROUPING SETS ((m, model), (h, model, bi, bo))\n"
        "ORDER BY 1, 3, 2, 4, 5{}\n",
        binned(), spell(say_.stamp, "coalesce(m, h)"), sums(), ending());
  }

  std::string union_all() const {
    return fmt::format(
        "SELECT * FROM (\n"
        "SELECT 'minute' AS kind, model, {} AS t, -1 AS bi, -1 AS bo,\n       {}\n"
        "FROM (\n{}\n) x\nGROUP BY m, model\n"
        "UNION ALL\n"
        "SELECT 'shape' AS kind, model, {} AS t, toInt64(bi) AS bi, toInt64(bo) AS bo,\n       {}\n"
        "FROM (\n{}\n) x\nGROUP BY h, model, bi, bo\n"
        ")\nORDER BY kind, t, model, bi, bo\nFORMAT CSVWithNames\n",
        spell(say_.stamp, "m"), sums(), binned(), spell(say_.stamp, "h"), sums(), binned());
  }

  std::string_view ending() const { return dialect_ == Dialect::postgres ? "" : ";"; }

  Dialect dialect_;
  const Spelling& say_;
  const WarehouseTable& table_;
};

}  // namespace

std::string_view name(Dialect dialect) {
  switch (dialect) {
    case Dialect::duckdb: return "duckdb";
    case Dialect::postgres: return "postgres";
    case Dialect::clickhouse: return "clickhouse";
    case Dialect::bigquery: return "bigquery";
    case Dialect::spark: return "spark";
    case Dialect::trino: return "trino";
  }
  return "";
}

std::optional<Dialect> parse_dialect(std::string_view text) {
  for (const Dialect dialect : all_dialects) {
    if (name(dialect) == text) {
      return dialect;
    }
  }
  return std::nullopt;
}

const std::vector<std::string>& warehouse_columns() {
  static const std::vector<std::string> names = {"timestamp", "input",      "output",
                                                 "model",     "cached",     "cache_write",
                                                 "reasoning", "latency_ms", "failed"};
  return names;
}

std::string profile_query(Dialect dialect, const WarehouseTable& table) {
  return Writer(dialect, table).write();
}

}  // namespace rackrate::workload
