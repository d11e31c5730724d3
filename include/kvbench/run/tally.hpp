// kvbench/run/tally.hpp: what a worker is told to play, and what it counts.
//
// Floor: run. Values only; the loop is worker.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>   // stop
#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <limits>   // no limit
#include <string>   // the first error
#include <vector>   // per operation

#include <kvbench/measure/histogram.hpp>  // latencies
#include <kvbench/op/invoke.hpp>          // call_tally

namespace kvbench {

/// What a worker plays: operations `base` to `base + operations - 1`, of which its share, or until
/// the time is up.
struct worker_task {
  std::uint64_t base = 0;
  std::uint64_t operations = std::numeric_limits<std::uint64_t>::max() / 2;
  std::uint64_t ticks = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t worker = 0;
  std::uint64_t workers = 1;
  bool latency = true;
  bool verify = true;
  std::atomic<bool> const* stop = nullptr;       ///< the user's
  std::atomic<bool> const* abandoned = nullptr;  ///< another worker met a fatal error
};

/// What one worker measured, in the order of the workload's operations.
struct worker_tally {
  std::vector<histogram> latency_ns;  ///< empty without latency
  std::vector<call_tally> calls;
  std::uint64_t verified = 0;
  std::uint64_t verify_failures = 0;
  std::uint64_t start_ticks = 0;
  std::uint64_t end_ticks = 0;
  std::uint64_t cpu_ns = 0;
  bool stopped = false;
  std::string fatal;  ///< what ended the run, empty where nothing did

  worker_tally() = default;
  [[gnu::cold, gnu::noinline]] worker_tally(std::size_t size, bool latency) {
    expect(size, latency);
  }

  /// Makes room for so many operations.
  [[gnu::cold, gnu::noinline]] void expect(std::size_t size, bool latency) {
    latency_ns = std::vector<histogram>(latency ? size : 0);
    calls = std::vector<call_tally>(size);
  }

  [[gnu::cold, gnu::noinline]] void count_error(std::size_t op, char const* what) {
    call_tally& of = calls[op];
    if (of.errors++ == 0) of.first_error = what;
  }
};

}  // namespace kvbench
