// SPDX-License-Identifier: Apache-2.0
#include "core/spelling.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

namespace rackrate {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitute = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, substitute});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

std::vector<std::string> nearest(std::string_view text, const std::vector<std::string>& known,
                                 std::size_t most) {
  const std::string wanted = lower(text.substr(0, 64));
  const std::size_t slips = std::min<std::size_t>(4, std::max<std::size_t>(1, wanted.size() / 3));
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const std::string& name : known) {
    const std::string candidate = lower(name);
    const std::size_t distance = edit_distance(wanted, candidate);
    const bool contained = wanted.size() >= 3 && candidate.find(wanted) != std::string::npos;
    if ((distance <= slips && distance < wanted.size()) || contained) {
      ranked.emplace_back(contained ? std::min(distance, slips) : distance, name);
    }
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> out;
  for (auto& [distance, name] : ranked) {
    if (out.size() < most) {
      out.push_back(std::move(name));
    }
  }
  return out;
}

std::string did_you_mean(std::string_view text, const std::vector<std::string>& known) {
  const std::vector<std::string> names = nearest(text, known);
  if (names.empty()) {
    return {};
  }
  std::string out = "did you mean ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) {
      out += i + 1 == names.size() ? " or " : ", ";
    }
    out += "'" + names[i] + "'";
  }
  return out + "?";
}

}  // namespace rackrate
