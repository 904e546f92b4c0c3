// SPDX-License-Identifier: Apache-2.0
// The message of a call that must fail, checked for the form every message has.
#pragma once

#include "core/diagnostic.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace rackrate::test {

/// Every required slot filled, a hint, no full stop at the end and none of the words we avoid.
inline void check_form(const Diagnostic& d) {
  const std::string text = render(d);
  INFO(text);
  CHECK_FALSE(missing_slot(d));
  CHECK_FALSE(d.hint.empty());
  for (const std::string* slot : {&d.expected, &d.got, &d.why, &d.hint}) {
    CHECK((slot->empty() || slot->back() != '.'));
    CHECK(slot->find("invalid") == std::string::npos);
    CHECK(slot->find("please") == std::string::npos);
  }
}

/// The messages of the InputError that `call` throws.
template <class Call>
std::vector<Diagnostic> diagnostics_of(Call&& call) {
  try {
    call();
  } catch (const InputError& error) {
    for (const Diagnostic& d : error.diagnostics()) {
      check_form(d);
    }
    return error.diagnostics();
  }
  FAIL("expected an InputError");
  return {};
}

/// The only message of the InputError that `call` throws.
template <class Call>
Diagnostic diagnostic_of(Call&& call) {
  const std::vector<Diagnostic> all = diagnostics_of(call);
  REQUIRE(all.size() == 1);
  return all.front();
}

}  // namespace rackrate::test
