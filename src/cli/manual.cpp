// SPDX-License-Identifier: Apache-2.0
#include "cli/manual.hpp"

#include "report/layout.hpp"

namespace rackrate::cli {
namespace {

using report::Style;
using report::Tone;

constexpr int name_column = 26;

std::string row(std::string_view name, std::string_view text, const Style& style) {
  return report::paragraph(report::pad_right("  " + std::string(name), name_column), text,
                           style.width);
}

}  // namespace

std::string overview(const Style& style) {
  std::string out =
      "rackrate tells from your token usage whether to rent tokens or run GPUs.\n\n"
      "usage: rackrate COMMAND [OPTIONS]\n";
  std::string_view job;
  for (const Command& command : commands()) {
    if (command.job != job) {
      job = command.job;
      out += "\n" + style(Tone::strong, job) + "\n";
    }
    out += row(command.name, command.summary, style);
  }
  out += "\n" + style(Tone::strong, "Help") + "\n";
  out += row("help COMMAND", "the options of a command", style);
  out += row("version", "the version of this program", style);
  return out + "\nStart with: rackrate plan usage.csv --model llama-3.3-70b\n";
}

std::string help(const Command& command, const Style& style) {
  const std::string arguments =
      command.arguments.empty() ? "" : " " + std::string(command.arguments);
  std::string out = "usage: rackrate " + std::string(command.name) + arguments + " [OPTIONS]\n\n" +
                    std::string(command.summary) + "\n";
  for (const FlagGroup* group : command.groups) {
    out += "\n" + style(Tone::strong, group->title) + "\n";
    for (const Flag& flag : group->flags) {
      const std::string value = flag.value.empty() ? "" : " " + std::string(flag.value);
      out += row(std::string(flag.name) + value, flag.help, style);
    }
  }
  return out + "\nExample: " + std::string(command.example) + "\n";
}

std::string option_list() {
  std::string out;
  for (const Command& command : commands()) {
    for (const FlagGroup* group : command.groups) {
      for (const Flag& flag : group->flags) {
        out += std::string(command.name) + " " + std::string(flag.name) + "\n";
      }
    }
  }
  return out;
}

}  // namespace rackrate::cli
