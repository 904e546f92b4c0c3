// SPDX-License-Identifier: Apache-2.0
// What a user names on the command line as usage, as inputs: a file, a folder, a zip archive.
#pragma once

#include "io/input.hpp"

#include <filesystem>
#include <vector>

namespace rackrate::io {

/// One input for a file or "-"; every regular file of a folder and below, in order of name (hidden
/// ones left out); every file inside a zip archive, named "archive.zip:member". Throws InputError
/// (exit code 3) as Input::open does, `bad-compression` for a damaged archive, and `no-file` for a
/// folder or an archive without files.
std::vector<Input> open_inputs(const std::filesystem::path& path);

}  // namespace rackrate::io
