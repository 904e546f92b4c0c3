// SPDX-License-Identifier: Apache-2.0
// Format: github.com/ggml-org/ggml, docs/gguf.md; block layouts: src/ggml-common.h.
#include "catalog/gguf.hpp"

#include "core/diagnostic.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <utility>

namespace rackrate::catalog {
namespace {

struct BlockType {
  std::uint32_t id;
  std::string_view name;
  std::int64_t elements;  // in one block
  std::int64_t bytes;     // of one block
};

constexpr std::array block_types{
    BlockType{0, "F32", 1, 4},         BlockType{1, "F16", 1, 2},
    BlockType{2, "Q4_0", 32, 18},      BlockType{3, "Q4_1", 32, 20},
    BlockType{6, "Q5_0", 32, 22},      BlockType{7, "Q5_1", 32, 24},
    BlockType{8, "Q8_0", 32, 34},      BlockType{9, "Q8_1", 32, 36},
    BlockType{10, "Q2_K", 256, 84},    BlockType{11, "Q3_K", 256, 110},
    BlockType{12, "Q4_K", 256, 144},   BlockType{13, "Q5_K", 256, 176},
    BlockType{14, "Q6_K", 256, 210},   BlockType{15, "Q8_K", 256, 292},
    BlockType{16, "IQ2_XXS", 256, 66}, BlockType{17, "IQ2_XS", 256, 74},
    BlockType{18, "IQ3_XXS", 256, 98}, BlockType{19, "IQ1_S", 256, 50},
    BlockType{20, "IQ4_NL", 32, 18},   BlockType{21, "IQ3_S", 256, 110},
    BlockType{22, "IQ2_S", 256, 82},   BlockType{23, "IQ4_XS", 256, 136},
    BlockType{24, "I8", 1, 1},         BlockType{25, "I16", 1, 2},
    BlockType{26, "I32", 1, 4},        BlockType{27, "I64", 1, 8},
    BlockType{28, "F64", 1, 8},        BlockType{29, "IQ1_M", 256, 56},
    BlockType{30, "BF16", 1, 2},       BlockType{34, "TQ1_0", 256, 54},
    BlockType{35, "TQ2_0", 256, 66},   BlockType{39, "MXFP4", 32, 17},
    BlockType{40, "NVFP4", 64, 36},
};

enum class ValueType : std::uint32_t {
  u8,
  i8,
  u16,
  i16,
  u32,
  i32,
  f32,
  boolean,
  text,
  list,
  u64,
  i64,
  f64
};

// Counts above these are damage, not models.
constexpr std::uint64_t most_tensors = 1'000'000;
constexpr std::uint64_t most_values = 1'000'000;
constexpr std::uint64_t longest_list = 100'000'000;
constexpr std::uint64_t longest_kept_list = 4096;
constexpr int deepest_list = 4;
constexpr std::uint32_t most_dimensions = 8;

class Reader {
 public:
  explicit Reader(const io::Source& file) : file_(file), text_(file.text()) {}

  [[noreturn]] void refuse(std::string expected, std::string got) const {
    Diagnostic d;
    d.where = file_.whole();
    d.field = fmt::format("byte {}", at_);
    d.expected = std::move(expected);
    d.got = std::move(got);
    d.code = "bad-gguf";
    d.hint = "download the file again, or name the config.json of the model";
    throw InputError(ExitCode::usage, std::move(d));
  }

  std::string_view take(std::uint64_t count, std::string_view what) {
    if (count > text_.size() - at_) {
      refuse(fmt::format("{} bytes of {}", count, what),
             fmt::format("the end of the file after {} bytes", text_.size() - at_));
    }
    const std::string_view bytes = text_.substr(at_, static_cast<std::size_t>(count));
    at_ += static_cast<std::size_t>(count);
    return bytes;
  }

  // Little-endian, as all current files are and as all machines we build for are.
  template <class Number>
  Number number(std::string_view what) {
    static_assert(std::endian::native == std::endian::little);
    Number value{};
    const std::string_view bytes = take(sizeof value, what);
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }

  std::string_view text(std::string_view what) { return take(number<std::uint64_t>(what), what); }

