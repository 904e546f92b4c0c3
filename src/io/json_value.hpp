// SPDX-License-Identifier: Apache-2.0
// The full definition of io::Json, for the few files that build JSON documents.
#pragma once

#include "io/json.hpp"

#include <nlohmann/json.hpp>
