// SPDX-License-Identifier: Apache-2.0
#include "ingest/name_columns.hpp"

#include "core/spelling.hpp"
#include "ingest/field_list.hpp"
#include "ingest/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace rackrate::ingest {
namespace {

// A slip of a shorter name is as likely another word.
constexpr std::size_t shortest_with_slips = 5;

// The three columns a usage file cannot do without, with the names that are known for each.
struct Needed {
  std::string_view ours;
  std::vector<std::string_view> names;
};

std::vector<Needed> needed_columns() {
  const auto generic = std::find_if(formats().begin(), formats().end(),
                                    [](const Format& format) { return format.id == "generic"; });
  const std::vector<std::string_view>& needs = generic->signatures.front().needs;
  return {{"timestamp", split(needs[0], '|')},
          {"input", split(needs[1], '|')},
          {"output", split(needs[2], '|')}};
}

bool has(const Head& head, const Needed& needed) {
  return std::any_of(needed.names.begin(), needed.names.end(),
                     [&head](std::string_view name) { return head.has(name); });
}

// Columns that are not already one of the three: input_tokens is no slip of output_tokens.
std::vector<std::string> free_columns(const Head& head, const std::vector<Needed>& all) {
  std::vector<std::string> out = head.columns();
  for (const Needed& needed : all) {
    std::erase_if(out, [&needed](const std::string& column) {
      return std::find(needed.names.begin(), needed.names.end(), column) != needed.names.end();
    });
  }
  return out;
}

std::optional<std::string> slip(const Needed& needed, const std::vector<std::string>& columns) {
  std::optional<std::string> best;
  std::size_t best_distance = 0;
  for (const std::string_view name : needed.names) {
    if (name.size() < shortest_with_slips) {
      continue;
    }
    for (const std::string& column : nearest(name, columns)) {
      const std::size_t distance = edit_distance(name, column);
      if (!best || distance < best_distance) {
        best = column;
        best_distance = distance;
      }
    }
  }
  return best;
}

}  // namespace

std::string columns_found(const Head& head) {
  constexpr std::size_t most = 12;
  std::string out = head.container() == Container::csv ? "columns " : "keys ";
  for (std::size_t i = 0; i < head.columns().size(); ++i) {
    out += fmt::format("{}{}", i == 0 ? "" : ", ", i == most ? "..." : head.columns()[i]);
    if (i == most) {
      break;
    }
  }
  return out;
}

std::string name_columns(const Head& head) {
  const std::vector<Needed> all = needed_columns();
  std::vector<std::string> columns = free_columns(head, all);
  std::string guesses;
  std::string option;
  for (const Needed& needed : all) {
    if (has(head, needed)) {
      continue;
    }
    const std::optional<std::string> near = slip(needed, columns);
    if (near) {
      guesses += fmt::format("{}'{}'", guesses.empty() ? "" : " and ", *near);
      std::erase(columns, *near);
    }
    option += fmt::format("{}{}={}", option.empty() ? "" : ",", needed.ours, near.value_or("NAME"));
  }
  if (option.empty()) {
    option = "timestamp=NAME,input=NAME,output=NAME";
  }
  return guesses.empty() ? "name the columns: --columns " + option
                         : fmt::format("did you mean {}? Then add --columns {}", guesses, option);
}

}  // namespace rackrate::ingest
