// SPDX-License-Identifier: Apache-2.0
// The program starts here and ends in cli/app.cpp.
#include "cli/app.hpp"

int main(int argc, char** argv) { return rackrate::cli::run(argc, argv); }
