// SPDX-License-Identifier: Apache-2.0
// The options of a plan, each with its lines: today, hosts, hybrid, own machines.
#pragma once

#include "decide/api_choice.hpp"
#include "decide/candidate.hpp"
#include "decide/priced.hpp"

#include <vector>

namespace rackrate::decide {

Priced as_is_option(const AsIs& as_is);

/// "api.cheapest" with the spread of the other hosts in its notes, or "api.chosen".
Priced cheapest_host_option(const Hosts& hosts);
Priced chosen_host_option(const cost::ApiBill& bill);

Priced self_host_option(const Chosen& chosen, const Load& load, const Point& point);

/// A base of own replicas with API overflow, the cheapest over all `owns`; nothing where no base
/// makes the API cheaper.
std::optional<Priced> hybrid_option(const std::vector<Chosen>& owns, const cost::ApiBill& host,
                                    const Load& load, const Point& point);

/// Value and price per token from the lines; the interval comes later.
void settle(Priced& priced, Tokens monthly_tokens);

}  // namespace rackrate::decide
