// SPDX-License-Identifier: Apache-2.0
// The answer of a command: a page on standard output, JSON where --json asks for it.
#pragma once

#include "cli/options.hpp"
#include "cli/output_file.hpp"
#include "cli/terminal.hpp"

#include <functional>
#include <string>

namespace rackrate::cli {

class Output {
 public:
  /// Opens the JSON file, if there is one, before any work is done.
  explicit Output(const Options& options);

  const report::Style& style() const { return style_; }
  void json(const std::function<std::string()>& make);
  /// Left out where the JSON goes to standard output.
  void page(const std::function<std::string()>& make);

 private:
  report::Style style_;
  OutputFile json_;
};

}  // namespace rackrate::cli
