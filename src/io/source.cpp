// SPDX-License-Identifier: Apache-2.0
#include "io/source.hpp"

#include "io/text_stream.hpp"

#include <algorithm>
#include <utility>

namespace rackrate::io {
namespace {

// An excerpt is for the eye, and a line may be a whole JSON file. What render() shows is at most
// 100 characters of up to four bytes.
constexpr std::size_t excerpt_before = 400;
constexpr std::size_t excerpt_after = 400;

Location location(const std::string& name, std::size_t line, std::size_t column,
                  std::string_view text_of_line) {
  if (!text_of_line.empty() && text_of_line.back() == '\r') {
    text_of_line.remove_suffix(1);
  }
  const std::size_t at = std::min(column > 0 ? column - 1 : 0, text_of_line.size());
  const std::size_t start = at > excerpt_before ? at - excerpt_before : 0;
  Location out{name, line, column, {}, start};
  out.excerpt = text_of_line.substr(start, at - start + excerpt_after);
  return out;
}

}  // namespace

Location locate(const std::string& name, std::string_view text, std::size_t offset,
                std::size_t first_line) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const std::size_t begin = before.rfind('\n') + 1;  // npos + 1 = 0
  const std::size_t end = std::min(text.find('\n', offset), text.size());
  const auto breaks = std::count(before.begin(), before.end(), '\n');
  return location(name, first_line + static_cast<std::size_t>(breaks), offset - begin + 1,
                  text.substr(begin, end - begin));
}

Source::Source(std::string name, std::string_view text, std::shared_ptr<const void> owner)
    : name_(std::move(name)), text_(text), owner_(std::move(owner)) {}

Source Source::open(const std::filesystem::path& path, ExitCode code) {
  TextStream stream(RawFile::open(path, code));
  const RawFile& file = stream.file();
  if (file.mapping() && !stream.compressed()) {
    return Source(file.name(), file.mapped(), file.mapping());
  }
  return from_text(file.name(), stream.read_all());
}

Source Source::from_text(std::string name, std::string text) {
  const auto owner = std::make_shared<const std::string>(std::move(text));
  return Source(std::move(name), *owner, owner);
}

Source Source::from_static(std::string name, std::string_view text) {
  return Source(std::move(name), text, nullptr);
}

Source Source::shared(std::string name, std::string_view text, std::shared_ptr<const void> owner) {
  return Source(std::move(name), text, std::move(owner));
}

Location Source::locate(std::size_t offset) const { return io::locate(name_, text_, offset); }

Location Source::locate_line(std::size_t line) const {
  std::size_t begin = 0;
  for (std::size_t number = 1; number < line && begin < text_.size(); ++number) {
    begin = std::min(text_.find('\n', begin), text_.size() - 1) + 1;
  }
  const std::size_t end = std::min(text_.find('\n', begin), text_.size());
  return location(name_, line, 0, text_.substr(begin, end - begin));
}

}  // namespace rackrate::io
