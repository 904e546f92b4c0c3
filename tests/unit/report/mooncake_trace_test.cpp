// SPDX-License-Identifier: Apache-2.0
#include "report/mooncake_trace.hpp"

#include "support/shared_data.hpp"
#include "workload/profile.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace rackrate;

namespace {

constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

workload::WithRequests read(io::Input input) {
  std::vector<io::Input> inputs;
  inputs.push_back(std::move(input));
  return workload::profile_with_requests(std::move(inputs), {}, all);
}

}  // namespace

TEST_CASE("times are whole milliseconds since the first request") {
  CHECK(report::mooncake_trace({{7'000'000'999, 374, 44}, {7'001'999'998, 10, 1}}) ==
        "{\"timestamp\": 0, \"input_length\": 374, \"output_length\": 44}\n"
        "{\"timestamp\": 1, \"input_length\": 10, \"output_length\": 1}\n");
  CHECK(report::mooncake_trace({}).empty());
}

TEST_CASE("the trace of a trace is the same workload") {
  const auto file = test::shared_data("traces/AzureLLMInferenceTrace_conv.csv");
  if (!file) {
    return;
  }
  const workload::WithRequests from = read(io::Input::open(*file));
  const std::string text = report::mooncake_trace(from.requests.all());
  const workload::WithRequests back = read(io::Input::from_text("trace.jsonl", text));
  CHECK(back.workload.requests == MaybeCount(19'366));
  CHECK(back.workload.tokens.input == MaybeCount(22'361'870));
  CHECK(back.workload.tokens.output == MaybeCount(4'088'665));
  CHECK(back.workload.input_lengths.quantile(0.99) == from.workload.input_lengths.quantile(0.99));
  const std::int64_t last = from.requests.all().back().at_ns - from.requests.all().front().at_ns;
  CHECK(back.requests.all().back().at_ns == last / 1'000'000 * 1'000'000);
}
