// SPDX-License-Identifier: Apache-2.0
#include "report/page.hpp"

#include "core/printable.hpp"
#include "core/units_format.hpp"
#include "report/layout.hpp"

#include <cmath>
#include <utility>

namespace rackrate::report {

void Page::labelled(std::string_view label, std::string_view text) {
  const std::string lead = std::string(margin, ' ') + style_(Tone::strong, label);
  text_ += report::paragraph(pad_right(lead, label_column - 1) + " ", text, style_.width);
}

void Page::labelled(std::string_view label, const std::vector<std::string>& things) {
  std::string line;
  std::string_view shown = label;
  for (const std::string& thing : things) {
    if (!line.empty() &&
        label_column + display_width(line) + 3 + display_width(thing) > style_.width) {
      labelled(std::exchange(shown, {}), std::exchange(line, {}));
    }
    line += (line.empty() ? "" : "   ") + thing;
  }
  labelled(shown, line);
}

void Page::under(std::string_view text) {
  text_ += report::paragraph(std::string(label_column, ' '), text, style_.width);
}

void Page::heading(std::string_view text, std::string_view quiet_rest) {
  text_ += std::string(margin, ' ') + style_(Tone::strong, text);
  if (!quiet_rest.empty()) {
    text_ += "  " + style_(Tone::quiet, quiet_rest);
  }
  text_ += "\n";
}

void Page::paragraph(std::string_view text) {
  text_ += report::paragraph(std::string(margin, ' '), text, style_.width);
}

void Page::item(std::string_view lead, std::string_view text) {
  text_ +=
      report::paragraph(std::string(2 * margin, ' ') + std::string(lead) + " ", text, style_.width);
}

void Page::notes(const std::vector<std::string>& notes) {
  if (notes.empty()) {
    return;
  }
  blank();
  heading("Notes");
  for (std::size_t i = 0; i < notes.size(); ++i) {
    item(pad_left(std::to_string(i + 1), notes.size() > 9 ? 2 : 1) + ".", printable(notes[i]));
  }
}

std::string counted(double count, std::string_view one, std::string_view many) {
  const std::string text = format_count(count);
  return text + " " + std::string(text == "1" ? one : many);
}

std::string count_text(MaybeCount count) {
  return count.known() ? with_thousands(count.value()) : std::string(unknown_text);
}

std::string ratio_text(std::optional<double> ratio) {
  return ratio ? format_ratio(*ratio) : std::string(unknown_text);
}

std::string clock_text(Instant instant) {
  const std::string text = to_string(instant);
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

std::string join(const std::vector<std::string>& parts, std::string_view last,
                 std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      out += i + 1 == parts.size() ? last : between;
    }
    out += parts[i];
  }
  return out;
}

std::string step_text(Seconds step) {
  /// A unit, alone and after a number.
  struct Unit {
    Seconds length;
    std::string_view alone;
    std::string_view counted;
  };
  constexpr Unit units[] = {{day, "day", "days"},
                            {hour, "hour", "h"},
                            {Seconds::minutes(1), "minute", "min"},
                            {Seconds::seconds(1), "second", "s"}};
  for (const Unit& unit : units) {
    const double count = step / unit.length;
    if (count == 1) {
      return std::string(unit.alone);
    }
    if (count > 1 && count == std::floor(count)) {
      return with_thousands(static_cast<std::int64_t>(count)) + " " + std::string(unit.counted);
    }
  }
  return format_duration(step);
}

std::string plain_number(double value) {
  if (std::isnan(value)) {
    return std::string(unknown_text);
  }
  constexpr double largest_whole = 1e9;
  if (value == std::trunc(value) && std::abs(value) <= largest_whole) {
    return with_thousands(static_cast<std::int64_t>(value));
  }
  std::string text = significant(value, 3);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
      text.pop_back();
    }
  }
  return text;
}

}  // namespace rackrate::report
