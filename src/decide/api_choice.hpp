// SPDX-License-Identifier: Apache-2.0
// The API side: every host of the same weights priced for this usage, and what the usage costs
// where it runs today.
#pragma once

#include "cost/api_bill.hpp"
#include "decide/make_plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rackrate::decide {

/// The hosts of the model that price all of the usage, cheapest first.
struct Hosts {
  std::vector<cost::ApiBill> bills;
  std::vector<std::string> incomplete;  ///< hosts that lack a price for a class in use
};

Hosts hosts_of_model(const Inputs& inputs, const cost::ApiUsage& usage);

/// The bill of the host that the register asks for by name; null where it asks for none or the host
/// does not price the model. Throws InputError if no offer has such a provider.
const cost::ApiBill* chosen_host(const Hosts& hosts, const Inputs& inputs);

/// What is paid today: as stated, or the usage's own models at list prices.
struct AsIs {
  std::string title;
  std::vector<cost::LineItem> lines;
  bool stated = false;  ///< by the user or the files; then it is no function of our demand
  std::vector<std::string> notes;
};

struct AsIsOutcome {
  std::optional<AsIs> as_is;
  std::string missing;  ///< why there is none, and what to state
};

/// Throws InputError if the register names a model of today that no offer prices.
AsIsOutcome as_is(const Inputs& inputs, const workload::Demand& demand);

}  // namespace rackrate::decide
