// kvbench/run/result.hpp: what a run yields.
//
// Floor: run. Values only; how they look on paper is report/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>   // uint64_t
#include <optional>  // an expectation that not every operation has
#include <string>    // names, flags
#include <vector>    // flags, operations

#include <kvbench/core/named.hpp>                // settings, counts per family
#include <kvbench/measure/histogram.hpp>         // latencies
#include <kvbench/measure/sparse_histogram.hpp>  // latencies of an interval
#include <kvbench/run/machine.hpp>               // what it took
#include <kvbench/run/schedule.hpp>              // how operations arrived

namespace kvbench {

struct operation_result {
  std::string name;
  std::uint64_t count = 0;   ///< successes, misses among them
  std::uint64_t errors = 0;  ///< calls that threw; in neither count nor latency_ns
  std::uint64_t misses = 0;
  histogram latency_ns;  ///< service time of each success; empty without latency
  /// Response time of each success, from the moment it was due; empty in a closed loop.
  histogram response_ns;
  /// The least hit rate that the mix allows in the long run; empty where the operation declares no
  /// effect.
  std::optional<double> hit_rate_expected_min;
  std::string first_error;  ///< what the first error said

  /// Hits among successes; 1 where there were none.
  double hit_rate() const {
    return count == 0 ? 1.0 : static_cast<double>(count - misses) / static_cast<double>(count);
  }
};

/// What the harness itself costs: the same workload, played without calling the client.
struct harness_cost {
  double overhead_ns_per_op = 0;  ///< thread CPU of pick, draw, dispatch, clock and histogram
  double clock_ns = 0;            ///< one clock read
  double cpu_share = 0;           ///< the client's share of the workers' CPU time, 0..1
  /// Of the CPU that the workers could have had, how much they used, 0..1: one each, or those that
  /// they share where there are more workers than CPUs.
  double busy = 0;
  std::string clock{};  ///< "tsc", "steady", or a clock's own name
  /// How far that clock strayed from the steady clock in the measured part; empty in too short a
  /// run.
  std::optional<double> clock_drift_ppm{};
};

/// An interval of a run: what ended in it.
struct interval_result {
  double start_s = 0;                        ///< since the measured part began
  double length_s = 0;                       ///< the last one may be shorter than the others
  std::vector<sparse_histogram> latency_ns;  ///< service time, by operation
};

/// The operations that were played before the measured part.
struct cold_start {
  std::uint64_t count = 0;  ///< successes
  double duration_s = 0;
  histogram latency_ns;  ///< service time of each; empty without latency
  /// Whether it ended because throughput had become steady; false where a count or a time ended it.
  bool steady = false;
};

struct run_result {
  std::string workload;
  std::string client;
  unsigned threads = 1;
  std::uint64_t keys = 0;
  std::uint64_t elements = 0;
  std::uint64_t value_bytes = 0;  ///< of a value; the mean where lengths differ
  /// How long values are, as text: "uniform(10,1KiB)"; empty where all are of one length.
  std::string value_sizes{};
  std::uint64_t seed = 0;
  /// Of the names and argument bytes of the first 10'000 operations: equal hashes, equal streams.
  std::uint64_t stream_hash = 0;
  double throughput_per_s = 0;  ///< successes over `duration_s`
  double bytes_per_s = 0;       ///< payload that operations declare, over `duration_s`
  double duration_s = 0;        ///< wall time of the measured part: no load, no warm-up
  /// Operations per second that were to be begun; 0 in a closed loop.
  double rate_per_s = 0;
  kvbench::arrival arrival = kvbench::arrival::constant;
  /// How late an open loop's generator itself was, per operation: from when it was due, and there
  /// was a client to send it by, to its start. Empty in a closed loop.
  histogram lateness_ns;
  std::uint64_t unsent = 0;         ///< due in an open loop before the time was up, and not begun
  std::uint64_t think_time_ns = 0;  ///< between operations of a worker, in a closed loop
  std::uint64_t batch = 1;          ///< operations that were one
  unsigned connections = 0;         ///< 0: one per thread
  unsigned pipeline = 1;            ///< requests under way on each
  cold_start warm_up;
  /// Half the width of the 95 % confidence interval of the throughput, as a share of it, where a
  /// precision was asked for and there was time to know.
  std::optional<double> precision;
  std::vector<interval_result> intervals;  ///< in order, where asked for
  harness_cost harness;
  machine_use machine;     ///< CPU, context switches, page faults, counters
  std::string bottleneck;  ///< one of the words of `bottleneck_of`: "client", "server" ...
  /// "errors>5%", "debug build", "harness-bound", "generator-bound", "verify failed", "stopped",
  /// "hit rate 0.31 of LPOP below expected 0.50", "unsent 120 of 1000: ...", "generator late: ..."
  std::vector<std::string> flags;
  bool partial = false;         ///< stopped before its operations or its time were up
  named<std::string> settings;  ///< distribution, and what the client says of itself
  named<std::uint64_t>
      family_counts;  ///< keys, and keys per family, after the run; as the client counts them
  std::vector<operation_result> operations;  ///< in the order of the workload
  std::uint64_t verified = 0;                ///< replies that were looked at
  std::uint64_t verify_failures = 0;         ///< of these, wrong
};

}  // namespace kvbench
