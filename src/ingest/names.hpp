// SPDX-License-Identifier: Apache-2.0
// Model names and tag sets as small numbers, so that a record holds no text.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rackrate::ingest {

/// A tag such as {"team", "search"}.
using Tag = std::pair<std::string, std::string>;
using TagView = std::pair<std::string_view, std::string_view>;

/// Interns in order of first appearance; id 0 is the empty name and the empty tag set.
class Names {
 public:
  Names();
  std::uint32_t model(std::string_view name);
  std::uint32_t tags(const std::vector<Tag>& tags);  ///< order does not matter
  /// The same without an allocation for a set seen before; sorts `tags`.
  std::uint32_t tags(std::span<TagView> tags);

  const std::string& model_name(std::uint32_t id) const { return models_[id]; }
  const std::vector<Tag>& tag_set(std::uint32_t id) const { return tag_sets_[id]; }
  std::size_t model_count() const { return models_.size(); }
  std::size_t tag_set_count() const { return tag_sets_.size(); }

 private:
  std::deque<std::string> models_;
  std::deque<std::vector<Tag>> tag_sets_;
  std::deque<std::string> tag_keys_;  // what the views in tag_ids_ point to
  std::unordered_map<std::string_view, std::uint32_t> model_ids_;
  std::unordered_map<std::string_view, std::uint32_t> tag_ids_;
  std::string key_;
};

}  // namespace rackrate::ingest
