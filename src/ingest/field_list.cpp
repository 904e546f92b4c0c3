// SPDX-License-Identifier: Apache-2.0
#include "ingest/field_list.hpp"

#include <algorithm>

namespace rackrate::ingest {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t at = text.find(separator);
    out.push_back(text.substr(0, at));
    if (at == std::string_view::npos) {
      return out;
    }
    text.remove_prefix(at + 1);
  }
}

FieldList::FieldList(std::initializer_list<std::string_view> paths) {
  for (const std::string_view path : paths) {
    add(path);
  }
}

FieldList::FieldList(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    add(path);
  }
}

void FieldList::add(std::string_view alternatives) {
  const int slot = static_cast<int>(spellings_.size());
  std::vector<std::string> spellings;
  for (const std::string_view path : split(alternatives, '|')) {
    const int rank = static_cast<int>(spellings.size());
    spellings.emplace_back(path);
    const auto keys = split(path, '>');
    std::size_t level = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const bool last = i + 1 == keys.size();
      auto& steps = levels_[level].steps;
      levels_[level].hashes |= std::uint64_t{1} << hash(keys[i]);
      // Two slots may want the same field, so only steps that lead further down are shared.
      auto found = std::find_if(steps.begin(), steps.end(), [&](const Step& step) {
        return step.key == keys[i] && (step.slot >= 0) == last && !last;
      });
      if (found == steps.end()) {
        found = steps.insert(steps.end(), Step{std::string(keys[i]), last ? slot : -1, rank, -1});
      }
      if (!last) {
        if (found->next < 0) {
          found->next = static_cast<int>(levels_.size());
          level = levels_.size();
          levels_.emplace_back();  // invalidates `steps`
        } else {
          level = static_cast<std::size_t>(found->next);
        }
      }
    }
  }
  spellings_.push_back(std::move(spellings));
}

std::string FieldList::alternatives(std::size_t slot) const {
  std::string out;
  for (const std::string& path : spellings_[slot]) {
    out += (out.empty() ? "" : "|") + path;
  }
  return out;
}

bool FieldList::wants(std::string_view key) const {
  return std::any_of(levels_[0].steps.begin(), levels_[0].steps.end(),
                     [key](const Step& step) { return step.key == key; });
}

}  // namespace rackrate::ingest
