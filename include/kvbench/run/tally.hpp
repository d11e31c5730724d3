// kvbench/run/tally.hpp: what a worker is told to play, and what it counts.
//
// Floor: run. Values only; the loop is worker.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>    // stop
#include <cstddef>   // size_t
#include <cstdint>   // uint64_t
#include <limits>    // no limit
#include <optional>  // what the kernel does not tell
#include <string>    // the first error
#include <vector>    // per operation

#include <kvbench/measure/histogram.hpp>    // latencies
#include <kvbench/op/invoke.hpp>            // call_tally
#include <kvbench/run/interval_series.hpp>  // latencies over time
#include <kvbench/run/machine.hpp>          // what a thread took
#include <kvbench/run/schedule.hpp>         // how operations arrive
#include <kvbench/workload/block.hpp>       // block_cards

namespace kvbench {

/// What a worker plays: operations `base` to `base + operations - 1`, of which its share, or until
/// the time is up.
struct worker_task {
  std::uint64_t base = 0;
  std::uint64_t operations = std::numeric_limits<std::uint64_t>::max() / 2;
  std::uint64_t ticks = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t block = block_cards;  ///< operations that a worker takes at once
  std::uint64_t worker = 0;
  std::uint64_t workers = 1;
  unsigned pipeline = 1;  ///< requests on their way per connection, on a client that sends ahead
  bool latency = true;
  bool verify = true;
  double rate = 0;  ///< of all workers, per second; 0: a closed loop
  kvbench::arrival arrival = kvbench::arrival::constant;
  std::uint64_t think_ticks = 0;
  std::uint64_t batch = 1;
  std::uint64_t interval_ticks = 0;              ///< 0: no series
  std::atomic<bool> const* stop = nullptr;       ///< the user's
  std::atomic<bool> const* enough = nullptr;     ///< the aim of the run is reached
  std::atomic<bool> const* abandoned = nullptr;  ///< another worker met a fatal error

  /// Whether workers pause between operations, or play several at once.
  [[nodiscard]] bool is_paced() const { return think_ticks != 0 || batch > 1; }
};

/// What one worker measured, in the order of the workload's operations.
struct worker_tally {
  std::vector<histogram> latency_ns;   ///< empty without latency
  std::vector<histogram> response_ns;  ///< from the intended start; empty in a closed loop
  /// How late the generator itself was: from the moment that an operation was due and that there
  /// was a client to send it by, to its start.
  std::vector<histogram> lateness_ns;  ///< one; none in a closed loop
  std::uint64_t unsent = 0;            ///< due before the time was up, and never begun
  interval_series intervals;           ///< of `latency_ns`; started with the measuring
  std::vector<call_tally> calls;
  std::uint64_t verified = 0;
  std::uint64_t verify_failures = 0;
  std::uint64_t start_ticks = 0;
  std::uint64_t end_ticks = 0;
  std::uint64_t cpu_ns = 0;
  std::optional<thread_use> machine{};  ///< what the kernel says of this thread
  std::uint64_t awake_ns = 0;           ///< of these, about, spent on waiting awake
  std::uint64_t waited_ns = 0;  ///< wall time in which nothing was under way, and nothing due
  bool stopped = false;
  std::string fatal;  ///< what ended the run, empty where nothing did

  worker_tally() = default;
  [[gnu::cold, gnu::noinline]] worker_tally(std::size_t size, bool latency) {
    expect(size, latency);
  }

  /// Makes room for so many operations; `open`: of an open loop.
  [[gnu::cold, gnu::noinline]] void expect(std::size_t size, bool latency, bool open = false) {
    latency_ns = std::vector<histogram>(latency ? size : 0);
    response_ns = std::vector<histogram>(open ? size : 0);
    lateness_ns = std::vector<histogram>(open ? 1 : 0);
    calls = std::vector<call_tally>(size);
  }

  [[gnu::cold, gnu::noinline]] void count_error(std::size_t op, char const* what) {
    call_tally& of = calls[op];
    if (of.errors++ == 0) of.first_error = what;
  }
};

}  // namespace kvbench
