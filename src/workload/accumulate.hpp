// SPDX-License-Identifier: Apache-2.0
// Records to a workload, one pass, no row kept unless asked. Sums are whole numbers, so neither the
// order of rows nor the number of threads shows in the result.
#pragma once

#include "ingest/ingest.hpp"
#include "workload/arrivals.hpp"
#include "workload/group.hpp"
#include "workload/kept_requests.hpp"
#include "workload/length_cells.hpp"
#include "workload/lengths.hpp"
#include "workload/workload.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace rackrate::workload {

class Accumulator : public ingest::Sink {
 public:
  /// `keep_requests`: how many single requests to keep for simulation; 0 keeps none.
  explicit Accumulator(std::size_t keep_requests = 0);

  void consume(std::span<const ingest::Record> records) override;
  void consume_cells(std::span<const ingest::LengthCell> cells) override;
  std::unique_ptr<ingest::Sink> fork() const override;
  void join(std::unique_ptr<ingest::Sink> part) override;

  /// What came in, named and described by what ingest returned. Ends the accumulator's life, but
  /// for take_requests().
  Workload finish(ingest::Ingested ingested);
  /// The kept requests, in order of time. After finish().
  KeptRequests take_requests() { return std::move(requests_); }

 private:
  struct Minute {
    std::int64_t at = 0;
    std::int64_t requests = 0;
    std::int64_t input = 0;
    std::int64_t output = 0;
    Minute& operator+=(const Minute& other);
    friend bool operator==(const Minute&, const Minute&) = default;
  };

  void add(std::span<const ingest::Record> run);  ///< of one model and one tag set
  void add_arrivals(std::span<const ingest::Record> run);
  void add_lengths(std::span<const ingest::Record> run, Group& group);
  void add_cell(const ingest::LengthCell& cell);
  void guard(const Sums& sums);

  Groups groups_;
  Arrivals arrivals_;
  TimeSeries<Minute> minutes_;
  Lengths input_lengths_;
  Lengths output_lengths_;
  LengthCells length_cells_;
  Moments moments_;  ///< squares of the lengths themselves are added at the end
  std::int64_t longest_request_ = 0;
  std::optional<Instant> first_row_;  ///< in the order of rows, not of time
  std::optional<Instant> last_row_;
  std::int64_t out_of_order_rows_ = 0;
  std::int64_t guard_ = 0;  ///< sum of all counts: as long as it fits, every part of it does
  KeptRequests requests_;
};

}  // namespace rackrate::workload
