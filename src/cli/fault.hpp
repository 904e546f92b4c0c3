// SPDX-License-Identifier: Apache-2.0
// Messages about the command line itself.
#pragma once

#include "core/diagnostic.hpp"

#include <string>
#include <utility>

namespace rackrate::cli {

inline Diagnostic fault(std::string field, std::string expected, std::string got, std::string code,
                        std::string hint = {}) {
  Diagnostic out;
  out.field = std::move(field);
  out.expected = std::move(expected);
  out.got = std::move(got);
  out.code = std::move(code);
  out.hint = std::move(hint);
  return out;
}

[[noreturn]] inline void refuse(Diagnostic fault, ExitCode code = ExitCode::usage) {
  throw InputError(code, std::move(fault));
}

}  // namespace rackrate::cli
