// SPDX-License-Identifier: Apache-2.0
// ServeGen (github.com/alibaba/ServeGen): fitted request rates a window of ten minutes, not
// requests. Its own files have no header (offset, rate, cv, distribution, two parameters); sums
// over clients come with one. Only the number of requests is known.
#include "ingest/formats/formats.hpp"
#include "ingest/ingest.hpp"
#include "ingest/reading.hpp"
#include "io/numbers.hpp"

#include <cmath>
#include <limits>

namespace rackrate::ingest {
namespace {

constexpr double window_seconds = 600;

enum Slot { offset, rate, requests };

class ServeGen : public RowReader {
 public:
  explicit ServeGen(std::vector<std::string_view> headerless)
      : RowReader({.fields = {"offset_s", "req_per_s", "requests"},
                   .meaning = {},
                   .traits = {.grain = Grain::hour, .absolute_time = false, .in_order = false},
                   .sequential = true,
                   .headerless = std::move(headerless)}) {
    format_.meaning = [this](Row& row, Part& part) { meaning(row, part); };
  }

  void read(io::Input& input, const Head& head, Intake& intake) override {
    exact_ = 0;
    whole_ = 0;
    RowReader::read(input, head, intake);
  }

 private:
  // Rates give fractions of requests: each window gets what keeps the running total whole.
  void meaning(Row& row, Part& part) {
    const Instant at = row.time(offset, TimeUnit::s, true);
    const auto number = row.known(requests) ? row.number(requests) : row.number(rate);
    if (!number || *number < 0) {
      row.reject(rate, "a rate >= 0", row[rate].shown(), "bad-rate");
    }
    if (!row.ok()) {
      return;
    }
    exact_ += row.known(requests) ? *number : *number * window_seconds;
    const auto total = static_cast<std::int64_t>(std::llround(exact_));
    part.emit(bucket(at, {}, MaybeCount(total - whole_)));
    whole_ = total;
  }

  double exact_ = 0;
  std::int64_t whole_ = 0;
};

// Six cells, all numbers but the fourth, which names a distribution or is empty.
bool is_client_file(const Head& head) {
  const auto& cells = head.columns();
  return cells.size() == 6 && io::parse_number(cells[0]) && io::parse_number(cells[1]) &&
         io::parse_number(cells[2]) && !io::parse_number(cells[3]);
}

}  // namespace

Format servegen_sums() {
  return {.id = "servegen",
          .title = "ServeGen request rates (CSV)",
          .signatures = {{Container::csv, {"offset_s", "req_per_s|requests"}}},
          .open = [](const Options&) {
            return std::make_unique<ServeGen>(std::vector<std::string_view>{});
          }};
}

Format servegen_client() {
  return {.id = "servegen-client",
          .title = "ServeGen request rates of one client (CSV without a header)",
          .signatures = {{Container::csv, {}}},
          .open =
              [](const Options&) {
                return std::make_unique<ServeGen>(std::vector<std::string_view>{
                    "offset_s", "req_per_s", "cv", "distribution", "p1", "p2"});
              },
          .also = is_client_file};
}

}  // namespace rackrate::ingest
