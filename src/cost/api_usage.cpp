// SPDX-License-Identifier: Apache-2.0
#include "cost/api_usage.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace rackrate::cost {
namespace {

using workload::Demand;
using workload::LongContext;
using workload::MonthlyTokens;
using workload::Slice;
using workload::Workload;

/// Counts of one slice or band before they are scaled to a month.
struct Counts {
  Requests requests = Requests::count(0);
  TokenCounts tokens = TokenCounts::zero();
};

Tokens scaled(MaybeCount count, double factor) {
  return Tokens::count(static_cast<double>(count.value_or(0)) * factor);
}

// The same reading of the classes as workload::demand: what a source does not split counts as
// uncached input and plain output.
MonthlyTokens month_of(const TokenCounts& t, double factor) {
  const Tokens input = scaled(t.input, factor);
  const Tokens write = scaled(t.cache_write, factor);
  MonthlyTokens m;
  m.cache_read = scaled(t.cache_read, factor);
  m.cache_write_5m = scaled(t.cache_write_5m, factor);
  m.cache_write_1h = scaled(t.cache_write_1h, factor);
  const Tokens dated = m.cache_write_5m + m.cache_write_1h;
  m.cache_write = std::max(write, dated) - dated;
  m.uncached = std::max(Tokens::zero(), input - m.cache_read - dated - m.cache_write);
  m.output = scaled(t.output, factor);
  m.reasoning = scaled(t.reasoning, factor);
  m.cache_split_known = t.cache_read.known();
  return m;
}

MaybeCount less(MaybeCount a, MaybeCount b) {
  return a.known() && b.known() ? MaybeCount(a.value() - b.value()) : MaybeCount();
}

TokenCounts less(const TokenCounts& a, const TokenCounts& b) {
  return {less(a.input, b.input),
          less(a.uncached, b.uncached),
          less(a.cache_read, b.cache_read),
          less(a.cache_write_5m, b.cache_write_5m),
          less(a.cache_write_1h, b.cache_write_1h),
          less(a.cache_write, b.cache_write),
          less(a.output, b.output),
          less(a.reasoning, b.reasoning)};
}

// What lies above each boundary, summed over slices; a boundary that a slice does not list is one
// that none of its requests passes.
std::vector<std::pair<std::int64_t, Counts>> above_boundaries(const std::vector<Slice>& slices) {
  std::vector<std::pair<std::int64_t, Counts>> sums;
  for (const std::int64_t boundary : workload::context_boundaries) {
    Counts sum;
    for (const Slice& slice : slices) {
      for (const LongContext& part : slice.long_context) {
        if (part.above == boundary) {
          sum.requests += Requests::count(static_cast<double>(part.requests));
          sum.tokens = sum.tokens + part.tokens;
        }
      }
    }
    sums.emplace_back(boundary, sum);
  }
  return sums;
}

ApiUsage banded(const Counts& whole, const std::vector<Slice>& slices, double factor) {
  ApiUsage usage;
  usage.sizes_known = true;
  Counts rest = whole;
  std::int64_t from = 0;
  const auto close = [&](const Counts& above) {
    const TokenCounts inside = less(rest.tokens, above.tokens);
    const Requests requests = rest.requests - above.requests;
    if (from == 0 || requests > Requests::count(0)) {
      usage.bands.push_back(
          {Tokens::count(static_cast<double>(from)), requests * factor, month_of(inside, factor)});
    }
    rest = above;
  };
  for (const auto& [boundary, above] : above_boundaries(slices)) {
    close(above);
    from = boundary;
  }
  close(Counts{});
  return usage;
}

std::optional<std::array<double, 24>> hours(const Workload& workload) {
  if (!workload.shape.hour_of_week || !workload.capabilities.absolute_time) {
    return std::nullopt;
  }
  std::array<double, 24> share{};
  for (std::size_t hour = 0; hour < 168; ++hour) {
    share[hour % 24] += (*workload.shape.hour_of_week)[hour].value_or(0);
  }
  const double sum = std::accumulate(share.begin(), share.end(), 0.0);
  if (!(sum > 0)) {
    return std::nullopt;
  }
  for (double& part : share) {
    part /= sum;
  }
  return share;
}

double month_factor(const Workload& workload, const Demand& demand) {
  const MaybeCount seen = workload.tokens.input + workload.tokens.output;
  return seen.value_or(0) > 0 ? demand.tokens.total().as_count() / static_cast<double>(seen.value())
                              : 0;
}

}  // namespace

Tokens ApiUsage::total() const {
  Tokens sum = Tokens::zero();
  for (const SizeBand& band : bands) {
    sum += band.tokens.total();
  }
  return sum;
}

Requests ApiUsage::requests() const {
  Requests sum = Requests::zero();
  for (const SizeBand& band : bands) {
    sum += band.requests;
  }
  return sum;
}

ApiUsage api_usage(const Workload& workload, const Demand& demand) {
  const double factor = month_factor(workload, demand);
  ApiUsage usage;
  if (workload.capabilities.lengths && factor > 0 && workload.requests.known()) {
    const double requests = static_cast<double>(workload.requests.value());
    usage = banded({Requests::count(requests), workload.tokens}, workload.models, factor);
  } else {
    usage.bands = {{Tokens::zero(), demand.requests_per_month, demand.tokens}};
  }
  usage.share_by_hour = hours(workload);
  return usage;
}

ApiUsage api_usage(const Slice& slice, const Workload& workload, const Demand& demand) {
  const double factor = month_factor(workload, demand);
  const double requests = static_cast<double>(slice.requests.value_or(0));
  ApiUsage usage;
  if (workload.capabilities.lengths) {
    usage = banded({Requests::count(requests), slice.tokens}, {slice}, factor);
  } else {
    usage.bands = {
        {Tokens::zero(), Requests::count(requests) * factor, month_of(slice.tokens, factor)}};
  }
  usage.share_by_hour = hours(workload);
  return usage;
}

}  // namespace rackrate::cost
