// SPDX-License-Identifier: Apache-2.0
// rackrate prices: the price book.
#include "report/prices.hpp"

#include "cli/commands/commands.hpp"
#include "cli/fault.hpp"
#include "cli/output.hpp"
#include "cli/resolve.hpp"
#include "core/spelling.hpp"

#include <algorithm>

namespace rackrate::cli {
namespace {

/// A model or GPU that the price book knows by this name.
struct Wanted {
  std::string model;
  std::string gpu;
};

std::string action(const Options& options) {
  const std::string given = options.arguments.empty() ? "list" : options.arguments.front();
  if (given != "list" && given != "show") {
    const std::string guess = did_you_mean(given, {"list", "show"});
    refuse(fault("prices", "list or show", quoted(given), "unknown-command",
                 guess.empty() ? "rackrate prices list" : guess));
  }
  return given;
}

// `prices show NAME` is --model or --gpu, whichever knows the name.
Wanted wanted(const Options& options, const catalog::Catalog& catalog) {
  Wanted out{options.model, options.gpu};
  if (options.arguments.size() > 1) {
    const std::string& given = options.arguments[1];
    (catalog::find_accelerator(catalog.accelerators, given) != nullptr ? out.gpu : out.model) =
        given;
  }
  if (!out.gpu.empty()) {
    out.gpu = catalog::require_accelerator(catalog.accelerators, out.gpu).id;
  }
  if (!out.model.empty()) {
    const std::optional<std::string> priced = catalog::priced_model(catalog.offers, out.model);
    out.model = priced ? *priced : catalog::require_model(catalog.models, out.model).id;
  }
  return out;
}

catalog::GpuPriceFilter gpu_filter(const Options& options, const std::string& gpu) {
  catalog::GpuPriceFilter filter;
  filter.gpu = gpu;
  filter.provider = options.host;
  filter.host_missing_too = true;
  if (!options.term.empty()) {
    filter.term = catalog::parse_gpu_term(options.term);
    if (!filter.term) {
      refuse(fault("--term", "on_demand, spot, committed_6mo, reserved_12mo or reserved_36mo",
                   quoted(options.term), "bad-value"));
    }
  }
  return filter;
}

}  // namespace

ExitCode prices(const Options& options) {
  Output output(options);
  const bool details = action(options) == "show";
  const catalog::Catalog catalog = read_catalog(options);
  const Date as_of = read_as_of(options);
  const Wanted want = wanted(options, catalog);

  report::PriceBook book{{}, {}, as_of};
  for (const catalog::Offer& offer : catalog.offers) {
    const bool asked = (want.model.empty() ? want.gpu.empty() : offer.model == want.model) &&
                       (options.host.empty() || offer.provider == options.host);
    if (asked && catalog::on_sale(offer, as_of)) {
      book.offers.push_back(&offer);
    }
  }
  if (want.model.empty() || !want.gpu.empty()) {
    for (const catalog::Accelerator& gpu : catalog.accelerators) {
      const auto found = select(catalog.gpu_prices, gpu_filter(options, gpu.id));
      if (want.gpu.empty() || gpu.id == want.gpu) {
        book.gpus.insert(book.gpus.end(), found.begin(), found.end());
      }
    }
  }

  output.json([&] { return report::json_prices(book, make_stamp(catalog, as_of)); });
  output.page([&] {
    return details ? report::text_price_details(book, output.style())
                   : report::text_price_list(book, output.style());
  });
  return ExitCode::ok;
}

}  // namespace rackrate::cli
