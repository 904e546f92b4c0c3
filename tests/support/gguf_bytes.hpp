// SPDX-License-Identifier: Apache-2.0
// Writes GGUF headers for tests.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace rackrate::test {

class GgufBytes {
 public:
  explicit GgufBytes(std::uint32_t version = 3) : version_(version) {}

  GgufBytes& text(const std::string& key, const std::string& value) {
    start(key, 8);
    put_text(values_, value);
    return *this;
  }
  GgufBytes& number(const std::string& key, std::uint32_t value) {
    start(key, 4);
    put(values_, value);
    return *this;
  }
  GgufBytes& texts(const std::string& key, std::uint64_t count) {
    start(key, 9);
    put(values_, std::uint32_t{8});
    put(values_, count);
    for (std::uint64_t i = 0; i < count; ++i) {
      put_text(values_, "t");
    }
    return *this;
  }
  GgufBytes& numbers(const std::string& key, const std::vector<std::uint32_t>& items) {
    start(key, 9);
    put(values_, std::uint32_t{4});
    put(values_, std::uint64_t{items.size()});
    for (const std::uint32_t item : items) {
      put(values_, item);
    }
    return *this;
  }
  /// `type` is the id of the block type: 0 F32, 12 Q4_K, 14 Q6_K.
  GgufBytes& tensor(const std::string& name, const std::vector<std::uint64_t>& shape,
                    std::uint32_t type) {
    put_text(tensors_, name);
    put(tensors_, static_cast<std::uint32_t>(shape.size()));
    for (const std::uint64_t size : shape) {
      put(tensors_, size);
    }
    put(tensors_, type);
    put(tensors_, std::uint64_t{0});
    ++tensor_count_;
    return *this;
  }
  std::string bytes() const {
    std::string out = "GGUF";
    put(out, version_);
    put(out, tensor_count_);
    put(out, value_count_);
    return out + values_ + tensors_;
  }

 private:
  template <class Number>
  static void put(std::string& out, Number value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof value);
  }
  static void put_text(std::string& out, const std::string& text) {
    put(out, std::uint64_t{text.size()});
    out += text;
  }
  void start(const std::string& key, std::uint32_t type) {
    put_text(values_, key);
    put(values_, type);
    ++value_count_;
  }

  std::uint32_t version_;
  std::uint64_t tensor_count_ = 0;
  std::uint64_t value_count_ = 0;
  std::string values_;
  std::string tensors_;
};

}  // namespace rackrate::test
