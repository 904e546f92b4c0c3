// SPDX-License-Identifier: Apache-2.0
// The part of the price book that was asked for, as text and as JSON.
#pragma once

#include "catalog/api_price.hpp"
#include "catalog/gpu_price.hpp"
#include "io/json.hpp"
#include "report/json_document.hpp"
#include "report/style.hpp"

#include <string>
#include <vector>

namespace rackrate::report {

struct PriceBook {
  std::vector<const catalog::Offer*> offers;
  std::vector<const catalog::GpuPrice*> gpus;
  Date as_of;
};

/// One line an offer (standard tier, shortest context) and one a GPU price.
std::string text_price_list(const PriceBook& book, const Style& style);
/// Every price with its condition, source and date.
std::string text_price_details(const PriceBook& book, const Style& style);
/// Bytes of a JSON file, schema rackrate.prices/1.
std::string json_prices(const PriceBook& book, const Stamp& stamp);

}  // namespace rackrate::report
