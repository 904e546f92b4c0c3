// SPDX-License-Identifier: Apache-2.0
// The fields a format reads, by name, so that a row is looked through once and each wanted field
// lands in its slot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::ingest {

/// Slot i holds the field of the i-th path. `>` goes into a nested object (or into a text that
/// holds one), `|` separates spellings, of which the first that is present and not null counts:
/// "prompt_tokens|input_tokens", "metadata>usage_object>prompt_tokens".
class FieldList {
 public:
  /// One key of one level: `slot` where it is a wanted field, `next` where wanted fields lie below.
  struct Step {
    std::string key;
    int slot = -1;
    int rank = 0;   ///< of the spelling; lower counts more
    int next = -1;  ///< index of a level
  };
  struct Level {
    std::vector<Step> steps;
    std::uint64_t hashes = 0;  ///< a bit for the hash of every key
    bool may_hold(std::string_view key) const { return (hashes >> hash(key) & 1U) != 0; }
  };
  /// A number below 64 that tells most keys apart.
  static unsigned hash(std::string_view key) {
    const auto last = static_cast<unsigned char>(key.empty() ? '\0' : key.back());
    const auto middle = static_cast<unsigned char>(key.empty() ? '\0' : key[key.size() / 2]);
    return (static_cast<unsigned>(key.size()) * 7U + last + 3U * middle) % 64U;
  }

  FieldList(std::initializer_list<std::string_view> paths);
  explicit FieldList(const std::vector<std::string>& paths);

  std::size_t size() const { return spellings_.size(); }
  const Level& level(int index) const { return levels_[static_cast<std::size_t>(index)]; }
  /// The path of a slot in its `rank`-th spelling, with `>` between keys.
  const std::string& path(std::size_t slot, std::size_t rank = 0) const {
    return spellings_[slot][rank];
  }
  /// All spellings of a slot, separated by `|`.
  std::string alternatives(std::size_t slot) const;
  /// Whether a field, or something below it, is wanted at the top level.
  bool wants(std::string_view key) const;

 private:
  void add(std::string_view alternatives);

  std::vector<std::vector<std::string>> spellings_;
  std::vector<Level> levels_{1};
};

/// The pieces of `text` between `separator`s.
std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace rackrate::ingest
