// SPDX-License-Identifier: Apache-2.0
#include "io/csv.hpp"

#include <algorithm>
#include <cstring>

namespace rackrate::io {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// Index of `c` at or after `from` and before `end`, else `end`.
std::size_t find_char(std::string_view text, char c, std::size_t from, std::size_t end) {
  const void* const found = from < end ? std::memchr(text.data() + from, c, end - from) : nullptr;
  return found == nullptr ? end
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::size_t first_line)
    : text_(text), line_(first_line) {
  if (text_.substr(0, byte_order_mark.size()) == byte_order_mark) {
    at_ = byte_order_mark.size();
  }
}

bool CsvReader::next(CsvRow& row) {
  row.cells.clear();
  row.offsets.clear();
  unescaped_.clear();
  while (at_ < text_.size()) {
    const std::size_t line_end = find_char(text_, '\n', at_, text_.size());
    if (text_[at_] <= ' ' && text_.find_first_not_of(" \t\r", at_) >= line_end) {
      ++line_;
      at_ = line_end + 1;
      continue;
    }
    row.line = line_;
    row.offset = at_;
    if (find_char(text_, '"', at_, line_end) == line_end) {
      plain_row(row, line_end);
    } else {
      quoted_row(row);
    }
    return true;
  }
  return false;
}

// Most rows: no quote in the line, so every comma separates.
void CsvReader::plain_row(CsvRow& row, std::size_t line_end) {
  const std::size_t end = text_[line_end - 1] == '\r' ? line_end - 1 : line_end;
  for (std::size_t begin = at_;;) {
    const std::size_t comma = find_char(text_, ',', begin, end);
    row.cells.push_back(text_.substr(begin, comma - begin));
    row.offsets.push_back(begin);
    if (comma == end) {
      break;
    }
    begin = comma + 1;
  }
  at_ = line_end + 1;
  ++line_;
}

void CsvReader::quoted_row(CsvRow& row) {
  for (;;) {
    row.offsets.push_back(at_);
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    row.cells.push_back(quoted ? quoted_cell() : plain_cell());
    if (at_ < text_.size() && text_[at_] == ',') {
      ++at_;
      continue;
    }
    at_ = std::min(at_ + 1, text_.size());  // past the line feed
    ++line_;
    return;
  }
}

// Stops at the comma or line feed after the cell, or at the end.
std::string_view CsvReader::plain_cell() {
  const std::size_t begin = at_;
  at_ = std::min(text_.find_first_of(",\n", begin), text_.size());
  const bool carriage_return =
      at_ > begin && text_[at_ - 1] == '\r' && (at_ == text_.size() || text_[at_] == '\n');
  return text_.substr(begin, at_ - begin - (carriage_return ? 1 : 0));
}

// A doubled quote stands for one. What follows the closing quote (RFC 4180 has no place for it) is
// kept as it is, as spreadsheets do.
std::string_view CsvReader::quoted_cell() {
  const std::size_t begin = ++at_;
  std::string* copy = nullptr;  // made at the first doubled quote
  std::size_t copied_to = begin;
  std::size_t close = begin;
  for (;;) {
    close = find_char(text_, '"', at_, text_.size());
    line_ += static_cast<std::size_t>(std::count(text_.data() + at_, text_.data() + close, '\n'));
    if (close == text_.size()) {
      unclosed_quote_ = true;
      at_ = close;
      break;
    }
    at_ = close + 1;
    if (at_ == text_.size() || text_[at_] != '"') {
      break;
    }
    copy = copy != nullptr ? copy : &unescaped_.emplace_back();
    copy->append(text_, copied_to, at_ - copied_to);
    copied_to = ++at_;
  }
  const std::string_view rest = text_.substr(copied_to, close - copied_to);
  const std::string_view after = plain_cell();
  if (copy == nullptr && after.empty()) {
    return rest;
  }
  copy = copy != nullptr ? copy : &unescaped_.emplace_back();
  copy->append(rest).append(after);
  return *copy;
}

CsvHeader::CsvHeader(const CsvRow& row) {
  for (const std::string_view cell : row.cells) {
    names_.emplace_back(trimmed(cell));
  }
}

std::optional<std::size_t> CsvHeader::find(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - names_.begin());
}

std::vector<std::string> CsvHeader::duplicates() const {
  std::vector<std::string> sorted = names_;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> out;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i] == sorted[i - 1] && (out.empty() || out.back() != sorted[i])) {
      out.push_back(sorted[i]);
    }
  }
  return out;
}

}  // namespace rackrate::io
