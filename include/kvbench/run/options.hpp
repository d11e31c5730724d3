// kvbench/run/options.hpp: what a run may be told, and what it tells on the way.
//
// Floor: run. Values only.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>    // the stop flag
#include <cstdint>   // uint64_t
#include <optional>  // what the workload decides unless told
#include <string>    // the prefix of keys
#include <vector>    // CPUs

#include <kvbench/core/callback.hpp>          // progress
#include <kvbench/core/nanoseconds.hpp>       // the length of a timed run
#include <kvbench/run/schedule.hpp>           // how requests arrive
#include <kvbench/workload/distribution.hpp>  // how keys are drawn
#include <kvbench/workload/value_size.hpp>    // how long values are

namespace kvbench {

/// How far a run is. Counts are of the measured part only.
struct progress {
  std::uint64_t operations_done = 0;
  std::optional<std::uint64_t> operations_total{};  ///< empty in a time-bound run
  double elapsed_s = 0;
  double fraction = 0;  ///< 0..1 of the operations or of the time
};

struct run_options {
  /// Keys of each family that is loaded, and from which keys are drawn. 0 is refused where the
  /// workload reads.
  std::uint64_t keys = 10'000;
  /// Elements of each collection: fields, members, list entries.
  std::uint64_t elements = 10;
  /// What every key begins with, before the prefix of its family: any bytes.
  std::string key_prefix{};
  /// Bytes of every key, prefixes and all, by leading zeros of its number; up to 250. 0: as many as
  /// prefixes and ten digits are.
  std::uint64_t key_length = 0;
  /// Bytes of a value: a number, or a distribution as `sizes::uniform(10, 1'024)`. Default: what
  /// the workload says by `values(...)`, else 100.
  std::optional<value_size> value_bytes{};
  /// Same seed, same bytes: on any machine, compiler and number of threads.
  std::uint64_t seed = 42;
  /// Operations of all threads together. Without effect where `time` is set.
  std::uint64_t operations = 100'000;
  /// Length of the measured part, as `std::chrono::seconds{10}`. Default: as long as `operations`
  /// take.
  std::optional<nanoseconds> time{};
  /// Workers, each with a client of its own. More workers than cores measure the scheduler too.
  unsigned threads = 1;
  /// Connections of all threads together, for a client that drives many from one thread. 0: as many
  /// as threads.
  unsigned connections = 0;
  /// Requests that such a client keeps on their way on each connection. Each reply has a latency of
  /// its own.
  unsigned pipeline = 1;
  /// Operations per second of all threads together that are begun when they are due, whether or not
  /// earlier ones have ended (an open loop). 0: each worker begins the next when the last has ended
  /// (a closed loop).
  double rate = 0;
  /// How operations of an open loop arrive.
  kvbench::arrival arrival = kvbench::arrival::constant;
  /// Between the end of an operation and the next of the same worker, in a closed loop.
  nanoseconds think_time{0};
  /// Operations that are one: a transaction where the client has `batch`, else one after the other.
  /// Each lasts until its batch has ended.
  std::uint64_t batch = 1;
  /// Length of an interval of the time series that the result holds. Default: no series.
  std::optional<nanoseconds> interval{};
  /// Operations of all threads together that are played before the measured part, and told apart
  /// from it.
  std::uint64_t warmup = 1'000;
  /// Warms up for so long instead.
  std::optional<nanoseconds> warmup_time{};
  /// Warms up until throughput is steady instead, for `warmup_time` or a minute at most.
  bool warmup_until_steady = false;
  /// Measures until the 95 % confidence interval of the throughput is as narrow as this share of it
  /// to both sides (0.01: 1 %), for `time` or a minute at most; `operations` is without effect.
  std::optional<double> precision{};
  /// Times each operation. false: throughput only, without the cost of a clock read per operation.
  bool latency = true;
  /// How keys are drawn. Default: what the workload says by `keys(...)`, else uniform.
  std::optional<distribution> keys_distribution{};
  /// Ends the run early where it becomes true; what was measured is kept and marked partial.
  std::atomic<bool> const* stop = nullptr;
  /// Told about five times a second from a thread of its own, never inside timed code.
  callback<progress const&> on_progress{};
  /// The CPU that each worker is kept on, in their order; where there are more workers than CPUs
  /// here the list begins again. Default: the scheduler moves them as it likes. See
  /// `allowed_cpus()`.
  std::vector<unsigned> pin{};
  /// Empties the store and loads what the workload reads. false: plays on what is there.
  bool load = true;
  /// Leaves the data where it is. false: what was loaded is removed when all is counted.
  bool keep = true;
  /// Verifies the reply of about one operation in a thousand, and of the first.
  bool verify = true;
};

}  // namespace kvbench
