// SPDX-License-Identifier: Apache-2.0
// Whole numbers of 128 bits, for sums of squares that must stay exact.
#pragma once

namespace rackrate {

__extension__ typedef __int128 WideCount;  // the keyword silences -Wpedantic

}  // namespace rackrate
