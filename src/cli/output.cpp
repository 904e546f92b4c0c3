// SPDX-License-Identifier: Apache-2.0
#include "cli/output.hpp"

namespace rackrate::cli {

Output::Output(const Options& options)
    : style_(page_style(options)), json_(options.json, "--json") {}

void Output::json(const std::function<std::string()>& make) {
  if (json_.wanted()) {
    json_.write(make());
  }
}

void Output::page(const std::function<std::string()>& make) {
  if (!json_.is_standard_output()) {
    write_standard_output(make());
  }
}

}  // namespace rackrate::cli
