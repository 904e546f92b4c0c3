// SPDX-License-Identifier: Apache-2.0
// The API price book: offers read from data/api_prices.csv, and finding the offers of a model by
// the many names usage records give it.
#pragma once

#include "catalog/api_price.hpp"
#include "io/source.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rackrate::catalog {

/// One offer per model, provider, provider's name for it and region, in file order. Prices are
/// decimal text in the file and doubles here: 15 significant digits survive, and published prices
/// have at most 7. Throws InputError (stale_prices) with everything that is wrong in the file.
std::vector<Offer> load_offers(const io::Source& source);

/// The offers of a model id, in file order.
std::vector<const Offer*> offers_for(const std::vector<Offer>& offers, std::string_view model);

/// The model id that a usage record means: an id, a provider's name for it, or either with another
/// spelling, vendor prefix, version or date ("us.anthropic.claude-haiku-4-5-20251001-v1:0",
/// "meta-llama/Llama-3.3-70B-Instruct", "gpt-5.5-2026-04-23"). Nothing if no offer has such a name.
std::optional<std::string> priced_model(const std::vector<Offer>& offers, std::string_view text);

/// `text` reduced to what identifies a model; equal for the spellings above.
std::string model_key(std::string_view text);

}  // namespace rackrate::catalog
