// SPDX-License-Identifier: Apache-2.0
// Every option of every command, declared once: parsing, help, the man page check and messages all
// come from the table in options.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rackrate::cli {

/// What was typed, not yet understood. Empty means not given.
struct Options {
  std::vector<std::string> arguments;  ///< what is not an option: usage files, names

  std::string model;
  std::string gpu;
  std::string engine;
  std::string quant;
  std::string tp;
  std::string host;
  std::string term;
  std::string slo_ttft;
  std::string slo_tpot;

  std::string profile;
  std::string scenario;
  std::vector<std::string> settings;
  std::string data;
  std::string as_of;

  std::string format;
  std::string columns;
  std::string rejects;
  std::string allow_rejects;
  bool allow_overlap = false;
  std::string fail_on;

  std::string sql;
  std::string table;
  std::vector<std::string> map;
  std::string trace;

  std::string json;
  std::string color;
  std::string width;
  bool every = false;
  bool help = false;
};

struct Flag {
  std::string_view name;   ///< "--model"
  std::string_view value;  ///< "NAME"; empty for a switch
  std::string_view help;
  std::variant<std::string Options::*, std::vector<std::string> Options::*, bool Options::*> target;
};

/// Options that belong together, under their heading in the help.
struct FlagGroup {
  std::string_view title;
  std::vector<Flag> flags;
};

const FlagGroup& usage_flags();  ///< how usage files are read
const FlagGroup& query_flags();  ///< a query instead of usage files
const FlagGroup& trace_flag();
const FlagGroup& deployment_flags();  ///< which model on which hardware
const FlagGroup& limit_flags();       ///< latency limits
const FlagGroup& price_flags();       ///< which hosts and terms
const FlagGroup& assumption_flags();  ///< profile, scenario, settings
const FlagGroup& size_flags();        ///< which rows to show
const FlagGroup& model_flag();
const FlagGroup& catalog_flags();  ///< data folder and date
const FlagGroup& output_flags();
const FlagGroup& gpu_flag();
const FlagGroup& data_flag();
const FlagGroup& help_flag();

}  // namespace rackrate::cli
