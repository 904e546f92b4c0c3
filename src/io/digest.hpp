// SPDX-License-Identifier: Apache-2.0
// SHA-256, so that a result can name exactly the inputs it came from.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace rackrate::io {

/// A digest that grows with the data.
class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  ~Sha256();

  void add(std::string_view bytes);
  /// Of everything added so far, in lower-case hex; more may be added afterwards.
  std::string hex() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Lower-case hex.
std::string sha256_hex(std::string_view bytes);

}  // namespace rackrate::io
