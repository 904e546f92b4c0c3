// SPDX-License-Identifier: Apache-2.0
// What the first 64 KiB of a file show: its container, and the columns or keys found there.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::ingest {

enum class Container { empty, binary, csv, json, metrics };
enum class JsonLayout { lines, values };  ///< one value a line, or values (or one array) over lines

class Head {
 public:
  explicit Head(std::string_view text);

  Container container() const { return container_; }
  JsonLayout layout() const { return layout_; }
  std::string_view text() const { return text_; }

  /// CSV: the header row. JSON: the top-level keys in the order in which they first occur, those
  /// of the items where the top level is an array.
  const std::vector<std::string>& columns() const { return columns_; }
  /// A column of CSV; a key of JSON by its path, e.g. "data[].results[].input_tokens".
  bool has(std::string_view column) const;
  /// Whether a JSON key by that path has this text or number among its first values.
  bool has_value(std::string_view path, std::string_view value) const;
  /// Whether some JSON key's path ends with ".key", or is `key`.
  bool has_below(std::string_view key) const;

 private:
  void read_csv();
  void read_json();

  std::string_view text_;
  Container container_ = Container::empty;
  JsonLayout layout_ = JsonLayout::values;
  std::vector<std::string> columns_;
  std::map<std::string, std::set<std::string>, std::less<>> keys_;  // path -> first values
};

}  // namespace rackrate::ingest
