// SPDX-License-Identifier: Apache-2.0
// Input and output lengths together, and the products of them that work depends on.
#pragma once

#include "core/length_bins.hpp"
#include "core/wide.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rackrate::workload {

/// In decimal digits.
std::string to_text(WideCount value);

/// Requests per cell of (input bin, output bin), with the 81 bins of core/length_bins.hpp.
class LengthCells {
 public:
  void add(std::int64_t input, std::int64_t output) {
    add_to_cell(length_bin(input), length_bin(output), 1);
  }
  void add_to_cell(int input_bin, int output_bin, std::int64_t requests) {
    if (counts_.empty()) {
      counts_.resize(cell_count);
    }
    counts_[index(input_bin, output_bin)] += requests;
  }
  void merge(const LengthCells& other);

  std::int64_t requests(int input_bin, int output_bin) const {
    return counts_.empty() ? 0 : counts_[index(input_bin, output_bin)];
  }
  int used() const;  ///< cells that hold a request
  friend bool operator==(const LengthCells&, const LengthCells&) = default;

 private:
  static constexpr std::size_t cell_count =
      static_cast<std::size_t>(length_bin_count) * static_cast<std::size_t>(length_bin_count);
  static constexpr std::size_t index(int input_bin, int output_bin) {
    return static_cast<std::size_t>(input_bin * length_bin_count + output_bin);
  }

  std::vector<std::int64_t> counts_;  ///< empty or one for each cell
};

/// Exact second moments over single requests that did not fail, for quantities that depend on
/// products of lengths: attention work in prefill (in^2), KV residency (in*out + out^2/2).
struct Moments {
  WideCount in_in = 0;
  WideCount in_out = 0;
  WideCount out_out = 0;

  void merge(const Moments& other) {
    in_in += other.in_in;
    in_out += other.in_out;
    out_out += other.out_out;
  }
  friend bool operator==(const Moments&, const Moments&) = default;
};

}  // namespace rackrate::workload
