// SPDX-License-Identifier: Apache-2.0
#include "io/text_stream.hpp"

#include "core/diagnostic.hpp"
#include "core/error.hpp"

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace rackrate::io {

/// Turns compressed bytes into text, a piece at a time.
class Decoder {
 public:
  Decoder() = default;
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;
  virtual ~Decoder() = default;

  /// The name of the format, which is also the name of its command-line program.
  virtual std::string_view format() const = 0;
  /// Takes bytes off the front of `in`, returns how many it wrote to `out`; throws Damaged.
  virtual std::size_t decode(std::string_view& in, char* out, std::size_t capacity) = 0;
  /// Whether the data may end here.
  virtual bool complete() const = 0;

  struct Damaged {
    std::string reason;
  };
};

namespace {

bool begins(std::string_view text, std::string_view magic) {
  return text.substr(0, magic.size()) == magic;
}

// RFC 1952: a file is one member after another, as `cat a.gz b.gz` and parallel writers make it.
class Gzip final : public Decoder {
 public:
  Gzip() {
    constexpr int gzip_only = 16;
    check(inflateInit2(&stream_, MAX_WBITS + gzip_only) == Z_OK, "zlib does not start");
  }
  ~Gzip() override { inflateEnd(&stream_); }

  std::string_view format() const override { return "gzip"; }
  bool complete() const override { return between_members_; }

  std::size_t decode(std::string_view& in, char* out, std::size_t capacity) override {
    if (between_members_) {
      // Tapes and block devices pad with zeros; gzip ignores them too.
      in.remove_prefix(std::min(in.find_first_not_of('\0'), in.size()));
      if (in.empty()) {
        return 0;
      }
      inflateReset(&stream_);
      between_members_ = false;
    }
    // zlib counts in 32 bits and only reads through next_in, which old interfaces leave non-const.
    constexpr std::size_t most = std::size_t{1} << 30;
    const std::size_t offered = std::min(in.size(), most);
    const std::size_t space = std::min(capacity, most);
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(offered);
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(space);
    const int outcome = inflate(&stream_, Z_NO_FLUSH);
    in.remove_prefix(offered - stream_.avail_in);
    if (outcome == Z_STREAM_END) {
      between_members_ = true;
    } else if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
      throw Damaged{stream_.msg != nullptr ? stream_.msg : "damaged data"};
    }
    return space - stream_.avail_out;
  }

 private:
  z_stream stream_{};
  bool between_members_ = false;
};

class Zstd final : public Decoder {
 public:
  Zstd() { check(stream_ != nullptr, "zstd does not start"); }

  std::string_view format() const override { return "zstd"; }
  bool complete() const override { return complete_; }

  std::size_t decode(std::string_view& in, char* out, std::size_t capacity) override {
    if (complete_ && in.empty()) {
      return 0;
    }
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    ZSTD_outBuffer output{out, capacity, 0};
    const std::size_t left = ZSTD_decompressStream(stream_.get(), &output, &input);
    if (ZSTD_isError(left) != 0) {
      throw Damaged{ZSTD_getErrorName(left)};
    }
    in.remove_prefix(input.pos);
    complete_ = left == 0;
    return output.pos;
  }

 private:
  struct Free {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  std::unique_ptr<ZSTD_DStream, Free> stream_{ZSTD_createDStream()};
  bool complete_ = false;
};

Diagnostic bad_compression(const RawFile& file, std::string expected, std::string got,
                           std::string hint) {
  Diagnostic d;
  d.where.file = file.name();
  d.field = "file";
  d.expected = std::move(expected);
  d.got = std::move(got);
  d.code = "bad-compression";
  d.hint = std::move(hint);
  return d;
}

void refuse_other_formats(const RawFile& file, std::string_view head) {
  using namespace std::string_view_literals;
  struct Other {
    std::string_view magic;
    std::string_view name;
    std::string_view unpack;
  };
  static constexpr Other others[] = {{"PK\x03\x04"sv, "a zip archive or workbook", "unzip -p"},
                                     {"\xfd"
                                      "7zXZ\0"sv,
                                      "xz", "xz -dc"},
                                     {"BZh91AY&SY"sv, "bzip2", "bzip2 -dc"}};
  for (const Other& other : others) {
    if (begins(head, other.magic)) {
      const std::string name = file.name() == "-" ? "FILE" : file.name();
      throw InputError(file.code(),
                       bad_compression(file, "plain text, gzip or zstd", std::string(other.name),
                                       fmt::format("unpack it into the command: {} '{}' | "
                                                   "rackrate ... -",
                                                   other.unpack, name)));
    }
  }
}

std::unique_ptr<Decoder> decoder_for(std::string_view head) {
  using namespace std::string_view_literals;
  if (begins(head, "\x1f\x8b"sv)) {
    return std::make_unique<Gzip>();
  }
  // RFC 8878: a Zstandard frame, or a skippable frame (0x184D2A50 to 5F) as parallel writers put
  // in front.
  const bool skippable =
      head.size() >= 4 && (head[0] & '\xf0') == '\x50' && head.substr(1, 3) == "\x2a\x4d\x18"sv;
  if (begins(head, "\x28\xb5\x2f\xfd"sv) || skippable) {
    return std::make_unique<Zstd>();
  }
  return nullptr;
}

std::string test_hint(const RawFile& file, std::string_view format) {
  if (file.name() == "-") {
    return "check what is piped in";
  }
  return fmt::format("get the file again; to test it: {} -t '{}'", format, file.name());
}

}  // namespace

TextStream::TextStream(RawFile file) : file_(std::move(file)) {
  pending_ = file_.next_chunk();
  ended_ = pending_.empty();
  refuse_other_formats(file_, pending_);
  decoder_ = decoder_for(pending_);
}

TextStream::TextStream(TextStream&&) noexcept = default;
TextStream& TextStream::operator=(TextStream&&) noexcept = default;
TextStream::~TextStream() = default;

std::size_t TextStream::read(char* out, std::size_t capacity) {
  for (;;) {
    if (pending_.empty() && !ended_) {
      pending_ = file_.next_chunk();
      ended_ = pending_.empty();
    }
    const std::size_t written = decode(out, capacity);
    if (written > 0 || (ended_ && pending_.empty())) {
      return written;
    }
  }
}

std::size_t TextStream::decode(char* out, std::size_t capacity) {
  if (!decoder_) {
    const std::size_t size = std::min(pending_.size(), capacity);
    if (size > 0) {
      std::memcpy(out, pending_.data(), size);
    }
    pending_.remove_prefix(size);
    return size;
  }
  const std::string expected = fmt::format("complete {} data", decoder_->format());
  const std::string hint = test_hint(file_, decoder_->format());
  try {
    const std::size_t written = decoder_->decode(pending_, out, capacity);
    if (written == 0 && ended_ && pending_.empty() && !decoder_->complete()) {
      throw InputError(file_.code(),
                       bad_compression(file_, expected, "data that is cut short", hint));
    }
    return written;
  } catch (const Decoder::Damaged& damaged) {
    Diagnostic d = bad_compression(file_, expected, "damaged data", hint);
    d.why = fmt::format("the decompressor says: {}", damaged.reason);
    throw InputError(file_.code(), std::move(d));
  }
}

std::string TextStream::read_all() {
  constexpr std::size_t step = std::size_t{1} << 20;
  std::string text;
  std::size_t filled = 0;
  for (;;) {
    if (text.size() - filled < step) {
      text.resize(std::max(2 * text.size(), filled + step));
    }
    const std::size_t got = read(text.data() + filled, text.size() - filled);
    if (got == 0) {
      text.resize(filled);
      return text;
    }
    filled += got;
  }
}

}  // namespace rackrate::io
