// SPDX-License-Identifier: Apache-2.0
// A day assumed where the data does not show one.
#pragma once

#include <array>

namespace rackrate::workload {

/// The load of 24 hours relative to their mean, largest first; the mean is 1 and the
/// largest is `peak_to_mean_fraction` (held to [1, 24]). The curve is exp(k cos(2 pi h / 24)) up to
/// scale, the von Mises density of a daily cycle (Mardia and Jupp: Directional Statistics, 2000,
/// 3.5.4): one smooth peak, never below zero, flat for a ratio of 1. That a day has this form is an
/// assumption; its one parameter k follows from the ratio.
std::array<double, 24> day_shape(double peak_to_mean_fraction);

}  // namespace rackrate::workload
