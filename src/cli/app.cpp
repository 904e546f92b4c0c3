// SPDX-License-Identifier: Apache-2.0
#include "cli/app.hpp"

#include "cli/command_table.hpp"
#include "cli/fault.hpp"
#include "cli/manual.hpp"
#include "cli/parse.hpp"
#include "cli/terminal.hpp"
#include "core/spelling.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace rackrate::cli {
namespace {

constexpr std::string_view version_line = "rackrate " RACKRATE_VERSION "\n";

const Command& require_command(const std::string& name) {
  if (const Command* command = find_command(name)) {
    return *command;
  }
  std::vector<std::string> known;
  for (const Command& command : commands()) {
    known.emplace_back(command.name);
  }
  const std::string guess = did_you_mean(name, known);
  refuse(fault("command", "a command, e.g. plan", quoted(name), "unknown-command",
               guess.empty() ? "rackrate help lists them" : guess));
}

ExitCode print(std::string_view text) {
  write_standard_output(text);
  return ExitCode::ok;
}

ExitCode dispatch(std::vector<std::string> words) {
  if (words.empty()) {
    std::fputs(overview(page_style({})).c_str(), stderr);
    return ExitCode::usage;
  }
  const std::string name = words.front();
  words.erase(words.begin());
  if (name == "version" || name == "--version") {
    return print(version_line);
  }
  if (name == "--dump-options") {
    return print(option_list());
  }
  if (name == "help" || name == "--help" || name == "-h") {
    return print(words.empty() ? overview(page_style({}))
                               : help(require_command(words.front()), page_style({})));
  }
  if (name.starts_with("-")) {
    refuse(fault(name, "a command first, e.g. rackrate plan usage.csv", quoted(name),
                 "unknown-option", "rackrate help lists the commands"));
  }
  const Command& command = require_command(name);
  const Options options = parse(command, std::move(words));
  return options.help ? print(help(command, page_style(options))) : command.run(options);
}

// What we did wrong, and what we need to see to repair it.
ExitCode report_bug(const char* what, int argc, char** argv) {
  std::string line = "rackrate";
  for (int i = 1; i < argc; ++i) {
    line += std::string(" ") + argv[i];
  }
  fmt::print(stderr,
             "rackrate: bug: {}\n  this is our mistake; report it with version {} and the command "
             "line: {}\n",
             what, RACKRATE_VERSION, line);
  return ExitCode::bug;
}

}  // namespace

int run(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a write then fails with EPIPE, which ends quietly
  ExitCode code = ExitCode::ok;
  try {
    code = dispatch({argv + 1, argv + argc});
  } catch (const BrokenPipe&) {
    code = ExitCode::ok;
  } catch (const InputError& error) {
    print_messages(error.diagnostics());
    code = error.code();
  } catch (const std::exception& error) {
    code = report_bug(error.what(), argc, argv);
  }
  return static_cast<int>(code);
}

}  // namespace rackrate::cli
