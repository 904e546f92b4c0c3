// SPDX-License-Identifier: Apache-2.0
#include "workload/merge.hpp"

#include "workload/grid.hpp"
#include "workload/group.hpp"
#include "workload/shape.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace rackrate::workload {
namespace {

std::vector<Bucket> both(const std::vector<Bucket>& a, const std::vector<Bucket>& b) {
  std::vector<Bucket> merged;
  merged.reserve(a.size() + b.size());
  std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(merged),
             [](const Bucket& x, const Bucket& y) { return x.start < y.start; });
  return merged;  // equal starts are added up by derive()
}

std::vector<Slice> both(std::vector<Slice> a, std::vector<Slice> b) {
  std::map<std::pair<std::string, std::string>, Slice> slices;
  for (std::vector<Slice>* part : {&a, &b}) {
    for (Slice& slice : *part) {
      const auto [at, added] = slices.try_emplace({slice.key, slice.value}, slice);
      if (!added) {
        add_slice(at->second, slice);
      }
    }
  }
  std::vector<Slice> merged;
  for (auto& [key, slice] : slices) {
    merged.push_back(std::move(slice));
  }
  return merged;
}

template <class Item>
void append(std::vector<Item>& to, std::vector<Item>& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

}  // namespace

Workload merge(Workload a, Workload b) {
  a.requests = a.requests + b.requests;
  a.failed_requests += b.failed_requests;
  a.tokens = a.tokens + b.tokens;
  a.cost.merge(b.cost);
  a.buckets = both(a.buckets, b.buckets);
  a.input_lengths.merge(b.input_lengths);
  a.output_lengths.merge(b.output_lengths);
  a.length_cells.merge(b.length_cells);
  a.moments.merge(b.moments);
  a.longest_request = std::max(a.longest_request, b.longest_request);
  a.arrivals.merge(std::move(b.arrivals));
  a.models = both(std::move(a.models), std::move(b.models));
  a.tags = both(std::move(a.tags), std::move(b.tags));
  a.out_of_order_rows += b.out_of_order_rows;
  a.capabilities = a.capabilities & b.capabilities;
  append(a.sources, b.sources);
  append(a.rejects, b.rejects);
  if (a.rejects.size() > ingest::Rejects::most_kept) {
    a.rejects.resize(ingest::Rejects::most_kept);
  }
  append(a.bill, b.bill);
  append(a.notes, b.notes);
  derive(a);
  return a;
}

}  // namespace rackrate::workload
