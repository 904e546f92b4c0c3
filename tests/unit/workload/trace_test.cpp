// SPDX-License-Identifier: Apache-2.0
// Statistics of public traces against figures computed independently with DuckDB and Python: the
// Azure LLM inference trace of 2023 (conversations), the Mooncake conversation trace, RAGPulse.
#include "support/shared_data.hpp"
#include "support/usage.hpp"
#include "workload/demand.hpp"
#include "workload/merge.hpp"
#include "workload/shape.hpp"

#include <doctest/doctest.h>

#include <array>
#include <charconv>
#include <chrono>
#include <fstream>
#include <string>
#include <string_view>

using namespace rackrate;
using namespace rackrate::workload;
using ingest::Record;

namespace {

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::int64_t member(std::string_view line, std::string_view key) {
  const std::size_t at = line.find(key);
  REQUIRE(at != std::string_view::npos);
  return number(line.substr(line.find_first_of("0123456789", at + key.size())));
}

template <class Parse>
std::vector<Record> read(const std::filesystem::path& path, Parse parse) {
  std::ifstream file(path);
  std::vector<Record> records;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.find_first_of("0123456789") != std::string::npos) {
      records.push_back(parse(line));
    }
  }
  return records;
}

// 2023-11-16 18:15:46.6805900,374,44
Record azure_row(std::string_view line) {
  const auto part = [&](std::size_t from, std::size_t size) {
    return number(line.substr(from, size));
  };
  const auto date = parse_date(line.substr(0, 10));
  REQUIRE(date);
  const std::int64_t days = date->time_since_epoch().count();
  const std::int64_t seconds = days * 86'400 + part(11, 2) * 3600 + part(14, 2) * 60 + part(17, 2);
  const std::size_t comma = line.find(',', 28);
  Record record = test::request(0, number(line.substr(28)), number(line.substr(comma + 1)));
  record.at = Instant{seconds * 1'000'000'000 + part(20, 7) * 100};
  return record;
}

Record json_row(std::string_view line, std::int64_t ns_per_unit) {
  Record record =
      test::request(0, member(line, "\"input_length\""), member(line, "\"output_length\""));
  record.at = Instant{member(line, "\"timestamp\"") * ns_per_unit};
  return record;
}

ingest::Capabilities relative() {
  ingest::Capabilities can;
  can.absolute_time = false;
  return can;
}

// p50, p90, p95, p99, p99.9, min, max
std::array<std::int64_t, 7> quantiles(const Lengths& lengths) {
  return {lengths.quantile(0.5),  lengths.quantile(0.9),   lengths.quantile(0.95),
          lengths.quantile(0.99), lengths.quantile(0.999), lengths.min(),
          lengths.max()};
}

using Seven = std::array<std::int64_t, 7>;

}  // namespace

