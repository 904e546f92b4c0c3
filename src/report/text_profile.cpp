// SPDX-License-Identifier: Apache-2.0
#include "report/text_profile.hpp"

#include "core/printable.hpp"
#include "core/units_format.hpp"
#include "report/chart.hpp"
#include "report/json_document.hpp"
#include "report/layout.hpp"
#include "report/table.hpp"

#include <algorithm>

namespace rackrate::report {
namespace {

constexpr int chart_columns = 60;
constexpr std::size_t most_slices = 10;

double known(MaybeCount count) { return static_cast<double>(count.value_or(0)); }

std::string short_count(MaybeCount count) {
  return count.known() ? format_count(known(count)) : std::string(unknown_text);
}

// The finest window for which the peak is known.
std::string peak_text(const workload::Shape& shape) {
  const std::pair<std::optional<double>, std::string_view> windows[] = {
      {shape.peak_to_mean_1m, "1 min"}, {shape.peak_to_mean_1h, "1 h"}};
  for (const auto& [ratio, window] : windows) {
    if (ratio) {
      return "peak " + format_ratio(*ratio) + " mean over " + std::string(window);
    }
  }
  return "peak unknown";
}

std::string requests_text(const workload::Workload& workload) {
  return workload.requests.known() ? counted(known(workload.requests), "request", "requests")
                                   : "? requests";
}

void add_totals(Page& page, const workload::Workload& workload) {
  const TokenCounts& tokens = workload.tokens;
  std::string requests = count_text(workload.requests);
  if (workload.failed_requests > 0) {
    requests += ", of which " + with_thousands(workload.failed_requests) + " failed";
  }
  page.labelled("Requests", requests);
  if (workload.span) {
    const bool dated = workload.capabilities.absolute_time;
    const std::string stretch =
        dated ? clock_text(workload.span->start) + " to " + clock_text(workload.span->end) + " UTC"
              : "the trace counts from an arbitrary zero";
    page.labelled("Span", format_duration(workload.span->length()) + "   " +
                              page.style()(Tone::quiet, stretch));
  }
  Table table({{""}, {"", Align::right}, {""}});
  const auto row = [&](std::string_view name, MaybeCount count, std::string_view note = {}) {
    table.add({std::string(name), count_text(count), page.style()(Tone::quiet, note)});
  };
  row("input", tokens.input);
  row("  uncached", tokens.uncached);
  row("  cache read", tokens.cache_read);
  row("  cache write", tokens.cache_write);
  row("    for 5 min", tokens.cache_write_5m);
  row("    for 1 h", tokens.cache_write_1h);
  row("output", tokens.output);
  row("  reasoning", tokens.reasoning);
  page.blank();
  page.heading("Tokens");
  page.raw(table.render(2 * margin, page.style().width));
}

void add_shape(Page& page, const workload::Workload& workload) {
  const TimeChart chart = time_chart(workload, chart_columns);
  const workload::Shape& shape = workload.shape;
  page.blank();
  page.heading("Traffic");
  if (!chart.bars.empty()) {
    page.raw(std::string(2 * margin, ' ') + chart.bars + "  " +
             page.style()(Tone::quiet, "per " + step_text(chart.step)) + "\n");
  }
  page.item("busiest second, minute, hour over the mean:",
            ratio_text(shape.peak_to_mean_1s) + ", " + ratio_text(shape.peak_to_mean_1m) + ", " +
                ratio_text(shape.peak_to_mean_1h));
}

void add_lengths(Page& page, const workload::Workload& workload) {
  if (workload.input_lengths.empty()) {
    return;
  }
  Table table({{"Tokens a request"},
               {"mean", Align::right},
               {"p50", Align::right},
               {"p90", Align::right},
               {"p95", Align::right},
               {"p99", Align::right},
               {"max", Align::right}});
  const auto row = [&](const char* name, const workload::Lengths& lengths) {
    table.add({std::string("  ") + name, significant(lengths.mean(), 4),
               with_thousands(lengths.quantile(0.5)), with_thousands(lengths.quantile(0.9)),
               with_thousands(lengths.quantile(0.95)), with_thousands(lengths.quantile(0.99)),
               with_thousands(lengths.max())});
  };
  row("input", workload.input_lengths);
  row("output", workload.output_lengths);
  page.blank();
  page.raw(table.render(margin, page.style().width));
}

void add_slices(Page& page, std::string_view title, const std::vector<workload::Slice>& slices) {
  if (slices.empty()) {
    return;
  }
  Table table({{printable(title), Align::left, 40},
               {"requests", Align::right},
               {"input", Align::right},
               {"output", Align::right},
               {"cost", Align::right}});
  for (std::size_t i = 0; i < std::min(slices.size(), most_slices); ++i) {
    const workload::Slice& slice = slices[i];
    table.add({"  " + (slice.value.empty() ? "(not stated)" : printable(slice.value)),
               short_count(slice.requests), short_count(slice.tokens.input),
               short_count(slice.tokens.output),
               slice.cost_usd ? format_usd(Usd::dollars(*slice.cost_usd)) : std::string()});
  }
  if (slices.size() > most_slices) {
    table.add_line("  and " +
                   with_thousands(static_cast<std::int64_t>(slices.size() - most_slices)) +
                   " more");
  }
  page.blank();
  page.raw(table.render(margin, page.style().width));
}

void add_tags(Page& page, const std::vector<workload::Slice>& tags) {
  auto begin = tags.begin();
  while (begin != tags.end()) {
    const auto end = std::find_if(
        begin, tags.end(), [&](const workload::Slice& slice) { return slice.key != begin->key; });
    add_slices(page, begin->key, {begin, end});
    begin = end;
  }
}

void add_sources(Page& page, const workload::Workload& workload) {
  Table table({{"File", Align::left, 44},
               {"format"},
               {"rows", Align::right},
               {"rejected", Align::right},
               {"without use", Align::right}});
  const auto some = [](std::int64_t count) {
    return count > 0 ? with_thousands(count) : std::string();
  };
  for (const ingest::FileReport& file : workload.sources) {
    table.add({"  " + printable(file.file), file.format, with_thousands(file.rows),
               some(file.rejected_rows), some(file.skipped_rows)});
  }
  page.blank();
  page.raw(table.render(margin, page.style().width));
}

}  // namespace

std::vector<std::string> cannot_tell(const ingest::Capabilities& capabilities) {
  const std::pair<bool, const char*> facts[] = {
      {capabilities.absolute_time, "the calendar date"},
      {capabilities.request_count, "how many requests there were"},
      {capabilities.lengths, "the length of each request"},
      {capabilities.cache_split, "which input tokens came from a cache"},
      {capabilities.reasoning, "reasoning tokens"},
      {capabilities.models, "which model served"},
      {capabilities.tags, "who asked"},
      {capabilities.latency, "latency"},
      {capabilities.cost, "what it cost"},
  };
  std::vector<std::string> out;
  for (const auto& [told, what] : facts) {
    if (!told) {
      out.emplace_back(what);
    }
  }
  return out;
}

void add_workload_summary(Page& page, const workload::Workload& workload) {
  std::string line = requests_text(workload);
  if (workload.span) {
    line += " in " + format_duration(workload.span->length());
  }
  line += "   " + short_count(workload.tokens.input) + " in, " +
          short_count(workload.tokens.output) + " out   " + peak_text(workload.shape);
  page.labelled("Workload", line);
  const TimeChart chart = time_chart(workload, chart_columns);
  if (!chart.bars.empty()) {
    page.under(chart.bars + "  " + page.style()(Tone::quiet, "per " + step_text(chart.step)));
  }
}

std::string text_profile(const workload::Workload& workload, const Style& style) {
  Page page(style);
  page.blank();
  add_totals(page, workload);
  if (workload.span) {
    add_shape(page, workload);
  }
  add_lengths(page, workload);
  add_slices(page, "Model", workload.models);
  add_tags(page, workload.tags);
  add_sources(page, workload);
  const std::vector<std::string> missing = cannot_tell(workload.capabilities);
  if (!missing.empty()) {
    page.blank();
    page.labelled("Cannot tell", join(missing, " or "));
  }
  std::vector<std::string> notes;
  for (const Diagnostic& note : workload.notes) {
    notes.push_back(sentence(note));
  }
  page.notes(notes);
  page.blank();
  return page.take();
}

}  // namespace rackrate::report
