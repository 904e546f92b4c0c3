// SPDX-License-Identifier: Apache-2.0
#include "cli/command_table.hpp"

#include "cli/commands/commands.hpp"

namespace rackrate::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> table = {
      {"plan",
       "Decide",
       "USAGE...",
       "whether to rent tokens or run GPUs: the decision page",
       "rackrate plan usage.csv --model llama-3.3-70b",
       {&model_flag(), &deployment_flags(), &limit_flags(), &price_flags(), &assumption_flags(),
        &usage_flags(), &catalog_flags(), &output_flags()},
       plan},
      {"profile",
       "Understand",
       "USAGE...",
       "the workload alone: totals, shape over time, lengths, who uses what",
       "rackrate profile usage.csv --json workload.json",
       {&usage_flags(), &trace_flag(), &query_flags(), &catalog_flags(), &output_flags()},
       profile},
      {"size",
       "Understand",
       "",
       "what a model fits on, and what each deployment serves",
       "rackrate size --model llama-3.3-70b --gpu h100-sxm",
       {&model_flag(), &deployment_flags(), &size_flags(), &limit_flags(), &assumption_flags(),
        &catalog_flags(), &output_flags()},
       size},
      {"prices",
       "Look up",
       "[list | show NAME]",
       "the price book: API prices by token class, GPU prices by term",
       "rackrate prices show llama-3.3-70b",
       {&model_flag(), &gpu_flag(), &price_flags(), &catalog_flags(), &output_flags()},
       prices},
      {"init",
       "Start",
       "[FILE]",
       "write a commented scenario file with every assumption in it",
       "rackrate init scenario.toml",
       {&assumption_flags(), &data_flag(), &help_flag()},
       init},
  };
  return table;
}

const Command* find_command(std::string_view name) {
  for (const Command& command : commands()) {
    if (command.name == name) {
      return &command;
    }
  }
  return nullptr;
}

}  // namespace rackrate::cli
