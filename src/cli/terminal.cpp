// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.hpp"

#include "cli/fault.hpp"
#include "io/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/ioctl.h>
#include <unistd.h>

namespace rackrate::cli {
namespace {

constexpr int widest = 100;  // longer lines are hard to read
constexpr int narrowest = 60;
constexpr std::size_t most_messages = 20;

bool may_colour(int descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return isatty(descriptor) == 1 && (no_color == nullptr || *no_color == '\0') &&
         (term == nullptr || std::strcmp(term, "dumb") != 0);
}

int terminal_width() {
  winsize size{};
  if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
      size.ws_col > 0) {
    return std::clamp(static_cast<int>(size.ws_col), narrowest, widest);
  }
  return widest;
}

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "error";
}

// The severity is the only coloured word.
std::string coloured(const Diagnostic& message, const report::Style& style) {
  std::string text = render(message);
  const std::string plain = ": " + std::string(word(message.severity)) + ": ";
  const auto at = text.find(plain);
  if (style.colour && at != std::string::npos) {
    const auto tone =
        message.severity == Severity::error ? report::Tone::bad : report::Tone::caution;
    text.replace(at + 2, word(message.severity).size(), style(tone, word(message.severity)));
  }
  return text;
}

}  // namespace

void write_standard_output(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (written && std::fflush(stdout) == 0) {
    return;
  }
  if (errno == EPIPE) {
    throw BrokenPipe{};
  }
  refuse(fault("standard output", "to write the answer", quoted(std::strerror(errno)),
               "cannot-write"));
}

report::Style page_style(const Options& options) {
  Diagnostics faults;
  report::Style style{may_colour(STDOUT_FILENO), terminal_width()};
  if (options.color == "always" || options.color == "never") {
    style.colour = options.color == "always";
  } else if (!options.color.empty() && options.color != "auto") {
    faults.add(fault("--color", "auto, always or never", quoted(options.color), "bad-value"));
  }
  if (!options.width.empty()) {
    const std::optional<std::int64_t> width = io::parse_whole(options.width);
    if (width && *width >= narrowest && *width <= 1000) {
      style.width = static_cast<int>(*width);
    } else {
      faults.add(fault("--width", "a number of columns from 60, e.g. 100", quoted(options.width),
                       "bad-value"));
    }
  }
  faults.throw_if_errors(ExitCode::usage);
  return style;
}

void print_messages(const std::vector<Diagnostic>& messages) {
  const report::Style style{may_colour(STDERR_FILENO), widest};
  std::vector<const Diagnostic*> ordered;
  for (const Diagnostic& message : messages) {
    ordered.push_back(&message);
  }
  std::stable_sort(ordered.begin(), ordered.end(), [](const Diagnostic* a, const Diagnostic* b) {
    return a->severity < b->severity;
  });
  std::string text;
  for (std::size_t i = 0; i < std::min(ordered.size(), most_messages); ++i) {
    text += coloured(*ordered[i], style);
  }
  if (ordered.size() > most_messages) {
    text += fmt::format("rackrate: and {} more\n", ordered.size() - most_messages);
  }
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace rackrate::cli
