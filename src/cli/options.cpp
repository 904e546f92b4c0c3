// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

namespace rackrate::cli {
namespace {

const Flag gpu{"--gpu", "NAME", "only this GPU, e.g. h100-sxm", &Options::gpu};
const Flag data{"--data", "DIR", "files that replace those inside the program", &Options::data};
const Flag help{"--help", "", "this text", &Options::help};

}  // namespace

const FlagGroup& gpu_flag() {
  static const FlagGroup group{"GPU", {gpu}};
  return group;
}

const FlagGroup& data_flag() {
  static const FlagGroup group{"Catalog", {data}};
  return group;
}

const FlagGroup& help_flag() {
  static const FlagGroup group{"Output", {help}};
  return group;
}

const FlagGroup& usage_flags() {
  static const FlagGroup group{
      "Usage files",
      {{"--format", "NAME", "the format of the files, where detection by content is wrong",
        &Options::format},
       {"--columns", "OURS=THEIRS", "which column holds what, e.g. timestamp=ts,input=prompt",
        &Options::columns},
       {"--rejects", "FILE", "write the rows that were not understood, with the reason",
        &Options::rejects},
       {"--allow-rejects", "SHARE", "go on with up to this share of them, e.g. 5% (default 0.1%)",
        &Options::allow_rejects},
       {"--allow-overlap", "", "count the same file, or the same hours of a report, twice",
        &Options::allow_overlap},
       {"--fail-on", "warn", "exit with 4 if there was a warning", &Options::fail_on}}};
  return group;
}

const FlagGroup& trace_flag() {
  static const FlagGroup group{
      "Replay",
      {{"--trace", "FILE", "write every request as a trace in Mooncake's JSON Lines format",
        &Options::trace}}};
  return group;
}

const FlagGroup& query_flags() {
  static const FlagGroup group{
      "Query for a warehouse, instead of usage files",
      {{"--sql", "DIALECT", "print it: duckdb, postgres, clickhouse, bigquery, spark or trino",
        &Options::sql},
       {"--table", "NAME", "the table, as the query should name it (default requests)",
        &Options::table},
       {"--map", "OURS=EXPRESSION", "what is in it, e.g. timestamp=created_at; may be repeated",
        &Options::map}}};
  return group;
}

const FlagGroup& model_flag() {
  static const FlagGroup group{
      "Model",
      {{"--model", "NAME|FILE", "a model of the catalog, a config.json or a GGUF file",
        &Options::model}}};
  return group;
}

const FlagGroup& deployment_flags() {
  static const FlagGroup group{
      "Deployment",
      {gpu,
       {"--engine", "NAME", "the serving engine (default vllm)", &Options::engine},
       {"--quant", "FORMAT", "only this weight format, e.g. fp8", &Options::quant},
       {"--tp", "N", "only this tensor-parallel size", &Options::tp}}};
  return group;
}

const FlagGroup& limit_flags() {
  static const FlagGroup group{
      "Latency limits",
      {{"--slo-ttft", "TIME", "time to the first token that 95 % of requests meet, e.g. \"1 s\"",
        &Options::slo_ttft},
       {"--slo-tpot", "TIME", "time per output token that 95 % of requests meet, e.g. \"50 ms\"",
        &Options::slo_tpot}}};
  return group;
}

const FlagGroup& price_flags() {
  static const FlagGroup group{
      "Prices",
      {{"--host", "NAME", "price this API host too, e.g. deepinfra", &Options::host},
       {"--term", "TERM", "how GPUs are paid for, e.g. reserved_36mo or owned", &Options::term}}};
  return group;
}

const FlagGroup& assumption_flags() {
  static const FlagGroup group{
      "Assumptions",
      {{"--profile", "NAME", "the set of assumptions to start from (default: default)",
        &Options::profile},
       {"--scenario", "FILE", "a TOML file of your own figures (see rackrate init)",
        &Options::scenario},
       {"--set", "NAME=VALUE", "one figure, e.g. people.engineers=0.5; may be repeated",
        &Options::settings}}};
  return group;
}

const FlagGroup& size_flags() {
  static const FlagGroup group{
      "Rows",
      {{"--all", "", "every deployment tried, not only the smallest that fits", &Options::every}}};
  return group;
}

const FlagGroup& catalog_flags() {
  static const FlagGroup group{
      "Catalog",
      {data,
       {"--as-of", "DATE", "prices in force on this day, YYYY-MM-DD (default today)",
        &Options::as_of}}};
  return group;
}

const FlagGroup& output_flags() {
  static const FlagGroup group{
      "Output",
      {{"--json", "FILE", "the answer as JSON; - is standard output, instead of the page",
        &Options::json},
       {"--color", "WHEN", "auto, always or never (default auto; NO_COLOR is respected)",
        &Options::color},
       {"--width", "N", "columns of the page (default: the terminal's, at most 100)",
        &Options::width},
       help}};
  return group;
}

}  // namespace rackrate::cli
