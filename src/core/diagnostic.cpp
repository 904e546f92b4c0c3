// SPDX-License-Identifier: Apache-2.0
#include "core/diagnostic.hpp"

#include "core/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rackrate {
namespace {

constexpr std::size_t longest_quote = 60;
constexpr std::size_t longest_excerpt = 100;

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "error";
}

std::string position(const Location& where) {
  if (where.file.empty()) {
    return "rackrate";
  }
  std::string out = where.file == "-" ? "standard input" : printable(where.file);
  if (where.line > 0) {
    out += fmt::format(":{}", where.line);
    if (where.column > 0) {
      out += fmt::format(":{}", where.column);
    }
  }
  return out;
}

// The end of the first character of `text` at or after `at`.
std::size_t character_edge(std::string_view text, std::size_t at) {
  const auto inside = [&] { return (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U; };
  while (at < text.size() && inside()) {
    ++at;
  }
  return std::min(at, text.size());
}

// The source line around the column, and a caret under the column. Tabs would shift the caret.
std::string excerpt(const Location& where) {
  if (where.excerpt.empty()) {
    return {};
  }
  std::string line = where.excerpt;
  std::replace(line.begin(), line.end(), '\t', ' ');
  const bool has_caret = where.column > where.excerpt_start;
  const std::size_t caret = has_caret ? where.column - 1 - where.excerpt_start : 0;
  const std::size_t begin =
      character_edge(line, caret > longest_excerpt * 3 / 4 ? caret - longest_excerpt / 2 : 0);
  const std::string_view rest = std::string_view(line).substr(begin);
  const std::string_view shown = rest.substr(0, character_prefix(rest, longest_excerpt));
  const std::string_view cut = begin + where.excerpt_start > 0 ? "..." : "";
  std::string out =
      fmt::format("  {}{}{}\n", cut, printable(shown), shown.size() < rest.size() ? "..." : "");
  if (has_caret && caret >= begin && caret - begin <= shown.size()) {
    const std::size_t indent = character_count(printable(shown.substr(0, caret - begin)));
    out += fmt::format("  {:{}}^\n", "", cut.size() + indent);
  }
  return out;
}

}  // namespace

std::string quoted(std::string_view text) {
  const std::size_t cut = character_prefix(text, longest_quote);
  if (cut == text.size()) {
    return fmt::format("'{}'", printable(text));
  }
  return fmt::format("'{}...' ({} characters)", printable(text.substr(0, cut)),
                     character_count(text));
}

std::string render(const Diagnostic& d) {
  std::string out =
      fmt::format("{}: {}: {}: expected {}, got {} [{}]\n", position(d.where), name(d.severity),
                  printable(d.field), printable(d.expected), printable(d.got), d.code);
  out += excerpt(d.where);
  if (!d.why.empty()) {
    out += fmt::format("  because: {}\n", printable(d.why));
  }
  if (!d.hint.empty()) {
    out += fmt::format("  hint: {}\n", printable(d.hint));
  }
  return out;
}

std::optional<std::string_view> missing_slot(const Diagnostic& d) {
  const std::pair<std::string_view, const std::string&> required[] = {
      {"field", d.field}, {"expected", d.expected}, {"got", d.got}, {"code", d.code}};
  for (const auto& [slot, text] : required) {
    if (text.empty()) {
      return slot;
    }
  }
  return std::nullopt;
}

InputError::InputError(ExitCode code, std::vector<Diagnostic> diagnostics)
    : std::runtime_error(diagnostics.empty() ? "input error" : render(diagnostics.front())),
      code_(code),
      diagnostics_(std::move(diagnostics)) {}

InputError::InputError(ExitCode code, Diagnostic diagnostic)
    : InputError(code, std::vector<Diagnostic>{std::move(diagnostic)}) {}

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::error) {
    ++errors_;
  }
  all_.push_back(std::move(diagnostic));
}

void Diagnostics::throw_if_errors(ExitCode code) const {
  if (has_errors()) {
    throw InputError(code, all_);
  }
}

}  // namespace rackrate
