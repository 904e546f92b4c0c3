// SPDX-License-Identifier: Apache-2.0
// What a month of usage costs on one provider's offer, line by line.
#pragma once

#include "catalog/api_price.hpp"
#include "core/date.hpp"
#include "cost/api_usage.hpp"
#include "cost/line_item.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rackrate::cost {

/// A bill. A token class without a price of its own is charged at the full price of input or
/// output, never for nothing; without even that price the bill is incomplete.
struct ApiBill {
  const catalog::Offer* offer = nullptr;
  std::vector<LineItem> lines;
  std::vector<catalog::TokenClass> no_discount;  ///< used, and charged as plain input or output
  std::vector<catalog::TokenClass> unpriced;     ///< used, and without any price
  std::optional<Date> oldest_price;
  std::vector<std::string> notes;

  bool complete() const { return unpriced.empty(); }
  Usd monthly() const { return total(lines); }
};

struct BillTerms {
  Date date;
  catalog::ServiceTier tier = catalog::ServiceTier::standard;
};

/// The tier of a context price is chosen by the total input of each request and holds for all of
/// its tokens; the prices are those in force on the date, and in each hour where they differ.
ApiBill api_bill(const catalog::Offer& offer, const ApiUsage& usage, const BillTerms& terms);

}  // namespace rackrate::cost
