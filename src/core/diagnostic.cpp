// SPDX-License-Identifier: Apache-2.0
#include "core/diagnostic.hpp"

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

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

// Input may hold anything; a terminal must not be driven by it.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_control(c)) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string position(const Location& where) {
  if (where.file.empty()) {
    return "rackrate";
  }
  std::string out = where.file == "-" ? "standard input" : where.file;
  if (where.line > 0) {
    out += fmt::format(":{}", where.line);
    if (where.column > 0) {
      out += fmt::format(":{}", where.column);
    }
  }
  return out;
}

// The source line around the column, and a caret under the column.
std::string excerpt(const Location& where) {
  if (where.excerpt.empty()) {
    return {};
  }
  const std::size_t column = where.column > 0 ? where.column - 1 : 0;
  const std::size_t begin = column > longest_excerpt * 3 / 4 ? column - longest_excerpt / 2 : 0;
  const std::string_view line = std::string_view(where.excerpt);
  const std::string_view shown = line.substr(std::min(begin, line.size()), longest_excerpt);
  std::string out = fmt::format("  {}\n", printable(shown));
  if (where.column > 0 && column >= begin && column - begin <= shown.size()) {
    const std::size_t indent = printable(shown.substr(0, column - begin)).size();
    out += fmt::format("  {:{}}^\n", "", indent);
  }
  return out;
}

}  // namespace

std::string quoted(std::string_view text) {
  if (text.size() <= longest_quote) {
    return fmt::format("'{}'", printable(text));
  }
  std::size_t cut = longest_quote;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) {
    --cut;  // not inside a UTF-8 sequence
  }
  return fmt::format("'{}...' ({} characters)", printable(text.substr(0, cut)), text.size());
}

std::string render(const Diagnostic& d) {
  std::string out = fmt::format("{}: {}: {}: expected {}, got {} [{}]\n", position(d.where),
                                name(d.severity), d.field, d.expected, d.got, d.code);
  out += excerpt(d.where);
  if (!d.why.empty()) {
    out += fmt::format("  because: {}\n", d.why);
  }
  if (!d.hint.empty()) {
    out += fmt::format("  hint: {}\n", d.hint);
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
