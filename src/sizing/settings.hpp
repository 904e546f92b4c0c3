// SPDX-License-Identifier: Apache-2.0
// Engine settings that the user states, in place of the engine's own.
#pragma once

#include "core/assumption.hpp"
#include "sizing/deployment.hpp"

namespace rackrate::sizing {

/// `deployment` with "engine.*" of the register where those are known.
Deployment with_settings(Deployment deployment, const Register& assumptions);

}  // namespace rackrate::sizing
