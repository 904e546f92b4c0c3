// SPDX-License-Identifier: Apache-2.0
// The program: command line in, exit code out. The one place that catches.
#pragma once

namespace rackrate::cli {

int run(int argc, char** argv);

}  // namespace rackrate::cli
