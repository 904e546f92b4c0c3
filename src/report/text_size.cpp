// SPDX-License-Identifier: Apache-2.0
#include "catalog/parameters.hpp"
#include "core/printable.hpp"
#include "core/units_format.hpp"
#include "report/layout.hpp"
#include "report/page.hpp"
#include "report/size.hpp"
#include "report/table.hpp"
#include "sizing/weights.hpp"

#include <algorithm>

namespace rackrate::report {
namespace {

std::string tokens_text(Tokens tokens) { return format_count(tokens.as_count()); }

void add_model(Page& page, const SizeAnswer& answer) {
  const catalog::Model& model = *answer.model;
  const std::int64_t all = catalog::parameter_count(model);
  const std::int64_t active = catalog::active_parameter_count(model);
  std::vector<std::string> what = {format_count(static_cast<double>(all)) + " parameters"};
  if (active < all / 2) {
    what.push_back(format_count(static_cast<double>(active)) + " active");
  }
  what.push_back(std::to_string(catalog::layer_count(model)) + " layers");
  what.push_back(tokens_text(model.context) + " tokens of context");
  page.blank();
  page.labelled("Model",
                printable(model.name) + "   " + page.style()(Tone::quiet, join(what, ", ")));
  std::vector<std::string> sizes;
  for (const catalog::WeightFormat format : answer.formats) {
    sizes.push_back(std::string(catalog::name(format)) + " " +
                    format_gb(sizing::checkpoint_size(model, format)));
  }
  page.labelled("Weights", sizes);
  page.labelled("Request",
                tokens_text(answer.mix.input) + " tokens in, " + tokens_text(answer.mix.output) +
                    " out   " +
                    page.style()(Tone::quiet, "95 % within " + format_duration(answer.slo.ttft) +
                                                  " to the first token, then " +
                                                  format_duration(answer.slo.tpot) + " each"));
  for (const std::string& note : model.notes) {
    page.under(page.style()(Tone::quiet, printable(note)));
  }
}

std::string reason(const sizing::Infeasible& no) {
  return no.limit + " needs " + no.needed + ", has " + no.available;
}

std::string gib(Bytes size) { return significant(size.in_gib(), 3); }

void add_row(Table& table, const SizeRow& row, const Style& style) {
  const sizing::Deployment& d = row.candidate.deployment;
  const sizing::Memory& memory = row.fit()->memory;
  const serving::Capacity* served = row.served();
  const auto if_served = [&](auto text) {
    return served != nullptr ? text(served->at_limit) : std::string();
  };
  table.add(
      {std::to_string(d.gpus()) + "x " + d.accelerator->id, std::string(name(d.weights)),
       gib(memory.weights), gib(memory.kv) + (memory.tight ? " !" : ""),
       tokens_text(memory.kv_tokens), significant(row.concurrency, 2),
       served != nullptr ? significant(served->per_replica.value.in_per_second(), 2)
                         : style(Tone::caution, "slow"),
       if_served([](const auto& p) { return format_duration(p.ttft.value); }),
       if_served([](const auto& p) { return format_duration(p.tpot.value); }),
       if_served([](const auto& p) { return significant(p.output_rate.in_per_second(), 2); })});
  if (served == nullptr) {
    table.add_line("    " + style(Tone::quiet, reason(std::get<sizing::Infeasible>(row.capacity))));
  }
}

// Every deployment that fits, with its memory and speed.
void add_fits(Page& page, const SizeAnswer& answer) {
  const Style& style = page.style();
  Table table({{style(Tone::strong, "Fits"), Align::left, 0, true},
               {"weights"},
               {"GiB/GPU", Align::right},
               {"KV GiB", Align::right},
               {"KV tokens", Align::right},
               {"at once", Align::right},
               {"req/s", Align::right},
               {"TTFT", Align::right},
               {"TPOT", Align::right},
               {"tokens/s", Align::right}});
  for (const SizeRow& row : answer.rows) {
    if (row.fit() != nullptr) {
      add_row(table, row, style);
    }
  }
  page.blank();
  if (table.empty()) {
    page.paragraph("It fits on none of these.");
    return;
  }
  page.raw(table.render(margin, page.style().width));
  page.paragraph(
      style(Tone::quiet,
            "GiB/GPU: weights on one GPU; KV: what is left there for the cache, ! within "
            "the error of the account; at once: requests that memory and batch limits "
            "hold; then what one replica serves within the limits, predicted means"));
}

// "2x  0.31": the smallest number of GPUs that holds the model, and requests/s of that replica.
std::string smallest(const SizeAnswer& answer, const catalog::Accelerator* gpu,
                     catalog::WeightFormat format, const Style& style) {
  for (const SizeRow& row : answer.rows) {
    const sizing::Deployment& d = row.candidate.deployment;
    if (row.fit() == nullptr || d.accelerator != gpu || d.weights != format) {
      continue;
    }
    const serving::Capacity* served = row.served();
    const std::string rate =
        served != nullptr ? significant(served->per_replica.value.in_per_second(), 2) : "slow";
    const std::string text = std::to_string(d.gpus()) + "x " + pad_left(rate, 5);
    return served != nullptr ? text : style(Tone::quiet, text);
  }
  return {};
}

// One line an accelerator, one column a weight format.
void add_matrix(Page& page, const SizeAnswer& answer) {
  const Style& style = page.style();
  std::vector<Column> columns = {{style(Tone::strong, "Fits on")}};
  for (const catalog::WeightFormat format : answer.formats) {
    columns.push_back({std::string(catalog::name(format)), Align::right});
  }
  Table table(columns);
  const catalog::Accelerator* last = nullptr;
  for (const SizeRow& row : answer.rows) {
    const catalog::Accelerator* gpu = row.candidate.deployment.accelerator;
    if (gpu == last) {
      continue;
    }
    last = gpu;
    std::vector<std::string> cells = {gpu->id};
    bool any = false;
    for (const catalog::WeightFormat format : answer.formats) {
      cells.push_back(smallest(answer, gpu, format, style));
      any = any || !cells.back().empty();
    }
    if (any) {
      table.add(std::move(cells));
    }
  }
  page.blank();
  page.raw(table.render(margin, style.width));
  page.paragraph(style(Tone::quiet,
                       "2x 0.31: two GPUs hold it and serve 0.31 requests/s within the limits; "
                       "slow: they hold it but miss a limit. --gpu NAME shows memory and speed"));
}

void add_misfits(Page& page, const SizeAnswer& answer, bool every) {
  std::vector<std::string> shown;
  Table table({{""}, {""}, {"", Align::left, 0, true}});
  for (const SizeRow& row : answer.rows) {
    const sizing::Deployment& d = row.candidate.deployment;
    const bool fits_somehow =
        std::any_of(answer.rows.begin(), answer.rows.end(), [&](const SizeRow& other) {
          return other.fit() != nullptr && other.candidate.deployment.accelerator == d.accelerator;
        });
    if (row.fit() != nullptr || (!every && fits_somehow)) {
      continue;
    }
    const auto& no = std::get<sizing::Infeasible>(row.candidate.outcome);
    if (!every && std::find(shown.begin(), shown.end(), d.accelerator->id) != shown.end()) {
      continue;
    }
    shown.push_back(d.accelerator->id);
    table.add({std::to_string(d.gpus()) + "x " + d.accelerator->id, std::string(name(d.weights)),
               reason(no)});
  }
  if (!table.empty()) {
    page.blank();
    page.heading("Does not fit", every ? "" : "in any format; one example each");
    page.raw(table.render(2 * margin, page.style().width));
  }
}

}  // namespace

std::string text_size(const SizeAnswer& answer, bool every, const Style& style) {
  Page page(style);
  add_model(page, answer);
  if (every) {
    add_fits(page, answer);
  } else {
    add_matrix(page, answer);
  }
  add_misfits(page, answer, every);
  page.blank();
  return page.take();
}

}  // namespace rackrate::report
