// kvbench/status.hpp: how the program ends, and what it says to people.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>  // messages

namespace kvbench::cli {

enum exit_status {
  ok = 0,
  run_failed = 1,
  bad_arguments = 2,
  store_lost = 3,
  stopped = 130,
};

/// One line on standard error.
void say(std::string const& message);

}  // namespace kvbench::cli
