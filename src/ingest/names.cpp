// SPDX-License-Identifier: Apache-2.0
#include "ingest/names.hpp"

#include <algorithm>

namespace rackrate::ingest {

Names::Names() {
  model({});
  tags(std::span<TagView>());
}

std::uint32_t Names::model(std::string_view name) {
  if (const auto found = model_ids_.find(name); found != model_ids_.end()) {
    return found->second;
  }
  const auto id = static_cast<std::uint32_t>(models_.size());
  model_ids_.emplace(models_.emplace_back(name), id);
  return id;
}

std::uint32_t Names::tags(const std::vector<Tag>& tags) {
  std::vector<TagView> views(tags.begin(), tags.end());
  return this->tags(std::span(views));
}

std::uint32_t Names::tags(std::span<TagView> tags) {
  std::sort(tags.begin(), tags.end());
  key_.clear();
  for (const auto& [key, value] : tags) {
    key_.append(key).push_back('\0');
    key_.append(value).push_back('\0');
  }
  if (const auto found = tag_ids_.find(key_); found != tag_ids_.end()) {
    return found->second;
  }
  const auto id = static_cast<std::uint32_t>(tag_sets_.size());
  tag_sets_.emplace_back(tags.begin(), tags.end());
  tag_ids_.emplace(tag_keys_.emplace_back(key_), id);
  return id;
}

}  // namespace rackrate::ingest
