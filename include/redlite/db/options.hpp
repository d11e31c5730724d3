// redlite/db/options.hpp: how a store is opened.
//
// Floor: db. Each option says its default and its consequence.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <redlite/core/clock.hpp>  // clock_function

#include <chrono>   // the busy timeout
#include <cstddef>  // sizes

namespace redlite {

/// What a power failure may take away. A crash of the process alone takes nothing in any of them,
/// and no setting lets half a command be seen.
enum class durability {
  off,     // commands since the operating system last wrote back; the file may be damaged
  normal,  // the last few commands; the file stays whole
  full     // nothing that was acknowledged: every command waits for the disk
};

enum class sharing {
  exclusive,  // this process owns the file; others are refused as busy. Fastest.
  shared      // other processes may open it as well; each command sees what they committed
};

struct options {
  /// Default normal. `full` costs a disk flush for each writing command.
  redlite::durability durability = durability::normal;
  /// Default exclusive. In `shared`, a session that has read keeps its snapshot until it reads or
  /// writes again, and for so long the write-ahead log cannot start over: see db::release().
  redlite::sharing sharing = sharing::exclusive;
  /// Default 64 MiB. Pages kept in memory per connection; below the working set, reads slow down.
  std::size_t page_cache_bytes = std::size_t{64} * 1024 * 1024;
  /// Default 5 s. How long a command waits for another process before it fails as busy.
  std::chrono::milliseconds busy_timeout{5000};
  /// Default the system clock. Expiry and stream ids read it; tests pass their own.
  clock_function clock = &system_now_ms;
};

}  // namespace redlite
