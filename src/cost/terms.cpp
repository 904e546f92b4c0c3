// SPDX-License-Identifier: Apache-2.0
#include "cost/terms.hpp"

namespace rackrate::cost {

Terms terms(const Register& assumptions) {
  Terms out;
  for (const TermRow& row : term_rows) {
    out.*row.field = assumptions.value(row.id, row.unit);
  }
  return out;
}

}  // namespace rackrate::cost
