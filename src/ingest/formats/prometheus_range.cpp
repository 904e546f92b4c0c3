// SPDX-License-Identifier: Apache-2.0
// The answer of Prometheus' /api/v1/query_range for the counters of vLLM or SGLang: the increase of
// every series from step to step, then the sum over series. A step holds the traffic before its
// stamp. Steps may be missing or NaN.
#include "ingest/formats/counters.hpp"
#include "ingest/formats/formats.hpp"
#include "ingest/ingest.hpp"
#include "ingest/reading.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

namespace rackrate::ingest {
namespace {

class PrometheusRange : public RowReader {
 public:
  PrometheusRange()
      : RowReader({.fields = {"0", "1"},
                   .meaning = {},
                   .traits = {.grain = Grain::minute, .in_order = false},
                   .sequential = true}) {
    format_.walk = [this](const io::JsonView& root, RowLoop& loop) { walk(root, loop); };
  }

 private:
  struct Key {
    std::int64_t start_ns;
    std::string model;
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  void walk(const io::JsonView& root, RowLoop& loop) {
    counts_.clear();
    shortest_ns_ = 0;
    Part& part = loop.part();
    io::JsonItems list(root.find("data", "result"));
    io::JsonView one;
    bool any = false;
    while (list.next(one)) {
      const io::JsonView labels = one.find("metric");
      const auto counter = counter_of(labels.find("__name__").text());
      any = any || counter;
      const bool aborted = labels.find("finished_reason").text() == "abort";
      series(one.find("values"), std::string(labels.find("model_name").text()), counter, aborted,
             part);
    }
    if (!any) {
      refuse(loop);
    }
    part.grain = shortest_ns_ > 3'600'000'000'000 ? Grain::day
                 : shortest_ns_ > 60'000'000'000  ? Grain::hour
                                                  : Grain::minute;
    part.buckets = true;
    for (const auto& [key, counts] : counts_) {
      Record record = bucket(Instant{key.start_ns}, counts.tokens(), counts.request_count());
      record.failed = counts.aborted_count();
      part.emit(record, key.model, fmt::format("{}|{}", key.start_ns, key.model));
      --part.merged;  // of the points of this step, one is the record
    }
  }

  void series(const io::JsonView& values, const std::string& model, std::optional<Counter> counter,
              bool aborted, Part& part) {
    io::JsonItems points(values);
    io::JsonView point;
    std::optional<double> last;
    Instant last_at;
    while (points.next(point)) {
      ++part.rows;
      io::JsonItems pair(point);
      io::JsonView stamp;
      io::JsonView text;
      pair.next(stamp);
      pair.next(text);
      const auto at = time_of(stamp.real(), TimeUnit::s);
      const auto value = read_number(Value::of_json(text));
      if (!counter || !at || !value || *value < 0) {  // NaN: no answer for this step
        part.skip();
        continue;
      }
      if (!last) {
        part.skip();  // where counting begins
      } else {
        const std::int64_t step = at->at.ns - last_at.ns;
        shortest_ns_ = shortest_ns_ == 0 ? step : std::min(shortest_ns_, step);
        ServerCounts& counts = counts_[{last_at.ns, model}];
        counts.add(*counter, increase(*last, *value));
        if (aborted && *counter == Counter::requests) {
          counts.add(Counter::aborted, increase(*last, *value));
        }
        ++part.merged;
      }
      last = value;
      last_at = at->at;
    }
  }

  [[noreturn]] static void refuse(RowLoop& loop) {
    Diagnostic d;
    d.where.file = loop.file();
    d.field = "key 'data.result[].metric.__name__'";
    d.expected = "counters of vLLM or SGLang, e.g. vllm:prompt_tokens_total";
    d.got = "none";
    d.code = "missing-column";
    d.hint =
        "query the counters themselves, without rate() or increase(): "
        "{__name__=~\"vllm:(prompt_tokens|generation_tokens|request_success)_total\"}";
    throw InputError(ExitCode::input_data, std::move(d));
  }

  std::map<Key, ServerCounts> counts_;
  std::int64_t shortest_ns_ = 0;
};

}  // namespace

Format prometheus_range() {
  return {.id = "prometheus-range",
          .title = "Prometheus query_range of vLLM or SGLang counters (JSON)",
          .signatures = {{Container::json, {"data.resultType", "data.result[].values"}}},
          .open = [](const Options&) { return std::make_unique<PrometheusRange>(); }};
}

}  // namespace rackrate::ingest
