// SPDX-License-Identifier: Apache-2.0
#include "catalog/purchase_price.hpp"

#include "catalog/csv_table.hpp"
#include "catalog/price_choices.hpp"

#include <algorithm>

namespace rackrate::catalog {
namespace {

constexpr Choices<Condition, 2> conditions{
    {{"new", Condition::brand_new}, {"used", Condition::used}}};
constexpr Choices<PurchaseBasis, 2> bases{
    {{"gpu_only", PurchaseBasis::gpu_only}, {"with_server", PurchaseBasis::with_server}}};

}  // namespace

std::string_view name(Condition condition) { return spelling_of(conditions, condition); }
std::string_view name(PurchaseBasis basis) { return spelling_of(bases, basis); }

std::vector<PurchasePrice> load_purchase_prices(const io::Source& source,
                                                const std::vector<Accelerator>& accelerators) {
  Diagnostics sink;
  CsvTable table(source,
                 {"gpu", "condition", "low_usd", "typical_usd", "high_usd", "basis", "source",
                  "as_of", "confidence"},
                 sink);
  const auto typical = table.column("typical_usd");
  std::vector<PurchasePrice> prices;
  while (table.next()) {
    PurchasePrice price;
    price.gpu = table.accelerator(table.column("gpu"), accelerators);
    price.condition = table.choice(table.column("condition"), conditions);
    price.basis = table.choice(table.column("basis"), bases);
    price.each = {Usd::dollars(table.number(typical, 1)),
                  Usd::dollars(table.number(table.column("low_usd"), 1)),
                  Usd::dollars(table.number(table.column("high_usd"), 1))};
    if (price.each.low > price.each.value || price.each.value > price.each.high) {
      table.fault(typical, "a price from low_usd to high_usd", "bad-range");
    }
    price.provenance = {table.text(table.column("source")), table.date(table.column("as_of")),
                        table.choice(table.column("confidence"), confidences)};
    prices.push_back(std::move(price));
  }
  sink.throw_if_errors(ExitCode::stale_prices);
  return prices;
}

const PurchasePrice* find_purchase(const std::vector<PurchasePrice>& all, std::string_view gpu,
                                   Condition condition, PurchaseBasis basis) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const PurchasePrice& price) {
    return price.gpu == gpu && price.condition == condition && price.basis == basis;
  });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace rackrate::catalog
