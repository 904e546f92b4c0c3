// SPDX-License-Identifier: Apache-2.0
#include "catalog/gpu_price.hpp"

#include "catalog/csv_table.hpp"
#include "catalog/price_choices.hpp"

#include <algorithm>
#include <set>

namespace rackrate::catalog {
namespace {

constexpr Choices<GpuTerm, 5> terms{{{"on_demand", GpuTerm::on_demand},
                                     {"spot", GpuTerm::spot},
                                     {"committed_6mo", GpuTerm::committed_6mo},
                                     {"reserved_12mo", GpuTerm::reserved_12mo},
                                     {"reserved_36mo", GpuTerm::reserved_36mo}}};

enum class Basis { per_gpu, per_instance };
constexpr Choices<Basis, 2> basis_names{
    {{"per_gpu", Basis::per_gpu}, {"per_instance", Basis::per_instance}}};

constexpr double most_gpus = 1024;

bool passes(const GpuPrice& price, const GpuPriceFilter& filter) {
  const auto same = [](const std::string& wanted, const std::string& value) {
    return wanted.empty() || wanted == value;
  };
  return same(filter.gpu, price.gpu) && same(filter.provider, price.provider) &&
         same(filter.region, price.region) && (!filter.term || *filter.term == price.term) &&
         (price.host_included || filter.host_missing_too);
}

}  // namespace

UsdPerHour GpuPrice::per_gpu() const {
  if (const auto* const whole = std::get_if<InstancePrice>(&quoted)) {
    return whole->price / whole->gpus;
  }
  return std::get<PerGpuPrice>(quoted).price;
}

int GpuPrice::sold_in() const {
  if (const auto* const whole = std::get_if<InstancePrice>(&quoted)) {
    return whole->gpus;
  }
  return std::get<PerGpuPrice>(quoted).sold_in;
}

std::vector<const GpuPrice*> select(const std::vector<GpuPrice>& prices,
                                    const GpuPriceFilter& filter) {
  std::vector<const GpuPrice*> found;
  for (const GpuPrice& price : prices) {
    if (passes(price, filter)) {
      found.push_back(&price);
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const GpuPrice* a, const GpuPrice* b) {
    return a->per_gpu() < b->per_gpu();
  });
  return found;
}

std::optional<GpuPriceSpread> spread(const std::vector<GpuPrice>& prices,
                                     const GpuPriceFilter& filter) {
  std::vector<const GpuPrice*> best;
  std::set<std::string_view> seen;
  for (const GpuPrice* const price : select(prices, filter)) {
    if (seen.insert(price->provider).second) {
      best.push_back(price);
    }
  }
  if (best.empty()) {
    return std::nullopt;
  }
  const UsdPerHour upper = best[best.size() / 2]->per_gpu();
  const UsdPerHour lower = best[(best.size() - 1) / 2]->per_gpu();
  return GpuPriceSpread{best.front(), (lower + upper) / 2, best.back(),
                        static_cast<int>(best.size())};
}

std::string_view name(GpuTerm term) { return spelling_of(terms, term); }

std::optional<GpuTerm> parse_gpu_term(std::string_view text) { return parse_choice(terms, text); }

std::vector<GpuPrice> load_gpu_prices(const io::Source& source,
                                      const std::vector<Accelerator>& accelerators) {
  Diagnostics sink;
  CsvTable table(source,
                 {"gpu", "provider", "instance", "region", "term", "basis", "gpus_per_instance",
                  "host_included", "price_usd_per_hour", "source", "as_of", "confidence"},
                 sink);
  std::vector<GpuPrice> prices;
  while (table.next()) {
    GpuPrice price;
    price.gpu = table.accelerator(table.column("gpu"), accelerators);
    price.provider = table.text(table.column("provider"));
    price.instance = table.text_or_empty(table.column("instance"));
    price.region = table.text(table.column("region"));
    price.term = table.choice(table.column("term"), terms);
    const UsdPerHour hourly =
        UsdPerHour::per_hour(table.number(table.column("price_usd_per_hour"), 0.001));
    const int gpus =
        static_cast<int>(table.number(table.column("gpus_per_instance"), 1, most_gpus));
    if (table.choice(table.column("basis"), basis_names) == Basis::per_instance) {
      price.quoted = InstancePrice{hourly, gpus};
    } else {
      price.quoted = PerGpuPrice{hourly, gpus};
    }
    price.host_included = table.flag(table.column("host_included"));
    price.provenance = {table.text(table.column("source")), table.date(table.column("as_of")),
                        table.choice(table.column("confidence"), confidences)};
    prices.push_back(std::move(price));
  }
  sink.throw_if_errors(ExitCode::stale_prices);
  return prices;
}

}  // namespace rackrate::catalog
