// SPDX-License-Identifier: Apache-2.0
// Terms of model licences in our own words: enough to warn, never a substitute for reading them.
#pragma once

#include "core/provenance.hpp"
#include "core/units.hpp"
#include "io/source.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

enum class CommercialUse { yes, conditional, no };
std::string_view name(CommercialUse use);

struct Licence {
  std::string id;
  std::string name;
  std::string url;
  CommercialUse commercial_use = CommercialUse::conditional;
  std::vector<std::string> conditions;
  /// Above this many monthly active users the terms change as the conditions say.
  std::optional<double> monthly_user_threshold;
  std::optional<Usd> monthly_revenue_threshold;
  std::string attribution;   ///< what must be shown or shipped; empty: nothing beyond the text
  std::string field_of_use;  ///< uses it rules out; empty: none
  Provenance provenance;
};

/// Every row of a licences.toml. Throws InputError (exit code 2) with every fault.
std::vector<Licence> load_licences(const io::Source& source);

/// Null if there is none with this id.
const Licence* find_licence(const std::vector<Licence>& licences, std::string_view id);

}  // namespace rackrate::catalog
