// kvbench/status.cpp: how the program ends, and what it says to people.
//
// SPDX-License-Identifier: MIT
#include "status.hpp"

#include <kvbench/report/text.hpp>  // words that are safe to repeat

#include <unistd.h>  // standard error

namespace kvbench::cli {

void say(std::string const& message) {
  std::string line = "kvbench: " + report::printable(message) + "\n";
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace kvbench::cli
