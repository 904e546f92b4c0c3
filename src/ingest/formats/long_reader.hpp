// SPDX-License-Identifier: Apache-2.0
// Reports in long form, with one row a token class: the rows of one bucket make one record.
#pragma once

#include "ingest/reading.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace rackrate::ingest {

class LongReader : public RowReader {
 public:
  using RowReader::RowReader;

  void read(io::Input& input, const Head& head, Intake& intake) override;

 protected:
  /// Who used what in which bucket; the first text is the model.
  struct Key {
    Instant start;
    std::string model;
    std::vector<Tag> tags;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  /// Sums of one bucket; the input leaves cache out. A class that no row of the file names stays
  /// unknown; one that only this bucket lacks is zero.
  struct Sums {
    Stated tokens;
    MaybeCount requests;
    double cost_usd = 0;
    bool cost_known = true;
  };

  /// The sums that the row at hand adds to; counts the row.
  Sums& sums(Part& part, Key key);
  static void add(MaybeCount& sum, MaybeCount more) { sum = MaybeCount(sum.value_or(0)) + more; }

  Writes writes_ = Writes::none;

 private:
  void fill_zeros();

  std::map<Key, Sums> sums_;
};

}  // namespace rackrate::ingest
