// SPDX-License-Identifier: Apache-2.0
// What every page of text is made of: a label in the margin and its content beside it, and the
// spelling of things that may be unknown.
#pragma once

#include "core/date.hpp"
#include "core/tokens.hpp"
#include "report/style.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rackrate::report {

inline constexpr int margin = 2;         ///< blank cells on the left
inline constexpr int label_column = 14;  ///< where content begins

/// The page as it grows.
class Page {
 public:
  explicit Page(Style style) : style_(style) {}

  const Style& style() const { return style_; }
  void blank() { text_ += "\n"; }
  /// "  Label       first line", wrapped, the rest under the first line.
  void labelled(std::string_view label, std::string_view text);
  /// The same for things that must not be broken across lines.
  void labelled(std::string_view label, const std::vector<std::string>& things);
  /// More under the last label.
  void under(std::string_view text);
  /// "  Heading" on a line of its own.
  void heading(std::string_view text, std::string_view quiet_rest = {});
  /// Text that is already laid out.
  void raw(std::string_view text) { text_ += text; }
  /// A wrapped paragraph in the margin.
  void paragraph(std::string_view text);
  /// "    · item", wrapped.
  void item(std::string_view lead, std::string_view text);

  /// A numbered list under "Notes", made printable, or nothing.
  void notes(const std::vector<std::string>& notes);

  std::string take() { return std::move(text_); }

 private:
  Style style_;
  std::string text_;
};

inline constexpr std::string_view unknown_text = "?";

/// "1 request", "2 requests" with the count grouped or shortened as format_count does.
std::string counted(double count, std::string_view one, std::string_view many);
std::string count_text(MaybeCount count);             ///< "22,361,870" or "?"
std::string ratio_text(std::optional<double> ratio);  ///< "1.5x" or "?"
std::string clock_text(Instant instant);              ///< "2023-11-16 18:15"
/// "a", "a and b", "a, b and c".
std::string join(const std::vector<std::string>& parts, std::string_view last = " and ",
                 std::string_view between = ", ");
/// After "per": "minute", "5 min", "hour", "2 days".
std::string step_text(Seconds step);
/// A setting as people write it: whole numbers in full, others with at most three significant
/// digits and no zeros at the end; "?" for NaN.
std::string plain_number(double value);

}  // namespace rackrate::report
