// SPDX-License-Identifier: Apache-2.0
#include "workload/load_duration.hpp"

#include "workload/day_shape.hpp"
#include "workload/shape.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace rackrate::workload {
namespace {

using ingest::Grain;

std::vector<double> to_mean_one(std::vector<double> load) {
  const double total = std::accumulate(load.begin(), load.end(), 0.0);
  if (total <= 0) {
    return {1.0};
  }
  const double mean = total / static_cast<double>(load.size());
  for (double& each : load) {
    each /= mean;
  }
  return load;
}

// Minutes relative to the mean of their own hour: what stays once the hours are assumed.
std::vector<double> within_hours(const std::vector<double>& minutes) {
  std::vector<double> relative;
  for (std::size_t from = 0; from < minutes.size(); from += 60) {
    const std::size_t to = std::min(from + 60, minutes.size());
    const double total = std::accumulate(minutes.begin() + static_cast<std::ptrdiff_t>(from),
                                         minutes.begin() + static_cast<std::ptrdiff_t>(to), 0.0);
    for (std::size_t i = from; i < to && total > 0; ++i) {
      relative.push_back(minutes[i] * static_cast<double>(to - from) / total);
    }
  }
  return relative;
}

std::vector<double> times_day(const std::vector<double>& load, double peak_to_mean_fraction) {
  std::vector<double> spread;
  spread.reserve(load.size() * 24);
  for (const double hour : day_shape(peak_to_mean_fraction)) {
    for (const double each : load) {
      spread.push_back(each * hour);
    }
  }
  return spread;
}

bool whole_days(const Workload& workload) {
  return workload.span && workload.span->length() >= day;
}

double busiest_day(const Workload& workload) {
  const std::vector<double> days = to_mean_one(load_by_window(workload, day));
  return *std::max_element(days.begin(), days.end());
}

std::vector<double> unsorted(const Workload& workload, const HourlyShape& hours) {
  if (hours.assumed && hours.days_seen) {
    const double within_day = hours.peak_to_mean_fraction / busiest_day(workload);
    return times_day(to_mean_one(load_by_window(workload, day)), within_day);
  }
  if (hours.assumed) {
    std::vector<double> minutes = {1.0};
    if (workload.shape.peak_to_mean_1m) {
      minutes = within_hours(load_by_window(workload, Seconds::minutes(1)));
    }
    return times_day(minutes, hours.peak_to_mean_fraction);
  }
  const bool by_minute =
      workload.capabilities.grain != Grain::hour && workload.span->length() < 2.0 * year;
  return load_by_window(workload, by_minute ? Seconds::minutes(1) : hour);
}

}  // namespace

HourlyShape hourly_shape(const Workload& workload, double assumed_peak_fraction) {
  HourlyShape hours;
  hours.days_seen = whole_days(workload);
  if (hours.days_seen && workload.shape.peak_to_mean_1h) {
    hours.peak_to_mean_fraction = *workload.shape.peak_to_mean_1h;
    return hours;
  }
  hours.assumed = true;
  hours.peak_to_mean_fraction =
      std::max({1.0, assumed_peak_fraction, hours.days_seen ? busiest_day(workload) : 1.0});
  return hours;
}

std::vector<double> load_duration(const Workload& workload, const HourlyShape& hours) {
  std::vector<double> load = to_mean_one(unsorted(workload, hours));
  std::sort(load.begin(), load.end(), std::greater<>());
  return load;
}

}  // namespace rackrate::workload
