// SPDX-License-Identifier: Apache-2.0
// A file in stretches of whole rows, so that it can be read in parallel and in bounded memory.
#pragma once

#include "io/input.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::ingest {

/// Where rows end: at every end of line, at ends of line outside CSV quotes, or wherever a
/// top-level JSON value (or an item of a top-level array) ends.
enum class Split { lines, csv_rows, json_values };

/// A JSON value inside a chunk.
struct Piece {
  std::size_t offset;
  std::size_t size;
  std::size_t lines_before;  ///< line ends of the chunk before it
};

struct Chunk {
  std::size_t index = 0;
  std::string_view text;
  std::size_t readable_after = 0;  ///< bytes behind `text` that may be read
  std::vector<Piece> pieces;       ///< of json_values
  std::shared_ptr<const void> owner;
  std::string tail;  ///< of json_values: what is left at the end and is no whole value
};

class Chunks {
 public:
  /// Stretches of about `size` bytes; json_values holds the whole file in memory where it cannot
  /// be mapped.
  Chunks(io::Input& input, Split split, std::size_t size = std::size_t{4} << 20);

  std::optional<Chunk> next();

 private:
  std::optional<Chunk> of_text();
  std::optional<Chunk> of_stream();
  std::size_t row_end(std::string_view text, bool more) const;
  Chunk json_chunk();

  io::Input* input_;
  Split split_;
  std::size_t size_;
  std::optional<io::Source> whole_;
  std::size_t at_ = 0;
  std::size_t index_ = 0;
  std::string carry_;
  bool ended_ = false;
  bool in_array_ = false;
};

/// The end of the last whole CSV row in `text`, which begins with a row: past its line end, 0 if
/// there is none. Only a quote at the start of a cell opens a quoted cell.
std::size_t last_csv_row_end(std::string_view text);

/// Past the end of the JSON value that begins at `at`, or npos if it does not end. Looks at
/// brackets and quotes only: whether the value is valid is for the parser to say.
std::size_t json_value_end(std::string_view text, std::size_t at);

}  // namespace rackrate::ingest
