// SPDX-License-Identifier: Apache-2.0
#include "cli/open_usage.hpp"

#include "io/inputs.hpp"

#include <filesystem>
#include <glob.h>
#include <utility>

namespace rackrate::cli {
namespace {

// The name itself where it is no pattern, or where nothing matches: opening it says what is wrong.
std::vector<std::string> matches(const std::string& name) {
  std::error_code ignored;
  if (name.find_first_of("*?[") == std::string::npos || std::filesystem::exists(name, ignored)) {
    return {name};
  }
  std::vector<std::string> found{name};
  glob_t result{};
  if (glob(name.c_str(), 0, nullptr, &result) == 0) {
    found.assign(result.gl_pathv, result.gl_pathv + result.gl_pathc);
  }
  globfree(&result);
  return found;
}

}  // namespace

std::vector<io::Input> open_usage(const std::vector<std::string>& names) {
  std::vector<io::Input> inputs;
  Diagnostics faults;
  for (const std::string& name : names) {
    for (const std::string& path : matches(name)) {
      try {
        for (io::Input& input : io::open_inputs(path)) {
          inputs.push_back(std::move(input));
        }
      } catch (const InputError& error) {
        for (const Diagnostic& diagnostic : error.diagnostics()) {
          faults.add(diagnostic);
        }
      }
    }
  }
  faults.throw_if_errors(ExitCode::input_data);
  return inputs;
}

}  // namespace rackrate::cli
