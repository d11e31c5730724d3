// kvbench/run/plan.hpp: from what a run was told to what its workers do.
//
// Floor: run. Pure: converts and adds up.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>      // uint64_t
#include <string>       // settings
#include <string_view>  // names
#include <vector>       // workers

#include <kvbench/core/bounds.hpp>                 // smaller, larger
#include <kvbench/run/options.hpp>                 // what is asked
#include <kvbench/run/result.hpp>                  // what is told
#include <kvbench/run/share.hpp>                   // equal shares
#include <kvbench/run/tally.hpp>                   // what workers do and count
#include <kvbench/workload/operation_numbers.hpp>  // what warms up

namespace kvbench::detail {

inline constexpr std::uint64_t hashed_operations = 10'000;
inline constexpr std::int64_t minute_ns = 60'000'000'000;

/// How long the measured part lasts at most, in nanoseconds; 0 where a number of operations ends
/// it.
inline std::int64_t most_time(run_options const& options) {
  if (options.time) return options.time->count();
  return options.precision ? minute_ns : 0;
}

/// What the workers do in the measured part.
inline worker_task task_of(run_options const& options, double ns_per_tick) {
  worker_task task;
  if (std::int64_t const most_ns = most_time(options); most_ns != 0) {
    task.ticks = static_cast<std::uint64_t>(static_cast<double>(most_ns) / ns_per_tick);
  } else {
    task.operations = options.operations;
  }
  task.workers = options.threads;
  task.pipeline = options.pipeline;
  task.latency = options.latency;
  task.verify = options.verify;
  task.rate = options.rate;
  task.arrival = options.arrival;
  task.think_ticks =
      static_cast<std::uint64_t>(static_cast<double>(options.think_time.count()) / ns_per_tick);
  task.batch = options.batch;
  if (options.rate > 0 && options.threads > 1)
    task.block = even_block(task.operations, options.threads, block_cards);
  if (options.interval) {
    task.interval_ticks = larger<std::uint64_t>(
        1,
        static_cast<std::uint64_t>(static_cast<double>(options.interval->count()) / ns_per_tick));
  }
  task.stop = options.stop;
  return task;
}

/// The same for warming up: as fast as it goes, without a series.
inline worker_task warmup_of(worker_task task, run_options const& options, double ns_per_tick) {
  task.base = numbers::warming_up.first;
  task.operations = options.warmup;
  task.ticks = worker_task{}.ticks;
  if (options.warmup_time || options.warmup_until_steady) {
    std::int64_t const ns = options.warmup_time ? options.warmup_time->count() : minute_ns;
    task.operations = worker_task{}.operations / 4;
    task.ticks = static_cast<std::uint64_t>(static_cast<double>(ns) / ns_per_tick);
  }
  task.rate = 0;
  task.think_ticks = 0;
  task.interval_ticks = 0;
  task.verify = false;
  return task;
}

/// How far a run is.
[[gnu::cold]] inline progress progress_of(std::uint64_t done, run_options const& options,
                                          double elapsed_ns) {
  progress p;
  p.operations_done = done;
  p.elapsed_s = elapsed_ns / 1e9;
  if (std::int64_t const most_ns = most_time(options); most_ns != 0) {
    auto const whole_ns = static_cast<double>(most_ns);
    p.fraction = smaller(1.0, elapsed_ns / larger(1.0, whole_ns));
  } else {
    p.operations_total = options.operations;
    p.fraction = options.operations == 0 ? 1.0
                                         : static_cast<double>(p.operations_done) /
                                               static_cast<double>(options.operations);
  }
  return p;
}

/// The result as far as it is known before anything is measured.
[[gnu::cold]] inline run_result result_of(std::string_view workload, run_options const& options,
                                          value_size const& size, double mean_bytes) {
  run_result result;
  result.workload = workload;
  result.threads = options.threads;
  result.keys = options.keys;
  result.elements = options.elements;
  result.value_bytes = static_cast<std::uint64_t>(mean_bytes + 0.5);
  if (size.shape != value_size::kind::fixed) result.value_sizes = to_text(size);
  result.seed = options.seed;
  result.rate_per_s = options.rate;
  result.arrival = options.arrival;
  result.think_time_ns = static_cast<std::uint64_t>(options.think_time.count());
  result.batch = options.batch;
  result.connections = options.connections;
  result.pipeline = options.pipeline;
  return result;
}

/// How keys look, where it was said.
[[gnu::cold]] inline void tell_keys(run_options const& options, named<std::string>& settings) {
  if (!options.key_prefix.empty()) settings.emplace("key_prefix", options.key_prefix);
  if (options.key_length != 0) settings.emplace("key_length", std::to_string(options.key_length));
}

/// What the workers counted while they warmed up.
[[gnu::cold]] inline void sum_warm_up(std::vector<worker_tally> const& workers, double ns_per_tick,
                                      cold_start& sum) {
  std::uint64_t start = workers.front().start_ticks;
  std::uint64_t end = workers.front().end_ticks;
  for (worker_tally const& w : workers) {
    start = smaller(start, w.start_ticks);
    end = larger(end, w.end_ticks);
    for (call_tally const& c : w.calls) sum.count += c.played - c.errors;
    for (histogram const& h : w.latency_ns) sum.latency_ns.merge(h);
  }
  sum.duration_s = static_cast<double>(end - start) * ns_per_tick / 1e9;
}

}  // namespace kvbench::detail
