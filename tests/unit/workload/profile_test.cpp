// SPDX-License-Identifier: Apache-2.0
#include "workload/profile.hpp"

#include "catalog/profile.hpp"
#include "core/diagnostic.hpp"
#include "support/shared_data.hpp"
#include "workload/demand.hpp"
#include "workload/describe.hpp"
#include "workload/merge.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace rackrate;
using namespace rackrate::workload;

namespace {

template <class... Texts>
std::vector<io::Input> inputs(Texts... texts) {
  std::vector<io::Input> all;
  (all.push_back(io::Input::from_text("part" + std::to_string(all.size()) + ".csv", texts)), ...);
  return all;
}

const std::string header = "TIMESTAMP,ContextTokens,GeneratedTokens\n";
const std::string first_rows =
    "2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:15:50.9951690,396,109\n";
const std::string later_rows =
    "2023-11-16 18:17:02.0000000,879,55\n2023-11-16 18:17:02.0000001,91,x\n"
    "2023-11-16 18:18:46.6805900,100,0\n";

}  // namespace

TEST_CASE("a trace becomes a workload with an account of its rows") {
  const Workload w = profile(inputs(header + first_rows + later_rows), {});
  CHECK(w.requests == MaybeCount(4));
  CHECK(w.tokens.input == MaybeCount(374 + 396 + 879 + 100));
  CHECK(w.tokens.output == MaybeCount(44 + 109 + 55));
  CHECK_FALSE(w.tokens.cache_read.known());
  CHECK(w.span->length() == Seconds::seconds(180));
  REQUIRE(w.sources.size() == 1);
  CHECK(w.sources[0].format == "azure-trace");
  CHECK(w.sources[0].rows == 5);
  CHECK(w.sources[0].rejected_rows == 1);
  REQUIRE(w.rejects.size() == 1);
  CHECK(w.rejects[0].why.where.line == 5);
  CHECK(w.capabilities.lengths);
  CHECK(*w.shape.peak_to_mean_1m == doctest::Approx(2 / (4 / 3.0)));
}

TEST_CASE("two files at once, merged one by one, or as one file: the same workload") {
  const Workload whole = profile(inputs(header + first_rows + later_rows), {});
  const Workload together = profile(inputs(header + first_rows, header + later_rows), {});
  const Workload merged =
      merge(profile(inputs(header + first_rows), {}), profile(inputs(header + later_rows), {}));
  for (const Workload& w : {together, merged}) {
    CHECK(w.tokens == whole.tokens);
    CHECK(w.arrivals == whole.arrivals);
    CHECK(w.shape == whole.shape);
    CHECK(w.models == whole.models);
    CHECK(w.capabilities == whole.capabilities);
    CHECK(w.rejects.size() == 1);
    CHECK(w.sources.size() == 2);
  }
}

TEST_CASE("single requests are kept when asked") {
  const WithRequests both =
      profile_with_requests(inputs(header + first_rows + later_rows), {}, 100);
  CHECK(both.workload.requests == MaybeCount(4));
  CHECK(both.requests.all().size() + static_cast<std::size_t>(both.requests.left_out()) == 4);
  CHECK(both.requests.all().front().input == 374);
}

TEST_CASE("the default profile holds every assumption that demand reads, in its unit") {
  const Register assumptions = catalog::load_profile("default");
  for (const char* id :
       {"traffic.observed_to_mean", "traffic.peak_hour_to_mean", "traffic.peak_minute_to_hour"}) {
    CHECK(assumptions.value(id, "ratio") >= 1);
  }
  for (const char* id : {"traffic.tokens_per_request_input", "traffic.tokens_per_request_output",
                         "traffic.longest_request"}) {
    CHECK(assumptions.value(id, "tokens") > 0);
  }
  CHECK(assumptions.value("traffic.untimed_days", "days") > 0);
}

TEST_CASE("the Azure trace of 2023, from the file to the demand of a month") {
  const auto path = test::shared_data("traces/AzureLLMInferenceTrace_conv.csv");
  if (!path) {
    return;
  }
  for (const unsigned threads : {1U, 4U}) {
    std::vector<io::Input> files;
    files.push_back(io::Input::open(*path));
    ingest::Options options;
    options.threads = threads;
    const Workload w = profile(std::move(files), options);
    CHECK(w.requests == MaybeCount(19'366));
    CHECK(w.tokens.input == MaybeCount(22'361'870));
    CHECK(w.tokens.output == MaybeCount(4'088'665));
    CHECK(*w.shape.peak_to_mean_1s == doctest::Approx(2.893).epsilon(2e-4));
    CHECK(*w.shape.peak_to_mean_1m == doctest::Approx(1.528).epsilon(2e-4));
    CHECK(to_text(w.moments.in_out) == "4328248818");

    const Demand d = demand(w, catalog::load_profile("default"));
    // 19,366 / 3,501.721937 s = 5.53042/s; times 730 h; peak 507 in the busiest 60 s.
    CHECK(d.mean_rate.in_per_second() == doctest::Approx(5.53042).epsilon(1e-6));
    CHECK(d.requests_per_month.as_count() == doctest::Approx(14'533'950).epsilon(1e-5));
    CHECK(d.peak_rate.in_per_second() == doctest::Approx(507 / 60.0 * 1.85).epsilon(1e-9));
    CHECK(d.mix.input.as_count() == doctest::Approx(1154.697).epsilon(1e-6));
    CHECK(d.mix.p95_input.as_count() == 4083);
    CHECK(d.mix.longest.as_count() == 14'089);
    CHECK(d.daily_shape_assumed);
    CHECK(d.notes.size() == 3);
    CHECK(not_known(w).size() == 6);
  }
}
