// kvbench/command_line.hpp: takes the command line apart and does what it asks for.
//
// SPDX-License-Identifier: MIT
#pragma once

#include "status.hpp"  // how it ends

namespace kvbench::cli {

/// Finds the command that is named and runs it, or answers --help and --version.
/// Errors  usage_error where the words make no sense, and whatever the command throws.
exit_status obey(int argc, char** argv);

}  // namespace kvbench::cli