 private:
  const io::Source& file_;
  std::string_view text_;
  std::size_t at_ = 0;
};

struct Value {
  std::optional<std::int64_t> integer;
  std::optional<std::string> text;
  std::optional<std::vector<std::int64_t>> list;
  std::optional<std::int64_t> length;  // of a list
};

Value read_value(Reader& in, ValueType type, int depth);

std::int64_t clamped(std::uint64_t value) {
  constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(value > most ? most : value);
}

Value read_list(Reader& in, int depth) {
  if (depth >= deepest_list) {
    in.refuse("lists at most 4 deep", "a deeper one");
  }
  const auto type = static_cast<ValueType>(in.number<std::uint32_t>("a list type"));
  const auto count = in.number<std::uint64_t>("a list length");
  if (count > longest_list) {
    in.refuse("a list of at most 100 million", fmt::format("{}", count));
  }
  Value value;
  value.length = clamped(count);
  std::vector<std::int64_t> numbers;
  bool whole = count <= longest_kept_list;
  for (std::uint64_t i = 0; i < count; ++i) {  // ends at the end of the file at the latest
    const Value item = read_value(in, type, depth + 1);
    whole = whole && item.integer.has_value();
    if (whole) {
      numbers.push_back(*item.integer);
    }
  }
  if (whole) {
    value.list = std::move(numbers);
  }
  return value;
}

Value read_value(Reader& in, ValueType type, int depth) {
  constexpr std::string_view what = "a metadata value";
  switch (type) {
    case ValueType::u8: return {in.number<std::uint8_t>(what), {}, {}, {}};
    case ValueType::i8: return {in.number<std::int8_t>(what), {}, {}, {}};
    case ValueType::u16: return {in.number<std::uint16_t>(what), {}, {}, {}};
    case ValueType::i16: return {in.number<std::int16_t>(what), {}, {}, {}};
    case ValueType::u32: return {in.number<std::uint32_t>(what), {}, {}, {}};
    case ValueType::i32: return {in.number<std::int32_t>(what), {}, {}, {}};
    case ValueType::boolean: return {in.number<std::uint8_t>(what) != 0 ? 1 : 0, {}, {}, {}};
    case ValueType::u64: return {clamped(in.number<std::uint64_t>(what)), {}, {}, {}};
    case ValueType::i64: return {in.number<std::int64_t>(what), {}, {}, {}};
    case ValueType::f32: in.take(4, what); return {};
    case ValueType::f64: in.take(8, what); return {};
    case ValueType::text: return {{}, std::string(in.text(what)), {}, {}};
    case ValueType::list: return read_list(in, depth);
  }
  in.refuse("a metadata type from 0 to 12", fmt::format("{}", static_cast<std::uint32_t>(type)));
}

void read_metadata(Reader& in, std::uint64_t count, GgufHeader& header) {
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::string key(in.text("a metadata key"));
    const auto type = static_cast<ValueType>(in.number<std::uint32_t>("a metadata type"));
    Value value = read_value(in, type, 0);
    if (value.integer) {
      header.integers[key] = *value.integer;
    }
    if (value.text) {
      header.texts[key] = std::move(*value.text);
    }
    if (value.list) {
      header.lists[key] = std::move(*value.list);
    }
    if (value.length) {
      header.list_lengths[key] = *value.length;
    }
  }
}

const BlockType& block_type(const Reader& in, std::uint32_t id) {
  for (const BlockType& type : block_types) {
    if (type.id == id) {
      return type;
    }
  }
  in.refuse("a known tensor type", fmt::format("type {}", id));
}

GgufTensor read_tensor(Reader& in) {
  GgufTensor tensor;
  tensor.name = std::string(in.text("a tensor name"));
  const auto dimensions = in.number<std::uint32_t>("a number of dimensions");
  if (dimensions > most_dimensions) {
    in.refuse("at most 8 dimensions", fmt::format("{}", dimensions));
  }
  // 2^56 elements times 8 bytes stay inside 64 bits.
  constexpr std::uint64_t most_elements = std::uint64_t{1} << 56;
  std::uint64_t elements = 1;
  for (std::uint32_t i = 0; i < dimensions; ++i) {
    const auto size = in.number<std::uint64_t>("a dimension");
    if (size == 0 || size > most_elements / elements) {
      in.refuse("a tensor below 2^56 elements", fmt::format("{} x {}", elements, size));
    }
    elements *= size;
    tensor.shape.push_back(static_cast<std::int64_t>(size));
  }
  const BlockType& type = block_type(in, in.number<std::uint32_t>("a tensor type"));
  in.number<std::uint64_t>("a tensor offset");
  if (!tensor.shape.empty() && tensor.shape.front() % type.elements != 0) {
    in.refuse(fmt::format("rows in blocks of {}", type.elements),
              fmt::format("rows of {}", tensor.shape.front()));
  }
  tensor.type = std::string(type.name);
  tensor.elements = static_cast<std::int64_t>(elements);
  tensor.bytes = tensor.elements / type.elements * type.bytes;
  return tensor;
}

}  // namespace

std::optional<std::int64_t> GgufHeader::integer(std::string_view key) const {
  const auto found = integers.find(key);
  return found == integers.end() ? std::nullopt : std::optional(found->second);
}

std::string GgufHeader::text(std::string_view key) const {
  const auto found = texts.find(key);
  return found == texts.end() ? std::string() : found->second;
}

bool GgufHeader::has_tensor(std::string_view name) const {
  for (const GgufTensor& tensor : tensors) {
    if (tensor.name == name) {
      return true;
    }
  }
  return false;
}

std::int64_t GgufHeader::elements() const {
  std::int64_t sum = 0;
  for (const GgufTensor& tensor : tensors) {
    sum += tensor.elements;
  }
  return sum;
}

Bytes GgufHeader::tensor_bytes() const {
  Bytes sum = Bytes::zero();
  for (const GgufTensor& tensor : tensors) {
    sum += Bytes::bytes(static_cast<double>(tensor.bytes));
  }
  return sum;
}

GgufHeader read_gguf(const io::Source& file) {
  Reader in(file);
  if (file.text().substr(0, 4) != "GGUF") {
    in.refuse("a GGUF file, which begins with 'GGUF'", rackrate::quoted(file.text().substr(0, 4)));
  }
  in.take(4, "the magic");
  GgufHeader header;
  header.version = in.number<std::uint32_t>("a version");
  if (header.version != 2 && header.version != 3) {
    in.refuse("a little-endian file of version 2 or 3", fmt::format("{}", header.version));
  }
  const auto tensors = in.number<std::uint64_t>("a tensor count");
  const auto values = in.number<std::uint64_t>("a metadata count");
  if (tensors > most_tensors || values > most_values) {
    in.refuse("at most a million tensors and values", fmt::format("{} and {}", tensors, values));
  }
  read_metadata(in, values, header);
  std::int64_t all = 0;
  for (std::uint64_t i = 0; i < tensors; ++i) {
    header.tensors.push_back(read_tensor(in));
    if (header.tensors.back().elements > std::numeric_limits<std::int64_t>::max() - all) {
      in.refuse("tensors below 2^63 elements in all", "more");
    }
    all += header.tensors.back().elements;
  }
  return header;
}

}  // namespace rackrate::catalog
