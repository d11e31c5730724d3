// kvbench/child.hpp: a command of the user's shell, run to its end.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>  // Ctrl-C
#include <string>  // the command

namespace kvbench::cli {

struct child_result {
  /// As the shell tells it: 0 is well, 128 + n is signal n.
  int status = 0;
  /// Whether it was ended because `stop` was set.
  bool stopped = false;
  std::string out{};
  /// The last line on its standard error that is not empty.
  std::string last_error_line{};
};

/// Runs `command` by /bin/sh, in a process group of its own, with nothing to read. When `stop`
/// becomes true the group is told to end, and killed two seconds later. Returns when the command
/// has ended, even where something that it left behind holds its output open.
/// Errors  std::runtime_error where it cannot be started, or writes more than 256 MiB.
child_result run_child(std::string const& command, std::atomic<bool> const& stop);

}  // namespace kvbench::cli
