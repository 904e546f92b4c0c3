// SPDX-License-Identifier: Apache-2.0
#include "io/input.hpp"

#include "core/error.hpp"
#include "io/text_stream.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace rackrate::io {
namespace {

constexpr std::size_t block_size = std::size_t{8} << 20;
constexpr std::size_t head_size = std::size_t{64} << 10;

std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

// Either the whole text is at hand (`text_`), or it comes from `stream_` through `buffer_`, of
// which [begin_, end_) is not handed out yet.
class Input::Impl {
 public:
  explicit Impl(Source text) : name_(text.name()), text_(std::move(text)) {
    size_on_disk_ = text_->text().size();
  }

  explicit Impl(TextStream stream) : name_(stream.file().name()), stream_(std::move(stream)) {
    const RawFile& file = stream_->file();
    size_on_disk_ = file.mapped().size();
    if (file.mapping() && !stream_->compressed()) {
      text_ = Source::shared(name_, file.mapped(), file.mapping());
    }
  }

  const std::string& name() const { return name_; }
  std::size_t size_on_disk() const { return size_on_disk_; }

  std::string_view head() {
    if (text_) {
      return text_->text().substr(0, head_size);
    }
    if (!started_ && head_.empty()) {
      fill(head_size);
      head_ = unread().substr(0, head_size);
    }
    return head_;
  }

  bool in_memory() const { return text_.has_value(); }

  std::optional<Block> next() {
    const std::string_view text = text_ ? slice_of_text() : slice_of_stream();
    if (text.empty()) {
      return std::nullopt;
    }
    const Block block{text, next_line_};
    next_line_ += lines_in(text);
    return block;
  }

  Source whole() {
    check(!started_, "whole() after next()");
    if (!text_) {
      head();
      std::string text(unread());
      text += stream_->read_all();
      text_ = Source::from_text(name_, std::move(text));
      buffer_ = {};
    }
    return *text_;
  }

  std::string sha256() const {
    return stream_ ? stream_->file().sha256() : sha256_hex(text_->text());
  }

 private:
  std::string_view unread() const {
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
  }

  std::string_view slice_of_text() {
    const std::string_view rest = text_->text().substr(at_);
    std::size_t size = rest.size();
    if (size > block_size) {
      std::size_t line_end = rest.rfind('\n', block_size - 1);
      if (line_end == std::string_view::npos) {
        line_end = rest.find('\n', block_size);
      }
      size = std::min(line_end, rest.size() - 1) + 1;
    }
    at_ += size;
    started_ = true;
    return rest.substr(0, size);
  }

  std::string_view slice_of_stream() {
    head();
    started_ = true;
    for (std::size_t wanted = block_size;; wanted *= 2) {
      const bool more = fill(wanted);
      const std::size_t line_end = unread().rfind('\n');
      if (line_end != std::string_view::npos || !more) {
        const std::size_t size = more ? line_end + 1 : unread().size();
        begin_ += size;
        return std::string_view(buffer_).substr(begin_ - size, size);
      }
    }
  }

  // Reads until `wanted` bytes are unread; false if the input ended before.
  bool fill(std::size_t wanted) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    buffer_.resize(std::max(buffer_.size(), wanted));
    while (end_ < wanted) {
      const std::size_t got = stream_->read(buffer_.data() + end_, wanted - end_);
      if (got == 0) {
        return false;
      }
      end_ += got;
    }
    return true;
  }

  std::string name_;
  std::size_t size_on_disk_ = 0;
  std::optional<Source> text_;
  std::size_t at_ = 0;
  std::optional<TextStream> stream_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string head_;
  bool started_ = false;
  std::size_t next_line_ = 1;
};

Input::Input(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Input::Input(Input&&) noexcept = default;
Input& Input::operator=(Input&&) noexcept = default;
Input::~Input() = default;

Input Input::open(const std::filesystem::path& path) {
  return Input(std::make_unique<Impl>(TextStream(RawFile::open(path, ExitCode::input_data))));
}

Input Input::from_text(std::string name, std::string text) {
  return Input(std::make_unique<Impl>(Source::from_text(std::move(name), std::move(text))));
}

const std::string& Input::name() const { return impl_->name(); }
std::size_t Input::size_on_disk() const { return impl_->size_on_disk(); }
std::string_view Input::head() { return impl_->head(); }
std::optional<Block> Input::next() { return impl_->next(); }
bool Input::in_memory() const { return impl_->in_memory(); }
Source Input::whole() { return impl_->whole(); }
std::string Input::sha256() { return impl_->sha256(); }

Location locate(const std::string& name, const Block& block, std::size_t offset) {
  return locate(name, block.text, offset, block.first_line);
}

}  // namespace rackrate::io
