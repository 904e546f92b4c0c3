// SPDX-License-Identifier: Apache-2.0
// Azure OpenAI: Azure Monitor metrics (az monitor metrics list; one series a metric and deployment)
// and the LLM log of API Management, in which only the row with sequence number 0 has the counts.
#include "ingest/formats/formats.hpp"
#include "ingest/ingest.hpp"
#include "ingest/reading.hpp"

#include <fmt/format.h>

#include <map>

namespace rackrate::ingest {
namespace {

enum class Metric { input, output, requests, other };

Metric metric_of(std::string_view name) {
  return name == "ProcessedPromptTokens" || name == "InputTokens"   ? Metric::input
         : name == "GeneratedTokens" || name == "OutputTokens"      ? Metric::output
         : name == "AzureOpenAIRequests" || name == "ModelRequests" ? Metric::requests
                                                                    : Metric::other;
}

Grain grain_of_interval(std::string_view interval) {
  return interval == "PT1M"              ? Grain::minute
         : interval.substr(0, 2) == "PT" ? Grain::hour
                                         : Grain::day;
}

// One point of one series is a row; the three series of a deployment make one record a time.
class AzureMetrics : public RowReader {
 public:
  AzureMetrics()
      : RowReader({.fields = {"timeStamp", "total"},
                   .meaning = {},
                   .traits = {.grain = Grain::minute, .in_order = false},
                   .sequential = true}) {
    format_.meaning = [this](Row& row, Part& part) { point(row, part); };
    format_.walk = [this](const io::JsonView& root, RowLoop& loop) { walk(root, loop); };
  }

 private:
  struct Key {
    Instant at;
    std::string deployment;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Counts {
    MaybeCount input;
    MaybeCount output;
    MaybeCount requests;
  };

  void walk(const io::JsonView& root, RowLoop& loop) {
    counts_.clear();
    loop.part().grain = grain_of_interval(root.find("interval").text());
    io::JsonItems metrics(root.find("value"));
    io::JsonView metric;
    for (std::size_t m = 0; metrics.next(metric); ++m) {
      metric_ = metric_of(metric.find("name", "value").text());
      io::JsonItems series_list(metric.find("timeseries"));
      io::JsonView series;
      for (std::size_t s = 0; series_list.next(series); ++s) {
        deployment_ = deployment_of(series);
        io::JsonItems points(series.find("data"));
        io::JsonView at;
        for (std::size_t p = 0; points.next(at); ++p) {
          loop.row(at, fmt::format("value>{}>timeseries>{}>data>{}", m, s, p));
        }
      }
    }
    for (const auto& [key, counts] : counts_) {
      TokenCounts tokens;
      tokens.input = counts.input;
      tokens.output = counts.output;
      loop.part().tag("deployment", key.deployment);
      loop.part().buckets = true;
      loop.part().emit(bucket(key.at, tokens, counts.requests), {},
                       fmt::format("{}|{}", key.at.ns, key.deployment));
      --loop.part().held;
    }
  }

  static std::string deployment_of(const io::JsonView& series) {
    io::JsonItems values(series.find("metadatavalues"));
    io::JsonView value;
    while (values.next(value)) {
      const std::string_view name = value.find("name", "value").text();
      if (name == "modeldeploymentname" || name == "ModelDeploymentName") {
        return std::string(value.find("value").text());
      }
    }
    return {};
  }

  void point(Row& row, Part& part) {
    if (metric_ == Metric::other || !row.known(1)) {
      part.skip();  // a gap
      return;
    }
    const Instant at = row.time(0);
    const MaybeCount total = row.count(1);
    if (!row.ok()) {
      return;
    }
    const auto [place, fresh] = counts_.try_emplace({at, deployment_});
    Counts& counts = place->second;
    MaybeCount& sum = metric_ == Metric::input    ? counts.input
                      : metric_ == Metric::output ? counts.output
                                                  : counts.requests;
    sum = MaybeCount(sum.value_or(0)) + total;
    ++(fresh ? part.held : part.merged);
  }

  std::map<Key, Counts> counts_;
  Metric metric_ = Metric::other;
  std::string deployment_;
};

enum Slot { time, id, sequence, input, output, total, model, deployment };

void log_meaning(Row& row, Part& part) {
  const MaybeCount number = row.required_count(sequence);
  if (row.ok() && number.value() != 0) {
    part.skip();  // part of a message
    return;
  }
  Record record;
  record.at = row.time(time);
  Stated stated;
  stated.input = row.required_count(input);
  stated.output = row.required_count(output);
  stated.total = row.count(total);
  if (row.ok()) {
    record.tokens = tokens_of(row, stated, {}, total);
  }
  if (!row.ok()) {
    return;
  }
  record.failed = without_output(record.tokens) ? 1 : 0;
  part.tag("deployment", row.text(deployment));
  part.emit(record, row.text(model), row.text(id));
}

RowFormat log_format() {
  return {
      .fields = {"TimeGenerated|TimeGenerated [UTC]", "CorrelationId", "SequenceNumber",
                 "PromptTokens", "CompletionTokens", "TotalTokens", "ModelName", "DeploymentName"},
      .meaning = log_meaning};
}

}  // namespace

Format azure_metrics() {
  return {.id = "azure-metrics",
          .title = "Azure Monitor metrics of Azure OpenAI (JSON)",
          .signatures = {{Container::json,
                          {"value[].name.value", "value[].timeseries[].data[].timeStamp"}}},
          .open = [](const Options&) { return std::make_unique<AzureMetrics>(); }};
}

Format azure_apim() {
  const std::vector<std::string_view> needs = {"CorrelationId", "SequenceNumber", "PromptTokens",
                                               "CompletionTokens"};
  return {.id = "azure-apim",
          .title = "Azure API Management LLM log (JSON Lines, CSV)",
          .signatures = {{Container::json, needs}, {Container::csv, needs}},
          .open = rows(log_format)};
}

}  // namespace rackrate::ingest