TEST_CASE("Azure 2023 conversations") {
  const auto path = test::shared_data("traces/AzureLLMInferenceTrace_conv.csv");
  if (!path) {
    return;
  }
  std::vector<Record> rows = read(*path, azure_row);
  const Workload w = test::workload_of(rows);
  CHECK(w.requests == MaybeCount(19'366));
  CHECK(w.tokens.input == MaybeCount(22'361'870));
  CHECK(w.tokens.output == MaybeCount(4'088'665));
  CHECK(w.span->length().in_seconds() == doctest::Approx(3'501.7219).epsilon(2e-8));
  CHECK(w.input_lengths.mean() == doctest::Approx(1'154.697).epsilon(1e-6));
  CHECK(w.output_lengths.mean() == doctest::Approx(211.126).epsilon(1e-5));
  CHECK(quantiles(w.input_lengths) == Seven{1020, 2735, 4083, 4142, 6212, 2, 14'050});
  CHECK(quantiles(w.output_lengths) == Seven{129, 424, 451, 601, 954, 7, 1000});
  CHECK(to_text(w.moments.in_in) == "49630218364");
  CHECK(to_text(w.moments.in_out) == "4328248818");
  CHECK(to_text(w.moments.out_out) == "1376914593");
  CHECK(w.length_cells.used() == 450);
  CHECK(w.arrivals.distinct() == 19'366);
  CHECK(w.out_of_order_rows == 0);
  CHECK(*w.shape.peak_to_mean_1s == doctest::Approx(2.893).epsilon(2e-4));
  CHECK(*w.shape.peak_to_mean_1m == doctest::Approx(1.528).epsilon(2e-4));
  CHECK_FALSE(w.shape.peak_to_mean_1h);
  CHECK(w.longest_request == 14'089);

  CHECK(w.buckets.size() == 60);  // minutes by the clock
  std::int64_t busiest = 0;
  for (const Bucket& bucket : w.buckets) {
    busiest = std::max(busiest, bucket.requests);
  }
  CHECK(busiest == 502);

  const auto half = rows.begin() + 7'777;
  const Workload merged =
      merge(test::workload_of({half, rows.end()}), test::workload_of({rows.begin(), half}));
  CHECK(merged.shape == w.shape);
  CHECK(merged.arrivals == w.arrivals);
  CHECK(merged.moments == w.moments);
  CHECK(merged.length_cells == w.length_cells);
}

TEST_CASE("Mooncake conversations") {
  const auto path = test::shared_data("traces/mooncake_conversation_trace.jsonl");
  if (!path) {
    return;
  }
  const auto row = [](std::string_view line) { return json_row(line, 1'000'000); };
  const Workload w = test::workload_of(read(*path, row), relative());
  CHECK(w.requests == MaybeCount(12'031));
  CHECK(w.tokens.input == MaybeCount(144'793'823));
  CHECK(w.tokens.output == MaybeCount(4'122'048));
  CHECK(w.span->length().in_seconds() == doctest::Approx(3'536.999).epsilon(1e-9));
  CHECK(w.input_lengths.mean() == doctest::Approx(12'035.061).epsilon(1e-7));
  CHECK(quantiles(w.input_lengths) == Seven{6909, 27'367, 39'552, 85'401, 121'301, 891, 126'195});
  CHECK(quantiles(w.output_lengths) == Seven{350, 597, 698, 1120, 2000, 1, 2000});
  CHECK(to_text(w.moments.in_in) == "4746152488541");
  CHECK(to_text(w.moments.in_out) == "53023744326");
  CHECK(to_text(w.moments.out_out) == "2163675940");
  CHECK(w.length_cells.used() == 956);
  CHECK(w.arrivals.distinct() == 1'180);
  CHECK(*w.shape.peak_to_mean_1s == doctest::Approx(8.232).epsilon(1e-4));
  CHECK(*w.shape.peak_to_mean_1m == doctest::Approx(1.210).epsilon(5e-4));
  REQUIRE(w.models.size() == 1);
  CHECK(w.models[0].long_context.front().above == 32'000);
}

TEST_CASE("RAGPulse") {
  const auto path = test::shared_data("traces/ragpulse_0_trace.jsonl");
  if (!path) {
    return;
  }
  const auto row = [](std::string_view line) { return json_row(line, 1'000'000'000); };
  const Workload w = test::workload_of(read(*path, row), relative());
  CHECK(w.requests == MaybeCount(7'106));
  CHECK(w.tokens.input == MaybeCount(20'917'099));
  CHECK(w.tokens.output == MaybeCount(2'012'676));
  CHECK(w.span->length() == Seconds::seconds(604'603));
  CHECK(quantiles(w.input_lengths) == Seven{3140, 3959, 4425, 5439, 6434, 1052, 7712});
  CHECK(quantiles(w.output_lengths) == Seven{234, 563, 670, 891, 1183, 7, 2183});
  CHECK(to_text(w.moments.in_in) == "68809233419");
  CHECK(to_text(w.moments.in_out) == "6532211295");
  CHECK(to_text(w.moments.out_out) == "849422214");
  CHECK(w.length_cells.used() == 203);
  CHECK(w.arrivals.distinct() == 7'016);
  CHECK(w.out_of_order_rows == 1);
  CHECK(*w.shape.peak_to_mean_1s == doctest::Approx(255).epsilon(2e-3));
  CHECK(*w.shape.peak_to_mean_1m == doctest::Approx(14.18).epsilon(2e-4));
  CHECK(*w.shape.peak_to_mean_1h == doctest::Approx(3.451).epsilon(2e-4));
  REQUIRE(w.shape.hour_of_week);
  int used = 0;
  for (const std::optional<double>& each : *w.shape.hour_of_week) {
    used += each.value_or(0) > 0 ? 1 : 0;
  }
  CHECK(used == 164);
  const std::vector<double> minutes = load_by_window(w, Seconds::minutes(1));
  CHECK(minutes.size() == 10'077);
  CHECK(std::count_if(minutes.begin(), minutes.end(), [](double n) { return n > 0; }) == 4'060);
}
