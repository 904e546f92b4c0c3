// SPDX-License-Identifier: Apache-2.0
// Scrapes of a /metrics page of vLLM or SGLang. Counters run since the server's start: one scrape
// gives totals, several give what was between the first and the last of them.
#include "ingest/formats/counters.hpp"
#include "ingest/formats/formats.hpp"
#include "ingest/ingest.hpp"
#include "ingest/reading.hpp"
#include "io/numbers.hpp"

#include <map>

namespace rackrate::ingest {
namespace {

// "name{labels} value [time]"; the labels as they stand.
struct Sample {
  std::string_view name;
  std::string_view labels;
  std::optional<double> value;
};

std::optional<Sample> parse_sample(std::string_view line) {
  if (line.empty() || line.front() == '#') {
    return std::nullopt;
  }
  Sample out;
  const std::size_t name_end = std::min(line.find_first_of("{ "), line.size());
  out.name = line.substr(0, name_end);
  line.remove_prefix(name_end);
  if (!line.empty() && line.front() == '{') {
    // A label value may hold a brace, so the end is the last one.
    const std::size_t close = line.rfind('}');
    if (close == std::string_view::npos) {
      return out;
    }
    out.labels = line.substr(1, close - 1);
    line.remove_prefix(close + 1);
  }
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  out.value = io::parse_number(line.substr(0, line.find(' ')));
  return out;
}

std::string label(std::string_view labels, std::string_view name) {
  std::size_t at = 0;
  while ((at = labels.find(name, at)) != std::string_view::npos) {
    const bool begins = at == 0 || labels[at - 1] == ',' || labels[at - 1] == ' ';
    at += name.size();
    if (begins && labels.substr(at, 2) == "=\"") {
      return std::string(labels.substr(at + 2, labels.find('"', at + 2) - at - 2));
    }
  }
  return {};
}

class MetricsScrape : public Reader {
 public:
  void read(io::Input& input, const Head&, Intake& intake) override {
    intake.traits(traits);
    Part part;
    Series found;
    std::size_t number = 0;
    while (const auto block = input.next()) {
      for (std::string_view rest = block->text; !rest.empty();) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        sample(line, input.name(), ++number, found, part);
      }
    }
    part.lines = number;
    for (const auto& [key, value] : found) {
      const auto before = last_.find(key);
      if (scrapes_ == 1 && before != last_.end()) {
        growth_[key] = 0;  // a second scrape: count from the first
      }
      if (before != last_.end()) {
        growth_[key] += increase(before->second, value);
      } else {
        growth_[key] = value;
      }
      last_[key] = value;
    }
    ++scrapes_;
    const auto samples = static_cast<std::int64_t>(found.size());
    part.rows += samples;
    part.merged += samples;
    intake.add(std::move(part));
    last_file_ = intake.file_index();
  }

  void finish(Intake& intake) override {
    intake.begin_file(last_file_);
    std::map<std::string, ServerCounts> models;
    for (const auto& [key, value] : growth_) {
      ServerCounts& counts = models[key.model];
      counts.add(key.counter, value);
      if (key.counter == Counter::requests && label(key.labels, "finished_reason") == "abort") {
        counts.add(Counter::aborted, value);
      }
    }
    Part part;
    for (const auto& [model, counts] : models) {
      Record record = bucket(started_, counts.tokens(), counts.request_count());
      record.failed = counts.aborted_count();
      part.emit(record, model);
      --part.merged;  // of the samples of this model, one is the record
    }
    intake.traits(traits);
    intake.add(std::move(part));
  }

 private:
  // The scrape does not say when it was taken, only when counting began.
  static constexpr SourceTraits traits{
      .grain = Grain::none, .absolute_time = false, .in_order = false};

  struct Key {
    Counter counter;
    std::string model;
    std::string labels;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  using Series = std::map<Key, double>;

  void sample(std::string_view line, const std::string& file, std::size_t number, Series& found,
              Part& part) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) {
      line.remove_suffix(1);
    }
    const auto one = parse_sample(line);
    const auto counter = one ? counter_of(one->name) : std::nullopt;
    if (!counter) {
      return;  // other metrics of the page
    }
    if (!one->value || *one->value < 0) {
      Diagnostic d;
      d.severity = Severity::warning;
      d.where = io::locate(file, line, 0, number);
      d.where.column = 0;
      d.field = std::string(one->name);
      d.expected = "a counter, e.g. 77954.0";
      d.got = quoted(line.substr(line.rfind(' ') + 1));
      d.code = "bad-count";
      ++part.rows;
      part.rejects.add(std::move(d), line);
      return;
    }
    found[{*counter, label(one->labels, "model_name"), std::string(one->labels)}] = *one->value;
  }

  std::size_t scrapes_ = 0;
  std::size_t last_file_ = 0;
  Series last_;
  Series growth_;
  Instant started_;
};

}  // namespace

Format metrics_scrape() {
  return {.id = "metrics-scrape",
          .title = "/metrics of vLLM or SGLang (Prometheus text)",
          .signatures = {{Container::metrics, {}}},
          .open = [](const Options&) { return std::make_unique<MetricsScrape>(); },
          .also =
              [](const Head& head) {
                return head.text().find("vllm:") != std::string_view::npos ||
                       head.text().find("sglang:") != std::string_view::npos;
              }};
}

}  // namespace rackrate::ingest
