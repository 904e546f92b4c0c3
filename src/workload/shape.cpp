// SPDX-License-Identifier: Apache-2.0
#include "workload/shape.hpp"

#include "workload/grid.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

namespace rackrate::workload {
namespace {

using ingest::Grain;

// Buckets are counted from the first one, whose phase is the source's own: days of +08:00 begin at
// 16:00 UTC.
std::optional<Span> span_of(const Arrivals& arrivals, Grain grain) {
  if (arrivals.empty() || grain == Grain::none) {
    return std::nullopt;
  }
  if (!aggregated(grain)) {
    return Span{arrivals.first(), arrivals.last()};
  }
  const std::int64_t width = bucket_ns(grain);
  const std::int64_t buckets = (arrivals.last().ns - arrivals.first().ns) / width + 1;
  return Span{arrivals.first(), Instant{arrivals.first().ns + buckets * width}};
}

void widen_buckets(std::vector<Bucket>& buckets, std::int64_t width) {
  std::vector<Bucket> wide;
  for (const Bucket& bucket : buckets) {
    const Instant start{floor_to(bucket.start.ns, width)};
    if (wide.empty() || wide.back().start != start) {
      wide.push_back(Bucket{.start = start});
    }
    wide.back().requests += bucket.requests;
    wide.back().input_tokens += bucket.input_tokens;
    wide.back().output_tokens += bucket.output_tokens;
  }
  buckets = std::move(wide);
}

bool tells(Grain grain, Seconds width) {
  switch (grain) {
    case Grain::request:
    case Grain::second: return true;
    case Grain::minute:
    case Grain::hour:
    case Grain::day: return in_ns(width) >= bucket_ns(grain);
    case Grain::none: return false;
  }
  return false;
}

// (window, load) of the windows that hold any, counted from the first arrival. By requests, or by
// the tokens of the buckets where requests are not counted. Nothing where neither is that fine.
std::optional<std::vector<std::pair<std::int64_t, double>>> windows(const Workload& workload,
                                                                    Seconds width) {
  std::vector<std::pair<std::int64_t, double>> all;
  if (workload.requests.known()) {
    const auto counted = workload.arrivals.windows(workload.span->start, width);
    if (!counted) {
      return std::nullopt;
    }
    for (const auto& [index, requests] : *counted) {
      all.emplace_back(index, static_cast<double>(requests));
    }
    return all;
  }
  if (width < workload.bucket_width) {
    return std::nullopt;
  }
  const std::int64_t origin = floor_to(workload.span->start.ns, in_ns(workload.bucket_width));
  for (const Bucket& bucket : workload.buckets) {
    const std::int64_t at = floor_div(bucket.start.ns - origin, in_ns(width));
    if (all.empty() || all.back().first != at) {
      all.emplace_back(at, 0.0);
    }
    all.back().second += static_cast<double>(bucket.input_tokens + bucket.output_tokens);
  }
  return all;
}

std::optional<double> peak_to_mean(const Workload& workload, Seconds width) {
  if (!workload.span || workload.span->length() < 2 * width ||
      !tells(workload.capabilities.grain, width)) {
    return std::nullopt;
  }
  const auto load = windows(workload, width);
  if (!load || load->empty()) {
    return std::nullopt;
  }
  double busiest = 0;
  double total = 0;
  for (const auto& [index, each] : *load) {
    busiest = std::max(busiest, each);
    total += each;
  }
  return total > 0 ? std::optional(busiest / (total / (workload.span->length() / width)))
                   : std::nullopt;
}

// 1970-01-01 was a Thursday; a trace without absolute time begins its own week.
std::size_t hour_of_week(std::int64_t hour, bool absolute) {
  const std::int64_t shifted = hour + (absolute ? 3 * 24 : 0);
  return static_cast<std::size_t>(shifted - floor_div(shifted, 168) * 168);
}

std::optional<std::array<std::optional<double>, 168>> week_of(const Workload& workload) {
  if (!workload.span || !workload.requests.known() || workload.span->length() < day ||
      !tells(workload.capabilities.grain, hour)) {
    return std::nullopt;
  }
  const bool absolute = workload.capabilities.absolute_time;
  std::array<std::int64_t, 168> met{};
  std::array<std::int64_t, 168> requests{};
  const std::int64_t last = floor_div(workload.arrivals.last().ns, ns_per_hour);
  for (std::int64_t at = floor_div(workload.span->start.ns, ns_per_hour); at <= last; ++at) {
    ++met[hour_of_week(at, absolute)];
  }
  for (const Bucket& bucket : workload.buckets) {
    requests[hour_of_week(floor_div(bucket.start.ns, ns_per_hour), absolute)] += bucket.requests;
  }
  std::array<std::optional<double>, 168> week;
  for (std::size_t i = 0; i < week.size(); ++i) {
    if (met[i] > 0) {
      week[i] = static_cast<double>(requests[i]) / static_cast<double>(met[i]);
    }
  }
  return week;
}

std::int64_t size_of(const Slice& slice) {
  return slice.tokens.input.value_or(0) + slice.tokens.output.value_or(0);
}

void put_in_order(std::vector<Slice>& slices) {
  std::sort(slices.begin(), slices.end(), [](const Slice& a, const Slice& b) {
    return std::tuple(std::string_view(a.key), -size_of(a), -a.requests.value_or(0),
                      std::string_view(a.value)) < std::tuple(std::string_view(b.key), -size_of(b),
                                                              -b.requests.value_or(0),
                                                              std::string_view(b.value));
  });
}

std::optional<double> dollars(const StatedCost& cost) {
  return cost.known() ? std::optional(cost.in_usd()) : std::nullopt;
}

}  // namespace

std::vector<double> load_by_window(const Workload& workload, Seconds width) {
  if (!workload.span || !tells(workload.capabilities.grain, width)) {
    return {};
  }
  const auto known = windows(workload, width);
  if (!known || known->empty()) {
    return {};
  }
  const std::int64_t last =
      floor_div(workload.arrivals.last().ns - workload.span->start.ns, in_ns(width));
  std::vector<double> load(static_cast<std::size_t>(std::max(last, known->back().first) + 1), 0.0);
  for (const auto& [index, each] : *known) {
    load[static_cast<std::size_t>(index)] = each;
  }
  return load;
}

void derive(Workload& workload) {
  const Grain grain = workload.capabilities.grain;
  workload.span = span_of(workload.arrivals, grain);
  workload.bucket_width =
      Seconds::seconds(static_cast<double>(bucket_ns(grain)) / static_cast<double>(ns_per_second));
  if (workload.span) {
    widen_buckets(workload.buckets, bucket_ns(grain));
  } else {
    workload.buckets.clear();
  }
  if (!workload.capabilities.lengths) {
    workload.input_lengths = {};
    workload.output_lengths = {};
    workload.length_cells = {};
    workload.moments = {};
    workload.longest_request = 0;
  }
  workload.shape = {.peak_to_mean_1s = peak_to_mean(workload, Seconds::seconds(1)),
                    .peak_to_mean_1m = peak_to_mean(workload, Seconds::minutes(1)),
                    .peak_to_mean_1h = peak_to_mean(workload, hour),
                    .hour_of_week = week_of(workload)};
  put_in_order(workload.models);
  put_in_order(workload.tags);
  workload.cost_usd = dollars(workload.cost);
  for (std::vector<Slice>* slices : {&workload.models, &workload.tags}) {
    for (Slice& slice : *slices) {
      slice.cost_usd = dollars(slice.cost);
    }
  }
}

}  // namespace rackrate::workload
