// SPDX-License-Identifier: Apache-2.0
#include "ingest/chunks.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace rackrate::ingest {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::size_t npos = std::string_view::npos;
constexpr std::string_view between_values = " \t\r\n,";

std::size_t find(std::string_view text, char c, std::size_t from) {
  if (from >= text.size()) {
    return npos;
  }
  const void* const found = std::memchr(text.data() + from, c, text.size() - from);
  return found == nullptr ? npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

// Past the closing quote of the string that opens at `at`.
std::size_t json_string_end(std::string_view text, std::size_t at) {
  for (std::size_t from = at + 1;;) {
    const std::size_t quote = find(text, '"', from);
    if (quote == npos) {
      return npos;
    }
    std::size_t slashes = 0;
    while (text[quote - 1 - slashes] == '\\') {
      ++slashes;
    }
    if (slashes % 2 == 0) {
      return quote + 1;
    }
    from = quote + 1;
  }
}

}  // namespace

std::size_t last_csv_row_end(std::string_view text) {
  std::size_t at = text.substr(0, byte_order_mark.size()) == byte_order_mark ? 3 : 0;
  const std::size_t first = at;
  for (;;) {
    const std::size_t quote = find(text, '"', at);
    if (quote == npos) {
      return text.rfind('\n') + 1;  // npos + 1 = 0
    }
    at = quote + 1;
    if (quote > first && text[quote - 1] != ',' && text[quote - 1] != '\n') {
      continue;  // inside a cell that is not quoted
    }
    std::size_t close = find(text, '"', at);
    while (close != npos && close + 1 < text.size() && text[close + 1] == '"') {
      close = find(text, '"', close + 2);
    }
    // A quote at the very end may be the first of a doubled one.
    if (close == npos || close + 1 == text.size()) {
      return quote == 0 ? 0 : text.rfind('\n', quote - 1) + 1;
    }
    at = close + 1;
  }
}

std::size_t json_value_end(std::string_view text, std::size_t at) {
  if (at >= text.size()) {
    return npos;
  }
  if (text[at] == '"') {
    return json_string_end(text, at);
  }
  if (text[at] != '{' && text[at] != '[') {
    const std::size_t end = text.find_first_of(" \t\r\n,]}", at);
    return end == npos ? text.size() : std::max(end, at + 1);
  }
  std::size_t depth = 0;
  while (at < text.size()) {
    switch (text[at]) {
      case '"':
        at = json_string_end(text, at);
        if (at == npos) {
          return npos;
        }
        continue;
      case '{':
      case '[': ++depth; break;
      case '}':
      case ']':
        if (--depth == 0) {
          return at + 1;
        }
        break;
      default: break;
    }
    ++at;
  }
  return npos;
}

Chunks::Chunks(io::Input& input, Split split, std::size_t size)
    : input_(&input), split_(split), size_(size) {
  if (input.in_memory() || split == Split::json_values) {
    whole_ = input.whole();
  }
}

std::optional<Chunk> Chunks::next() {
  if (split_ == Split::json_values) {
    if (at_ >= whole_->text().size()) {
      return std::nullopt;
    }
    return json_chunk();
  }
  return whole_ ? of_text() : of_stream();
}

// How much of `text` is whole rows; all of it when nothing follows.
std::size_t Chunks::row_end(std::string_view text, bool more) const {
  if (!more) {
    return text.size();
  }
  return split_ == Split::lines ? text.rfind('\n') + 1 : last_csv_row_end(text);
}

std::optional<Chunk> Chunks::of_text() {
  const std::string_view text = whole_->text();
  if (at_ >= text.size()) {
    return std::nullopt;
  }
  std::size_t end = 0;
  for (std::size_t size = size_; end == 0; size *= 2) {
    const std::string_view piece = text.substr(at_, size);
    end = row_end(piece, at_ + piece.size() < text.size());
  }
  Chunk chunk;
  chunk.index = index_++;
  chunk.text = text.substr(at_, end);
  at_ += end;
  chunk.readable_after = text.size() - at_;
  return chunk;
}

std::optional<Chunk> Chunks::of_stream() {
  auto owner = std::make_shared<std::string>(std::move(carry_));
  carry_.clear();
  std::size_t end = 0;
  while (end == 0 && !ended_) {
    if (const auto block = input_->next()) {
      owner->append(block->text);
      end = row_end(*owner, true);
    } else {
      ended_ = true;
    }
  }
  if (ended_) {
    end = owner->size();
  }
  if (end == 0) {
    return std::nullopt;
  }
  carry_ = owner->substr(end);
  Chunk chunk;
  chunk.index = index_++;
  chunk.text = std::string_view(*owner).substr(0, end);
  chunk.readable_after = owner->size() - end;
  chunk.owner = std::move(owner);
  return chunk;
}

Chunk Chunks::json_chunk() {
  const std::string_view text = whole_->text();
  Chunk chunk;
  chunk.index = index_++;
  const std::size_t begin = at_;
  if (begin == 0 && text.substr(0, byte_order_mark.size()) == byte_order_mark) {
    at_ = byte_order_mark.size();
  }
  std::size_t counted = begin;
  std::size_t lines = 0;
  while (at_ - begin < size_) {
    at_ = std::min(text.find_first_not_of(between_values, at_), text.size());
    if (at_ == text.size()) {
      chunk.tail = in_array_ ? "array" : "";
      break;
    }
    if (!in_array_ && text[at_] == '[') {
      in_array_ = true;
      ++at_;
      continue;
    }
    if (in_array_ && text[at_] == ']') {
      in_array_ = false;
      ++at_;
      continue;
    }
    const std::size_t end = json_value_end(text, at_);
    if (end == npos) {
      chunk.tail = "value";
      at_ = text.size();
      break;
    }
    lines +=
        static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                            text.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
    counted = at_;
    chunk.pieces.push_back({at_ - begin, end - at_, lines});
    at_ = end;
  }
  chunk.text = text.substr(begin, at_ - begin);
  chunk.readable_after = text.size() - at_;
  return chunk;
}

}  // namespace rackrate::ingest
