// SPDX-License-Identifier: Apache-2.0
#include "workload/accumulate.hpp"

#include "core/error.hpp"
#include "workload/grid.hpp"
#include "workload/shape.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace rackrate::workload {
namespace {

std::vector<std::string> model_names(const ingest::Names& names) {
  std::vector<std::string> all;
  for (std::uint32_t id = 0; id < names.model_count(); ++id) {
    all.push_back(names.model_name(id));
  }
  return all;
}

// Adds `count` lengths that are the mean of `requests` lengths with this sum, rounded down or up so
// that all `requests` of them would add up to it. Returns the sum of their squares.
WideCount spread(Lengths& lengths, std::int64_t count, std::int64_t requests, std::int64_t sum) {
  const std::int64_t length = sum / requests;
  const std::int64_t longer = std::min(sum % requests, count);
  if (longer > 0) {
    lengths.add(length + 1, longer);
  }
  if (count > longer) {
    lengths.add(length, count - longer);
  }
  return static_cast<WideCount>(length) * length * (count - longer) +
         static_cast<WideCount>(length + 1) * (length + 1) * longer;
}

// No request of a cell can be longer than its bin, nor than what is left of the sum if all others
// are as short as the bin allows.
std::int64_t longest_in_cell(int bin, std::int64_t requests, std::int64_t sum) {
  const std::int64_t left = sum - (requests - 1) * length_bin_floor(bin);
  return bin + 1 < length_bin_count ? std::min(left, length_bin_floor(bin + 1) - 1) : left;
}

}  // namespace

Accumulator::Minute& Accumulator::Minute::operator+=(const Minute& other) {
  requests += other.requests;
  input += other.input;
  output += other.output;
  return *this;
}

Accumulator::Accumulator(std::size_t keep_requests) : requests_(keep_requests) {}

void Accumulator::consume(std::span<const ingest::Record> records) {
  while (!records.empty()) {
    const ingest::Record& first = records.front();
    std::size_t length = 1;
    while (length < std::min(records.size(), longest_run) && records[length].model == first.model &&
           records[length].tags == first.tags) {
      ++length;
    }
    add(records.first(length));
    records = records.subspan(length);
  }
}

void Accumulator::add(std::span<const ingest::Record> run) {
  const Sums sums = sum_up(run);
  guard(sums);
  Group& group = groups_.find(run.front().model, run.front().tags);
  group.sums.merge(sums);
  add_arrivals(run);
  add_lengths(run, group);
  if (requests_.wanted()) {
    for (const ingest::Record& record : run) {
      requests_.add(record);
    }
  }
}

// One check for all the sums: none of them can exceed the sum of everything.
void Accumulator::guard(const Sums& sums) {
  std::int64_t all = 0;
  bool over = __builtin_add_overflow(guard_, sums.requests.value_or(0), &all);
  over |= __builtin_add_overflow(all, sums.failed, &all);
  for (const std::int64_t sum : sums.tokens.sums()) {
    over |= __builtin_add_overflow(all, sum, &all);
  }
  if (over) {
    refuse_overflow();
  }
  guard_ = all;
}

void Accumulator::add_arrivals(std::span<const ingest::Record> run) {
  arrivals_.add(run);
  if (!first_row_) {
    first_row_ = last_row_ = run.front().at;
  }
  Instant before = *last_row_;
  Minute minute{.at = floor_to(run.front().at.ns, ns_per_minute)};
  for (const ingest::Record& record : run) {
    out_of_order_rows_ += record.at < before ? 1 : 0;
    before = record.at;
    const std::int64_t at = floor_to(record.at.ns, ns_per_minute);
    if (at != minute.at) {
      minutes_.cell(minute.at) += minute;
      minute = Minute{.at = at};
    }
    minute.requests += record.requests.value_or(0);
    minute.input += record.tokens.input.value_or(0);
    minute.output += record.tokens.output.value_or(0);
  }
  minutes_.cell(minute.at) += minute;
  last_row_ = before;
}

void Accumulator::add_lengths(std::span<const ingest::Record> run, Group& group) {
  std::int64_t longest = longest_request_;
  WideCount in_out = 0;
  for (const ingest::Record& record : run) {
    const std::int64_t input = record.tokens.input.value_or(-1);
    const std::int64_t output = record.tokens.output.value_or(-1);
    if (!single(record)) {
      continue;
    }
    if (input > context_boundaries.front()) {
      group.add_long(input, 1, record.tokens, failed_as_a_whole(record));
    }
    if (record.failed > 0) {
      continue;
    }
    if (input >= 0) {
      input_lengths_.add(input);
    }
    if (output >= 0) {
      output_lengths_.add(output);
    }
    if (input >= 0 && output >= 0) {
      length_cells_.add(input, output);
      in_out += static_cast<WideCount>(input) * output;
      longest = std::max(longest, input + output);
    }
  }
  moments_.in_out += in_out;
  longest_request_ = longest;
}

