// SPDX-License-Identifier: Apache-2.0
// Turns a deployment and its kernel constants into the coefficients of the step-time formula.
#pragma once

#include "serving/kernel_choice.hpp"
#include "serving/step_time.hpp"

namespace rackrate::serving {

StepTerms step_terms(const sizing::Deployment& deployment, const KernelChoice& choice);

}  // namespace rackrate::serving
