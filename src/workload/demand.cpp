// SPDX-License-Identifier: Apache-2.0
#include "workload/demand.hpp"

#include "core/error.hpp"
#include "core/units_format.hpp"
#include "workload/load_duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace rackrate::workload {
namespace {

using ingest::Grain;
using Notes = std::vector<std::string>;

// "1.85 (traffic.peak_hour_to_mean; 1 to 3.5 is plausible)", with the values as they were stated.
std::string stated(const Register& assumptions, const char* id) {
  const Assumption& a = assumptions.assumption(id);
  return fmt::format("{} ({}; {} to {} is plausible)", a.value, id, a.low, a.high);
}

double tokens_or_assumed(MaybeCount count, double requests, const Register& assumptions,
                         const char* id, const char* what, Notes& notes) {
  if (count.known()) {
    return static_cast<double>(count.value());
  }
  notes.push_back(std::string("the file does not give all ") + what +
                  " tokens: " + stated(assumptions, id) + " a request is assumed");
  return requests * assumptions.value(id, "tokens");
}

double requests_in(const Workload& workload, const Register& assumptions, Notes& notes) {
  if (workload.requests.known() && workload.requests.value() > 0) {
    return static_cast<double>(workload.requests.value());
  }
  const bool by_input = workload.tokens.input.value_or(0) > 0;
  const MaybeCount tokens = by_input ? workload.tokens.input : workload.tokens.output;
  check(tokens.value_or(0) > 0, "demand of an empty workload");
  const char* id =
      by_input ? "traffic.tokens_per_request_input" : "traffic.tokens_per_request_output";
  notes.push_back(std::string("the file does not count requests: a mean of ") +
                  stated(assumptions, id) + (by_input ? " input" : " output") +
                  " tokens each is assumed");
  return static_cast<double>(tokens.value()) / assumptions.value(id, "tokens");
}

struct Period {
  Seconds length;
  double to_month_mean_fraction = 1;  ///< mean rate of the month over the observed one
};

Period period_of(const Workload& workload, const Register& assumptions, Notes& notes) {
  const bool timed = workload.span && workload.span->length() > Seconds::zero();
  if (!timed) {
    const double days = assumptions.value("traffic.untimed_days", "days");
    notes.push_back("the file does not tell how long it took: " +
                    stated(assumptions, "traffic.untimed_days") + " days are assumed");
    return {std::max(Seconds::days(days), hour)};
  }
  Period period{std::max(workload.span->length(), Seconds::minutes(1))};
  const std::string stretch = format_duration(workload.span->length());
  if (period.length >= day) {
    const double times = month / period.length;
    notes.push_back(
        stretch + " of data stand for a month of 730 h: all counts times " + significant(times, 3) +
        (period.length < 7.0 * day
             ? "; less than a week, so the days not seen are taken to be like those seen"
             : ""));
    return period;
  }
  period.to_month_mean_fraction = assumptions.value("traffic.observed_to_mean", "ratio");
  notes.push_back(stretch + " of data stand for a month of 730 h: its mean rate is assumed at " +
                  stated(assumptions, "traffic.observed_to_mean") + " times the one seen");
  return period;
}

MonthlyTokens monthly_tokens(const TokenCounts& tokens, double input, double output, double scale,
                             Notes& notes) {
  const auto known = [](MaybeCount count) { return static_cast<double>(count.value_or(0)); };
  const double write_5m = known(tokens.cache_write_5m);
  const double write_1h = known(tokens.cache_write_1h);
  const double write = std::max(known(tokens.cache_write), write_5m + write_1h);
  const double read = known(tokens.cache_read);
  MonthlyTokens monthly;
  monthly.cache_read = Tokens::count(read * scale);
  monthly.cache_write_5m = Tokens::count(write_5m * scale);
  monthly.cache_write_1h = Tokens::count(write_1h * scale);
  monthly.cache_write = Tokens::count((write - write_5m - write_1h) * scale);
  monthly.uncached = Tokens::count(std::max(0.0, input - read - write) * scale);
  monthly.output = Tokens::count(output * scale);
  monthly.reasoning = Tokens::count(known(tokens.reasoning) * scale);
  monthly.cache_split_known = tokens.cache_read.known();
  if (!monthly.cache_split_known) {
    notes.emplace_back(
        "the file does not say how much input came from a prompt cache: all of it counts as "
        "uncached");
  }
  return monthly;
}

RequestMix mix_of(const Workload& workload, const MonthlyTokens& monthly, Requests requests,
                  const Register& assumptions, Notes& notes) {
  const auto per_request = [&](Tokens tokens) { return tokens / requests.as_count(); };
  RequestMix mix{
      .input = per_request(monthly.input()),
      .cached = per_request(monthly.cache_read),
      .output = per_request(monthly.output),
      .p95_input = per_request(monthly.input()),
      .p95_output = per_request(monthly.output),
      .longest = Tokens::zero(),
      .lengths_known = !workload.input_lengths.empty() && !workload.output_lengths.empty()};
  const auto count = [](std::int64_t n) { return Tokens::count(static_cast<double>(n)); };
  if (mix.lengths_known) {
    mix.p95_input = count(workload.input_lengths.quantile(0.95));
    mix.p95_output = count(workload.output_lengths.quantile(0.95));
    mix.longest = count(workload.longest_request);
    return mix;
  }
  const char* id = "traffic.longest_request";
  mix.longest = std::max(Tokens::count(assumptions.value(id, "tokens")), mix.input + mix.output);
  notes.push_back("the file does not give the length of each request: means are used, and " +
                  stated(assumptions, id) + " tokens for the longest");
  return mix;
}

struct Peak {
  RequestsPerSecond rate;
  bool minute_assumed = false;
};

Peak peak_of(const Workload& workload, RequestsPerSecond mean, RequestsPerSecond observed,
             const HourlyShape& hours, const Register& assumptions, Notes& notes) {
  const Shape& shape = workload.shape;
  const double seen_hour = shape.peak_to_mean_1h.value_or(1);
  Peak peak{.rate = mean, .minute_assumed = !shape.peak_to_mean_1m};
  double minute = 0;
  if (peak.minute_assumed) {
    minute = assumptions.value("traffic.peak_minute_to_hour", "ratio");
    notes.push_back(
        "the file is too coarse or too short to show its busiest minute, which is "
        "assumed at " +
        stated(assumptions, "traffic.peak_minute_to_hour") + " times its hour");
  } else {
    minute = std::max(1.0, *shape.peak_to_mean_1m / seen_hour);
  }
  if (hours.assumed) {
    notes.push_back(
        (hours.days_seen ? "the file shows days but not their hours"
                         : std::string("the file shows less than a day")) +
        ": the busiest hour is assumed at " + stated(assumptions, "traffic.peak_hour_to_mean") +
        " times the mean, in a smooth daily curve; its busiest minute is " +
        significant(minute, 3) + " times that" + (peak.minute_assumed ? "" : ", as seen"));
  }
  const RequestsPerSecond seen = observed * (seen_hour * minute);
  peak.rate = std::max(mean * (hours.peak_to_mean_fraction * minute), seen);
  return peak;
}

}  // namespace

