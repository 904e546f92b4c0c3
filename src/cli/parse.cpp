// SPDX-License-Identifier: Apache-2.0
#include "cli/parse.hpp"

#include "cli/fault.hpp"
#include "core/spelling.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <type_traits>

namespace rackrate::cli {
namespace {

void declare(CLI::App& app, const Flag& flag, Options& options) {
  const std::string name(flag.name);
  std::visit(
      [&](auto member) {
        using Value = std::decay_t<decltype(options.*member)>;
        if constexpr (std::is_same_v<Value, bool>) {
          app.add_flag(name, options.*member);
        } else if constexpr (std::is_same_v<Value, std::string>) {
          app.add_option(name, options.*member)->take_last();
        } else {
          app.add_option(name, options.*member)->allow_extra_args(false);
        }
      },
      flag.target);
}

std::vector<std::string> flag_names(const Command& command) {
  std::vector<std::string> names;
  for (const FlagGroup* group : command.groups) {
    for (const Flag& flag : group->flags) {
      names.emplace_back(flag.name);
    }
  }
  return names;
}

Diagnostic unknown(const Command& command, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  const std::string guess = did_you_mean(name, flag_names(command));
  return fault(name, "an option of rackrate " + std::string(command.name), quoted(word),
               "unknown-option",
               guess.empty() ? "rackrate help " + std::string(command.name) : guess);
}

// CLI11 begins its message with the option's name.
Diagnostic missing_value(const Command& command, const std::string& message) {
  const std::string name = message.substr(0, message.find_first_of(": "));
  for (const FlagGroup* group : command.groups) {
    for (const Flag& flag : group->flags) {
      if (flag.name == name) {
        return fault(name, std::string(flag.value) + ": " + std::string(flag.help), "nothing",
                     "missing-value");
      }
    }
  }
  return fault("command line", "options as in rackrate help " + std::string(command.name),
               quoted(message), "bad-option");
}

}  // namespace

Options parse(const Command& command, std::vector<std::string> words) {
  Options options;
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  for (const FlagGroup* group : command.groups) {
    for (const Flag& flag : group->flags) {
      declare(app, flag, options);
    }
  }
  std::reverse(words.begin(), words.end());  // as CLI11 wants them
  try {
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    refuse(missing_value(command, error.what()));
  }
  Diagnostics faults;
  for (const std::string& word : app.remaining()) {
    if (word == "--") {
      continue;
    }
    if (word.size() > 1 && word.front() == '-') {
      faults.add(unknown(command, word));
    } else {
      options.arguments.push_back(word);
    }
  }
  if (!faults.has_errors() && command.arguments.empty() && !options.arguments.empty()) {
    faults.add(fault("rackrate " + std::string(command.name), "options only",
                     quoted(std::string_view(options.arguments.front())), "unexpected-argument",
                     "rackrate help " + std::string(command.name)));
  }
  faults.throw_if_errors(ExitCode::usage);
  return options;
}

}  // namespace rackrate::cli
