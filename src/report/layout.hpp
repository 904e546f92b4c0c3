// SPDX-License-Identifier: Apache-2.0
// Text on a grid of terminal cells: widths, padding, wrapping, cutting.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rackrate::report {

/// Cells that `text` takes: UTF-8 code points, ANSI sequences not counted. East Asian wide
/// characters and emoji count two, combining marks none.
int display_width(std::string_view text);

std::string pad_right(std::string_view text, int width);
std::string pad_left(std::string_view text, int width);

/// `text` in at most `width` cells, its end replaced by "…" if it is longer.
std::string cut(std::string_view text, int width);

/// Words of `text` in lines of at most `width` cells. A longer word gets a line of its own.
std::vector<std::string> wrap(std::string_view text, int width);

/// A paragraph with its first line after `lead` and the others indented to the same column.
std::string paragraph(std::string_view lead, std::string_view text, int width);

}  // namespace rackrate::report
