// kvbench/run/checks.hpp: what a run refuses, each by one sentence.
//
// Floor: run. Pure: measures nothing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>        // isfinite
#include <cstdint>      // uint64_t
#include <string>       // messages
#include <string_view>  // names

#include <kvbench/core/concat.hpp>  // messages
#include <kvbench/core/error.hpp>   // refusals
#include <kvbench/run/limits.hpp>   // how much
#include <kvbench/run/options.hpp>  // what is asked
#include <kvbench/run/summary.hpp>  // what is in the mix

namespace kvbench::detail {

inline bool needs_data(operation_facts const& facts) {
  return facts.effect == effect::reads || facts.effect == effect::drains;
}

/// Refuses options that no run can follow.
[[gnu::cold, gnu::noinline]] inline void refuse_options(run_options const& options,
                                                        bool client_batches) {
  if (options.threads == 0) throw error{"a run needs at least one thread"};
  auto const refuse_more = [](std::uint64_t wanted, std::uint64_t most, std::string_view what) {
    if (wanted > most)
      throw error{concat({"a run has at most ", std::to_string(most), " ", what, ", not ",
                          std::to_string(wanted)})};
  };
  refuse_more(options.threads, limits::threads_max, "threads");
  refuse_more(options.keys, limits::keys_max, "keys");
  refuse_more(options.elements, limits::elements_max, "elements of a collection");
  if (!options.time && !options.precision)
    refuse_more(options.operations, limits::operations_max, "operations");
  if (!options.warmup_time && !options.warmup_until_steady)
    refuse_more(options.warmup, limits::operations_max, "operations to warm up");
  if (!limits::can_load(options.keys, options.elements))
    throw error{concat({std::to_string(options.keys), " keys of ", std::to_string(options.elements),
                        " elements each are more than can be loaded: fewer of either"})};
  if (!std::isfinite(options.rate) || options.rate < 0)
    throw error{"the rate of a run must be operations per second, or 0 for a closed loop"};
  if (options.rate > 0 && options.think_time.count() != 0)
    throw error{
        "a rate and a think time exclude each other: a schedule says already when operations are "
        "due"};
  if (options.think_time.count() < 0) throw error{"the think time of a run must not be negative"};
  if (options.rate > 0 && !options.latency)
    throw error{"an open loop measures latencies: leave the rate out, or measure them"};
  if (options.batch == 0) throw error{"a batch needs at least one operation"};
  if (options.batch > 1 && !client_batches)
    throw error{"the client has no batch(): it cannot make several operations one"};
  if (options.interval && options.interval->count() < 1'000'000)
    throw error{"the interval of a time series must be at least 1 ms: each is cut while all waits"};
  if (options.interval && options.time &&
      options.time->count() / options.interval->count() > 100'000)
    throw error{"a time series of more than 100,000 intervals: make them longer"};
  if (options.interval && !options.latency)
    throw error{"a time series is made of latencies: leave the interval out, or measure them"};
  if (options.precision && !(*options.precision > 0 && *options.precision < 1))
    throw error{"the precision of a run must be above 0 and below 1: 0.01 is 1 %"};
  if (options.pipeline == 0) throw error{"a pipeline holds at least one request"};
}

/// Refuses to read where nothing is to be found: such a run is fast and says nothing.
[[gnu::cold, gnu::noinline]] inline void refuse_unloaded(std::string_view workload,
                                                         mixed_operations const& mix,
                                                         run_options const& options) {
  for (mixed_operation const& one : mix) {
    operation_facts const& facts = one.facts;
    if (!needs_data(facts) || facts.data == preloaded::name) continue;
    if (facts.data.empty()) {
      constexpr std::string_view cure = "say `using data = ...`, or kvbench::preloaded";
      throw error{concat({"workload \"", workload, "\": ", facts.name,
                          " reads, but names no data to load: ", cure})};
    }
    if (options.keys == 0) {
      throw error{concat({"workload \"", workload, "\": ", facts.name,
                          " reads, and with 0 keys there is nothing to read"})};
    }
  }
}

/// The same after loading, of a store that holds nothing.
[[gnu::cold, gnu::noinline]] inline void refuse_empty(std::string_view workload,
                                                      mixed_operations const& mix) {
  for (mixed_operation const& one : mix) {
    operation_facts const& facts = one.facts;
    if (!needs_data(facts)) continue;
    throw error{concat({"workload \"", workload, "\": ", facts.name,
                        " reads, and the store is empty after loading"})};
  }
}

}  // namespace kvbench::detail
