// kvbench/stop.hpp: Ctrl-C.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>  // the flag

namespace kvbench::cli {

/// Becomes true at the first SIGINT or SIGTERM; a second one ends the process at once, with status
/// 130.
std::atomic<bool> const& stop_flag();

/// Handles the signals from here on. SIGPIPE is ignored: a reader that is gone shows when it is
/// written to.
void watch_signals();

}  // namespace kvbench::cli
