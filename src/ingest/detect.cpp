// SPDX-License-Identifier: Apache-2.0
#include "ingest/detect.hpp"

#include "core/spelling.hpp"
#include "ingest/chunks.hpp"
#include "ingest/field_list.hpp"
#include "ingest/ingest.hpp"
#include "ingest/name_columns.hpp"
#include "io/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rackrate::ingest {
namespace {

bool has_any(const Head& head, std::string_view alternatives) {
  const auto spellings = split(alternatives, '|');
  return std::any_of(spellings.begin(), spellings.end(),
                     [&head](std::string_view name) { return head.has(name); });
}

// What a signature wants and the head lacks.
std::vector<std::string_view> missing(const Signature& signature, const Head& head) {
  std::vector<std::string_view> out;
  for (const std::string_view need : signature.needs) {
    if (!has_any(head, need)) {
      out.push_back(split(need, '|').front());
    }
  }
  return out;
}

std::string listed(const std::vector<std::string_view>& names, std::string_view around = "") {
  std::string out;
  for (const std::string_view name : names) {
    out += fmt::format("{}{}{}{}", out.empty() ? "" : ", ", around, name, around);
  }
  return out;
}

Diagnostic fault(const io::Input& input, std::string expected, std::string got, std::string code,
                 std::string hint) {
  Diagnostic d;
  d.where.file = input.name();
  d.field = "file";
  d.expected = std::move(expected);
  d.got = std::move(got);
  d.code = std::move(code);
  d.hint = std::move(hint);
  return d;
}

[[noreturn]] void fail(Diagnostic d, ExitCode code = ExitCode::input_data) {
  throw InputError(code, std::move(d));
}

const Format& by_name(const std::string& id) {
  std::vector<std::string> ids;
  for (const Format& format : formats()) {
    if (format.id == id) {
      return format;
    }
    ids.emplace_back(format.id);
  }
  Diagnostic d;
  d.field = "--format";
  d.expected = "the id of a usage format";
  d.got = quoted(id);
  d.code = "unknown-format";
  const std::string near = did_you_mean(id, ids);
  d.hint = near.empty() ? "the ids are listed in rackrate-files(5)" : near;
  fail(std::move(d), ExitCode::usage);
}

// A JSON text that ends too early, or is no JSON, has fewer keys than its format: say that first.
void require_json(io::Input& input, const Head& head) {
  if (head.container() != Container::json || input.head().size() >= (std::size_t{64} << 10) ||
      head.layout() == JsonLayout::lines) {
    return;
  }
  if (json_value_end(head.text(), 0) == std::string_view::npos) {
    static_cast<void>(io::parse_json(input.whole(), ExitCode::input_data));
  }
}

struct Nearest {
  const Format* format = nullptr;
  std::vector<std::string_view> missing;
};

// The format of which most is there, if that is at least half of what it needs.
Nearest nearest_format(const Head& head) {
  Nearest best;
  double best_share = 0.5;
  for (const Format& format : formats()) {
    for (const Signature& signature : format.signatures) {
      if (signature.container != head.container() || signature.needs.empty()) {
        continue;
      }
      auto lacks = missing(signature, head);
      const double share =
          1.0 - static_cast<double>(lacks.size()) / static_cast<double>(signature.needs.size());
      if (!lacks.empty() && share >= best_share && (best.format == nullptr || share > best_share)) {
        best = {&format, std::move(lacks)};
        best_share = share;
      }
    }
  }
  return best;
}

// What the nearest format has and the file has not.
std::string wanted(const Nearest& near, const char* kind) {
  if (near.format->id == "generic") {
    return fmt::format("a {} of this name, or another that --columns names", kind);
  }
  return fmt::format("{} {}{} of {}", listed(near.missing, "'"), kind,
                     near.missing.size() > 1 ? "s" : "", near.format->title);
}

[[noreturn]] void fail_unknown(const io::Input& input, const Head& head) {
  const char* const kind = head.container() == Container::csv ? "column" : "key";
  const Nearest near = nearest_format(head);
  if (near.format != nullptr) {
    Diagnostic d =
        fault(input, wanted(near, kind), columns_found(head), "missing-column", name_columns(head));
    d.where = io::locate(input.name(), head.text(), 0);
    d.where.column = 0;
    d.field = fmt::format("{} '{}'", kind, near.missing.front());
    fail(std::move(d));
  }
  fail(fault(input, "a usage export, log or trace in a format listed in rackrate-files(5)",
             head.columns().empty() ? quoted(head.text().substr(0, head.text().find('\n')))
                                    : columns_found(head),
             "unknown-format", name_columns(head)));
}

// JSON and CSV formats differ in what they need, so a named format is checked by its container.
void require_columns(const io::Input& input, const Head& head, const Format& format) {
  std::vector<std::string_view> lacks;
  for (const Signature& signature : format.signatures) {
    if (signature.container == head.container()) {
      lacks = missing(signature, head);
      if (lacks.empty()) {
        return;
      }
    }
  }
  const bool csv = head.container() == Container::csv;
  Diagnostic d = fault(input, fmt::format("{}", format.title), columns_found(head),
                       "missing-column", "leave --format out to have the format detected");
  if (!lacks.empty()) {
    d.field = fmt::format("{} '{}'", csv ? "column" : "key", lacks.front());
  }
  fail(std::move(d));
}

}  // namespace

Detected detect(io::Input& input, const Head& head, const Options& options) {
  if (head.container() == Container::empty) {
    fail(fault(input, "usage data", "an empty file", "empty-file",
               "check that the export has finished"));
  }
  if (head.container() == Container::binary) {
    fail(fault(input, "text: CSV, JSON, JSON Lines or metrics", "binary data", "binary-file",
               "export as CSV or JSON; gzip, zstd and zip are unpacked by themselves"));
  }
  if (options.format) {
    const Format& format = by_name(*options.format);
    if (format.id != "generic") {
      require_columns(input, head, format);
    }
    return {&format, "--format"};
  }
  if (!options.columns.empty()) {
    return {&by_name("generic"), "--columns"};
  }
  for (const Format& format : formats()) {
    for (const Signature& signature : format.signatures) {
      if (signature.container == head.container() && missing(signature, head).empty() &&
          (format.also == nullptr || format.also(head))) {
        std::vector<std::string_view> found;
        for (const std::string_view need : signature.needs) {
          for (const std::string_view name : split(need, '|')) {
            if (head.has(name)) {
              found.push_back(name);
              break;
            }
          }
        }
        return {&format, listed(found)};
      }
    }
  }
  require_json(input, head);
  fail_unknown(input, head);
}

}  // namespace rackrate::ingest
