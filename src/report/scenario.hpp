// SPDX-License-Identifier: Apache-2.0
// A scenario file to start from, made of the assumptions themselves, so that it names every key.
#pragma once

#include "core/assumption.hpp"

#include <string>

namespace rackrate::report {

/// TOML in which every line is a comment: what each assumption is, its range, unit and source, and
/// the line to change.
std::string scenario_template(const Register& assumptions);

}  // namespace rackrate::report
