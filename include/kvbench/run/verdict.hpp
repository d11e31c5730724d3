// kvbench/run/verdict.hpp: who held a run back.
//
// Floor: run. Pure: judges shares of CPU; measures nothing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>  // the verdict

namespace kvbench {

/// What a verdict is drawn from. Shares are 0..1.
struct load_shares {
  /// Of the workers' wall time, how much they were on a CPU.
  double busy = 0;
  /// Of the workers' CPU time, how much was the client's and not the harness'.
  double client = 0;
  /// CPU seconds of the server's process per second; below 0 where there is no server, or it does
  /// not tell.
  double server = -1;
  /// Whether operations came by a schedule, and were begun when they were due.
  bool rate_kept = false;
};

/// Yields
///   "rate"       an open loop that kept its rate: nobody was at a limit
///   "harness"    more than half of the workers' CPU was the harness': the client is faster than it
///                seems
///   "server"     the server's process used at least 85 % of a core: Redis answers on one
///   "generator"  the workers used that much and the server did not: it can do more than was asked
///                of it
///   "client"     no server is known, and the workers computed more than half of the time: it is
///                the store that was measured
///   "waiting"    none of these: for replies under way, a disk, a lock, or a core that another had
[[nodiscard, gnu::cold, gnu::noinline]] inline std::string_view bottleneck_of(
    load_shares const& load) noexcept {
  constexpr double saturated = 0.85;
  constexpr double half = 0.5;
  if (load.rate_kept) return "rate";
  if (load.busy >= half && load.client < half) return "harness";
  if (load.server < 0) return load.busy >= half ? "client" : "waiting";
  if (load.server >= saturated) return "server";
  return load.busy >= saturated ? "generator" : "waiting";
}

/// Whether figures of a run with this verdict say more of who asked than of the store.
[[nodiscard]] inline bool is_harness_limited(std::string_view bottleneck) noexcept {
  return bottleneck == "harness" || bottleneck == "generator";
}

}  // namespace kvbench