Demand demand(const Workload& workload, const Register& assumptions) {
  Notes notes;
  const double requests = requests_in(workload, assumptions, notes);
  const double input = tokens_or_assumed(workload.tokens.input, requests, assumptions,
                                         "traffic.tokens_per_request_input", "input", notes);
  const double output = tokens_or_assumed(workload.tokens.output, requests, assumptions,
                                          "traffic.tokens_per_request_output", "output", notes);
  const Period period = period_of(workload, assumptions, notes);
  const double scale = month / period.length * period.to_month_mean_fraction;
  const Requests monthly_requests = Requests::count(requests * scale);
  const RequestsPerSecond mean = monthly_requests / month;
  const RequestsPerSecond observed = Requests::count(requests) / period.length;

  const HourlyShape hours =
      hourly_shape(workload, assumptions.value("traffic.peak_hour_to_mean", "ratio"));
  const Peak peak = peak_of(workload, mean, observed, hours, assumptions, notes);
  const MonthlyTokens tokens = monthly_tokens(workload.tokens, input, output, scale, notes);
  const RequestMix mix = mix_of(workload, tokens, monthly_requests, assumptions, notes);
  return Demand{.requests_per_month = monthly_requests,
                .tokens = tokens,
                .mean_rate = mean,
                .peak_rate = peak.rate,
                .mix = mix,
                .load_duration = load_duration(workload, hours),
                .daily_shape_assumed = hours.assumed,
                .peak_assumed = peak.minute_assumed,
                .notes = std::move(notes)};
}

}  // namespace rackrate::workload