void Accumulator::consume_cells(std::span<const ingest::LengthCell> cells) {
  for (const ingest::LengthCell& cell : cells) {
    add_cell(cell);
  }
}

// A cell's requests all get its mean length, in whole tokens that add up to its sum: each is then
// within its bin. Failed ones cannot be told apart and are taken to be like the others.
void Accumulator::add_cell(const ingest::LengthCell& cell) {
  const std::int64_t most = std::int64_t{1} << 53;
  const auto square = [](std::int64_t n) { return static_cast<WideCount>(n) * n; };
  if (cell.requests >= most || cell.input >= most || cell.output >= most ||
      cell.in_in > square(cell.input) || cell.out_out > square(cell.output) ||
      cell.in_out > static_cast<WideCount>(cell.input) * cell.output ||
      __builtin_add_overflow(guard_, cell.requests + cell.input + cell.output, &guard_)) {
    refuse_overflow();
  }
  const std::int64_t requests = cell.requests - cell.failed;
  if (requests <= 0) {
    return;
  }
  // finish() adds the squares of all lengths: here only what the true sums exceed those by.
  moments_.in_in += cell.in_in - spread(input_lengths_, requests, cell.requests, cell.input);
  moments_.out_out += cell.out_out - spread(output_lengths_, requests, cell.requests, cell.output);
  moments_.in_out += cell.in_out;
  length_cells_.add_to_cell(cell.input_bin, cell.output_bin, requests);
  const std::int64_t input = cell.input / cell.requests;
  longest_request_ =
      std::max(longest_request_, longest_in_cell(cell.input_bin, cell.requests, cell.input) +
                                     longest_in_cell(cell.output_bin, cell.requests, cell.output));
  if (input > context_boundaries.front()) {
    TokenCounts tokens;
    tokens.input = MaybeCount(cell.input);
    tokens.output = MaybeCount(cell.output);
    groups_.find(cell.model, 0).add_long(input, cell.requests, tokens, false);
  }
}

std::unique_ptr<ingest::Sink> Accumulator::fork() const {
  auto part = std::make_unique<Accumulator>();
  part->arrivals_ = arrivals_.fork();
  part->requests_ = requests_.fork();
  return part;
}

void Accumulator::join(std::unique_ptr<ingest::Sink> sink) {
  auto* part = dynamic_cast<Accumulator*>(sink.get());
  check(part != nullptr, "only forks of an accumulator are joined to it");
  std::int64_t all = 0;
  if (__builtin_add_overflow(guard_, part->guard_, &all)) {
    refuse_overflow();
  }
  guard_ = all;
  for (Accumulator* each : {this, part}) {
    each->arrivals_.settle();
    each->minutes_.settle();
  }
  groups_.merge(part->groups_);
  arrivals_.merge(std::move(part->arrivals_));
  minutes_.merge(part->minutes_);
  input_lengths_.merge(part->input_lengths_);
  output_lengths_.merge(part->output_lengths_);
  length_cells_.merge(part->length_cells_);
  moments_.merge(part->moments_);
  longest_request_ = std::max(longest_request_, part->longest_request_);
  out_of_order_rows_ += part->out_of_order_rows_;
  if (last_row_ && part->first_row_ && *part->first_row_ < *last_row_) {
    ++out_of_order_rows_;
  }
  first_row_ = first_row_ ? first_row_ : part->first_row_;
  last_row_ = part->last_row_ ? part->last_row_ : last_row_;
  requests_.merge(part->requests_);
}

Workload Accumulator::finish(ingest::Ingested ingested) {
  arrivals_.settle();
  minutes_.settle();
  requests_.settle(model_names(ingested.names));

  Workload workload;
  const Slice total = groups_.total();
  workload.requests = total.requests;
  workload.failed_requests = total.failed_requests;
  workload.tokens = total.tokens;
  workload.cost = total.cost;
  workload.models = groups_.by_model(ingested.names);
  workload.tags = groups_.by_tag(ingested.names);
  for (const Minute& minute : minutes_.cells()) {
    workload.buckets.push_back({Instant{minute.at}, minute.requests, minute.input, minute.output});
  }
  moments_.in_in += input_lengths_.sum_of_squares();
  moments_.out_out += output_lengths_.sum_of_squares();
  workload.input_lengths = std::move(input_lengths_);
  workload.output_lengths = std::move(output_lengths_);
  workload.length_cells = std::move(length_cells_);
  workload.moments = moments_;
  workload.longest_request = longest_request_;
  workload.arrivals = std::move(arrivals_);
  workload.out_of_order_rows = out_of_order_rows_;
  workload.capabilities = ingested.capabilities;
  workload.sources = std::move(ingested.files);
  workload.rejects = ingested.rejects.kept();
  workload.bill = std::move(ingested.bill);
  workload.notes = std::move(ingested.notes);
  derive(workload);
  return workload;
}

}  // namespace rackrate::workload
