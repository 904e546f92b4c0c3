// SPDX-License-Identifier: Apache-2.0
#include "report/layout.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace rackrate::report {
namespace {

constexpr std::string_view reset = "\x1b[0m";

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 1;
};

// A byte that is not UTF-8 counts as one cell.
CodePoint decode(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  if (bytes == 1 || bytes > text.size()) {
    return {lead, 1};
  }
  std::uint32_t value = lead & (0xffU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    value = (value << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
  }
  return {value, bytes};
}

// The blocks that terminals draw in two cells or in none, from Unicode's EastAsianWidth.txt and
// DerivedGeneralCategory.txt (Unicode 15), without the rare ones.
int cells(std::uint32_t c) {
  if ((c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200f) || (c >= 0xfe00 && c <= 0xfe0f)) {
    return 0;
  }
  const bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
                    (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
                    (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
                    (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) ||
                    (c >= 0x20000 && c <= 0x3fffd);
  return wide ? 2 : 1;
}

// Bytes of the ANSI sequence that `text` begins with, or 0.
std::size_t ansi_bytes(std::string_view text) {
  if (!text.starts_with("\x1b[")) {
    return 0;
  }
  const std::size_t end = text.find_first_of("mK", 2);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(0, count)), ' ');
}

}  // namespace

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    if (const std::size_t skipped = ansi_bytes(text); skipped > 0) {
      text.remove_prefix(skipped);
      continue;
    }
    const CodePoint c = decode(text);
    width += cells(c.value);
    text.remove_prefix(c.bytes);
  }
  return width;
}

std::string pad_right(std::string_view text, int width) {
  return std::string(text) + spaces(width - display_width(text));
}

std::string pad_left(std::string_view text, int width) {
  return spaces(width - display_width(text)) + std::string(text);
}

std::string cut(std::string_view text, int width) {
  if (display_width(text) <= width) {
    return std::string(text);
  }
  std::string out;
  std::string_view last_sequence;
  int used = 0;
  while (!text.empty()) {
    if (const std::size_t bytes = ansi_bytes(text); bytes > 0) {
      last_sequence = text.substr(0, bytes);
      out += last_sequence;
      text.remove_prefix(bytes);
      continue;
    }
    const CodePoint c = decode(text);
    if (used + cells(c.value) > width - 1) {
      break;
    }
    used += cells(c.value);
    out += text.substr(0, c.bytes);
    text.remove_prefix(c.bytes);
  }
  out.erase(out.find_last_not_of(' ') + 1);
  const bool open = !last_sequence.empty() && last_sequence != reset;
  return out + "…" + (open ? std::string(reset) : "");
}

// Runs of blanks inside a line are kept; at a line break they go.
std::vector<std::string> wrap(std::string_view text, int width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) {
      break;
    }
    const std::string_view blanks = text.substr(0, begin);
    text.remove_prefix(begin);
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    const int with_word =
        display_width(line) + static_cast<int>(blanks.size()) + display_width(word);
    if (!line.empty() && with_word > width) {
      lines.push_back(std::exchange(line, {}));
    }
    line += line.empty() ? std::string(word) : std::string(blanks) + std::string(word);
  }
  if (!line.empty()) {
    lines.push_back(line);
  }
  return lines;
}

std::string paragraph(std::string_view lead, std::string_view text, int width) {
  const int indent = display_width(lead);
  std::string out(lead);
  bool first = true;
  for (const std::string& line : wrap(text, width - indent)) {
    out += (first ? "" : spaces(indent)) + line + "\n";
    first = false;
  }
  return first ? out + "\n" : out;
}

}  // namespace rackrate::report
