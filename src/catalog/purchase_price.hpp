// SPDX-License-Identifier: Apache-2.0
// What buying a GPU costs, with the range the market shows.
#pragma once

#include "catalog/accelerator.hpp"
#include "core/estimate.hpp"
#include "core/provenance.hpp"
#include "core/units.hpp"
#include "io/source.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

enum class Condition { brand_new, used };

/// What the price buys: the card or module, or its share of a complete server (or machine).
enum class PurchaseBasis { gpu_only, with_server };

struct PurchasePrice {
  std::string gpu;  ///< accelerator id
  Condition condition = Condition::brand_new;
  PurchaseBasis basis = PurchaseBasis::gpu_only;
  Estimate<Usd> each{Usd::zero(), Usd::zero(), Usd::zero()};
  Provenance provenance;
};

std::string_view name(Condition condition);
std::string_view name(PurchaseBasis basis);

/// The gpu column may hold any name of an accelerator. Throws InputError (stale_prices) with
/// everything that is wrong in the file.
std::vector<PurchasePrice> load_purchase_prices(const io::Source& source,
                                                const std::vector<Accelerator>& accelerators);

/// Null if there is none.
const PurchasePrice* find_purchase(const std::vector<PurchasePrice>& all, std::string_view gpu,
                                   Condition condition, PurchaseBasis basis);

}  // namespace rackrate::catalog
