// SPDX-License-Identifier: Apache-2.0
#include "report/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace rackrate::report {
namespace {

constexpr std::array<std::string_view, 8> blocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

// Steps a reader knows how to count in.
constexpr std::array round_minutes = {1,   2,   5,   10,   15,   30,    60,    120,
                                      180, 360, 720, 1440, 2880, 10080, 43200, 525600};

}  // namespace

std::string sparkline(const std::vector<double>& values) {
  const auto largest = std::max_element(values.begin(), values.end());
  if (largest == values.end() || *largest <= 0) {
    return {};
  }
  std::string out;
  for (const double value : values) {
    const double height = std::ceil(value / *largest * 8) - 1;
    out += blocks[static_cast<std::size_t>(std::clamp(height, 0.0, 7.0))];
  }
  return out;
}

TimeChart time_chart(const workload::Workload& workload, int most) {
  if (!workload.span || workload.buckets.empty() || most < 1) {
    return {};
  }
  const Instant start = workload.buckets.front().start;
  const Seconds end = workload.buckets.back().start - start + workload.bucket_width;
  Seconds step = workload.bucket_width;
  for (const int minutes : round_minutes) {
    step = std::max(workload.bucket_width, Seconds::minutes(minutes));
    if (end / step <= most) {
      break;
    }
  }
  std::vector<double> values(static_cast<std::size_t>(std::ceil(end / step)), 0.0);
  for (const workload::Bucket& bucket : workload.buckets) {
    const double at = std::floor((bucket.start - start) / step);
    const std::int64_t tokens = bucket.input_tokens + bucket.output_tokens;
    values[static_cast<std::size_t>(at)] +=
        static_cast<double>(workload.requests.known() ? bucket.requests : tokens);
  }
  return {values.size() < 3 ? std::string() : sparkline(values), step};
}

}  // namespace rackrate::report
