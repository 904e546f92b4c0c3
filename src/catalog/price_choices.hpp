// SPDX-License-Identifier: Apache-2.0
// Spellings of the enumerations in the price files.
#pragma once

#include "catalog/api_price.hpp"
#include "catalog/choices.hpp"

namespace rackrate::catalog {

inline constexpr Choices<ServiceTier, 5> service_tiers{{{"standard", ServiceTier::standard},
                                                        {"batch", ServiceTier::batch},
                                                        {"flex", ServiceTier::flex},
                                                        {"priority", ServiceTier::priority},
                                                        {"provisioned", ServiceTier::provisioned}}};
inline constexpr Choices<TokenClass, 6> token_classes{
    {{"input", TokenClass::input},
     {"cache_read", TokenClass::cache_read},
     {"cache_write_5m", TokenClass::cache_write_5m},
     {"cache_write_1h", TokenClass::cache_write_1h},
     {"output", TokenClass::output},
     {"reasoning", TokenClass::reasoning}}};
inline constexpr Choices<FeeKind, 2> fee_kinds{
    {{"request", FeeKind::request}, {"web_search", FeeKind::web_search}}};
inline constexpr Choices<Confidence, 3> confidences{
    {{"high", Confidence::high}, {"medium", Confidence::medium}, {"low", Confidence::low}}};

}  // namespace rackrate::catalog
