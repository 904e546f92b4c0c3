// SPDX-License-Identifier: Apache-2.0
// The exit codes every command shares. They are part of the command-line contract.
#pragma once

namespace rackrate {

enum class ExitCode {
  ok = 0,
  gate_failed = 1,   ///< a gate or budget the user asked for failed
  usage = 2,         ///< usage or configuration error
  input_data = 3,    ///< the usage data cannot be read
  warnings = 4,      ///< warnings, under --fail-on warn
  stale_prices = 5,  ///< the price book is stale or invalid where that is an error
  bug = 70,          ///< our bug (EX_SOFTWARE of sysexits.h)
};

}  // namespace rackrate
