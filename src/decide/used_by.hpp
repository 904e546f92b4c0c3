// SPDX-License-Identifier: Apache-2.0
// Which parts of a plan rest on which assumption.
#pragma once

#include "core/assumption.hpp"
#include "decide/priced.hpp"
#include "decide/response.hpp"

#include <vector>

namespace rackrate::decide {

void mark_used(Register& assumptions, const std::vector<Priced>& options,
               const std::vector<Response>& responses);

}  // namespace rackrate::decide
