// SPDX-License-Identifier: Apache-2.0
// Where the answer and the messages go: standard output and error, with or without colour.
#pragma once

#include "cli/options.hpp"
#include "core/diagnostic.hpp"
#include "report/style.hpp"

#include <string_view>
#include <vector>

namespace rackrate::cli {

/// Whoever read our output went away. Not an error: `rackrate ... | head` ends quietly.
struct BrokenPipe {};

/// Throws BrokenPipe, or InputError `cannot-write` with the system's reason.
void write_standard_output(std::string_view text);

/// How the page looks, from --color, --width, NO_COLOR and the terminal. Throws InputError for a
/// value it does not know.
report::Style page_style(const Options& options);

/// Messages on standard error, errors first: the first 20, then "and N more".
void print_messages(const std::vector<Diagnostic>& messages);

}  // namespace rackrate::cli
