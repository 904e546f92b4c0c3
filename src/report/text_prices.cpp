// SPDX-License-Identifier: Apache-2.0
#include "core/units_format.hpp"
#include "report/layout.hpp"
#include "report/page.hpp"
#include "report/prices.hpp"
#include "report/table.hpp"

namespace rackrate::report {
namespace {

using catalog::GpuPrice;
using catalog::Offer;
using catalog::ServiceTier;
using catalog::TokenClass;

std::string price_cell(const Offer& offer, TokenClass token_class, Date date) {
  const catalog::TokenPrice* found =
      find_price(offer, token_class, {date, ServiceTier::standard, Tokens::zero(), std::nullopt});
  return found != nullptr ? format_per_million(found->price) : std::string();
}

std::string as_of_cell(const Offer& offer, Date date) {
  const catalog::TokenPrice* found = find_price(
      offer, TokenClass::input, {date, ServiceTier::standard, Tokens::zero(), std::nullopt});
  return found != nullptr ? to_string(found->provenance.as_of) : std::string();
}

std::string other_tiers(const Offer& offer) {
  std::vector<std::string> names;
  for (const auto& [tier, prices] : offer.tiers) {
    if (tier != ServiceTier::standard) {
      names.emplace_back(name(tier));
    }
  }
  return join(names, ", ");
}

std::string condition(const catalog::TokenPrice& price) {
  std::vector<std::string> parts;
  if (price.context.from) {
    parts.push_back("input " + std::string(price.context.boundary_is_above ? "from " : "above ") +
                    with_thousands(static_cast<std::int64_t>(price.context.from->as_count())));
  }
  if (price.context.to) {
    parts.push_back("input " + std::string(price.context.boundary_is_above ? "below " : "up to ") +
                    with_thousands(static_cast<std::int64_t>(price.context.to->as_count())));
  }
  if (price.window) {
    parts.push_back(significant(price.window->from.in_hours(), 4) + " h to " +
                    significant(price.window->to.in_hours(), 4) + " h UTC");
  }
  if (price.validity.from) {
    parts.push_back("from " + to_string(*price.validity.from));
  }
  if (price.validity.to) {
    parts.push_back("until " + to_string(*price.validity.to));
  }
  if (!price.min_commit.empty()) {
    parts.push_back(price.min_commit);
  }
  if (price.derived) {
    parts.emplace_back("derived");
  }
  return join(parts, ", ");
}

void add_gpus(Page& page, const std::vector<const GpuPrice*>& gpus) {
  if (gpus.empty()) {
    return;
  }
  Table table({{"GPU"},
               {"provider", Align::left, 14},
               {"instance", Align::left, 24, true},
               {"term"},
               {"$/GPU-hour", Align::right},
               {"sold in", Align::right},
               {"as of"},
               {""}});
  for (const GpuPrice* gpu : gpus) {
    table.add({gpu->gpu, gpu->provider, gpu->instance, std::string(name(gpu->term)),
               significant(gpu->per_gpu().in_per_hour(), 3), std::to_string(gpu->sold_in()),
               to_string(gpu->provenance.as_of),
               page.style()(Tone::caution, gpu->host_included ? "" : "host not included")});
  }
  page.blank();
  page.heading("GPU prices", "per GPU, whatever the instance holds");
  page.raw(table.render(margin, page.style().width));
}

}  // namespace

std::string text_price_list(const PriceBook& book, const Style& style) {
  Page page(style);
  Table table({{"model", Align::left, 26},
               {"host", Align::left, 12},
               {"region", Align::left, 12, true},
               {"input", Align::right},
               {"read", Align::right},
               {"write", Align::right},
               {"output", Align::right},
               {"as of"},
               {"also", Align::left, 0, true}});
  for (const Offer* offer : book.offers) {
    table.add({offer->model, offer->provider, offer->region,
               price_cell(*offer, TokenClass::input, book.as_of),
               price_cell(*offer, TokenClass::cache_read, book.as_of),
               price_cell(*offer, TokenClass::cache_write_5m, book.as_of),
               price_cell(*offer, TokenClass::output, book.as_of), as_of_cell(*offer, book.as_of),
               other_tiers(*offer)});
  }
  if (!table.empty()) {
    page.blank();
    page.heading("API prices", "USD per million tokens; read and write: of a prompt cache");
    page.raw(table.render(margin, page.style().width));
  }
  add_gpus(page, book.gpus);
  page.blank();
  return page.take();
}

std::string text_price_details(const PriceBook& book, const Style& style) {
  Page page(style);
  for (const Offer* offer : book.offers) {
    Table table({{""}, {""}, {"", Align::right}, {""}, {""}, {""}});
    for (const auto& [tier, prices] : offer->tiers) {
      for (const catalog::TokenPrice& price : prices) {
        table.add({std::string(name(tier)), std::string(name(price.token_class)),
                   format_per_million(price.price), condition(price),
                   to_string(price.provenance.as_of),
                   style(Tone::quiet, cut(price.provenance.source, 48))});
      }
    }
    for (const catalog::RequestFee& fee : offer->fees) {
      table.add({"", std::string(name(fee.kind)), format_usd(fee.each) + " each", "",
                 to_string(fee.provenance.as_of),
                 style(Tone::quiet, cut(fee.provenance.source, 48))});
    }
    page.blank();
    page.heading(offer->model + " at " + offer->provider,
                 offer->provider_model + ", " + offer->region + ", USD per million tokens");
    page.raw(table.render(2 * margin, page.style().width));
  }
  add_gpus(page, book.gpus);
  page.blank();
  return page.take();
}

}  // namespace rackrate::report
