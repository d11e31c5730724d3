// kvbench/google_benchmark.hpp: any workload on any client as a Google Benchmark.
//
// Floor: wing. Google Benchmark decides how long, kvbench what and how it is timed.
//
//     constexpr auto read_heavy = kvbench::workload("read_heavy", 80_pct * get + 20_pct * set);
//     static auto const registered = kvbench::register_benchmarks<read_heavy, my_client>();
//     BENCHMARK_MAIN();
//
// One iteration is one operation. The time is that of the closed loop, keys and values drawn
// before; the timer is never paused for an operation. The store is flushed and loaded once per
// benchmark, not once per attempt at a length.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>       // the loop's progress, which nobody watches here
#include <cstddef>      // std::size_t
#include <cstdint>      // std::uint64_t
#include <exception>    // what a client throws
#include <memory>       // the store that is measured at the moment
#include <string>       // names
#include <string_view>  // a type's name
#include <type_traits>  // std::remove_reference_t
#include <utility>      // std::move

#include <benchmark/benchmark.h>  // Google Benchmark

#include <kvbench/core/clock.hpp>       // tsc_clock
#include <kvbench/core/error.hpp>       // refusals
#include <kvbench/run/closed_loop.hpp>  // the protocol's steps
#include <kvbench/run/options.hpp>      // what is asked
#include <kvbench/run/worker.hpp>       // the loop

namespace kvbench {

namespace detail {

/// A workload on a loaded client, ready to be played again and again.
template <class Workload, class MakeClient, class Clock>
class prepared_benchmark {
  using made = decltype(std::declval<MakeClient&>()(0u));
  using client_type = std::remove_reference_t<made>;
  using cards_type = decltype(make_cards<client_type>(std::declval<Workload const&>()));

 public:
  prepared_benchmark(Clock const& clock, Workload const& workload, MakeClient& make_client,
                     run_options const& options)
      : clock_(clock),
        options_(options),
        size_(checked(options.value_bytes.value_or(workload.value_bytes.value_or(100)))),
        distribution_(
            options.keys_distribution.value_or(workload.keys_distribution.value_or(uniform))),
        keys_(distribution_, options.keys),
        payload_(static_cast<std::size_t>(size_.most)),
        lengths_(size_, payload_),
        shape_{options.key_prefix, options.key_length, options.keys},
        source_{keys_,           payload_,
                options.keys,    options.elements,
                size_.most,      lengths_.vary() ? &lengths_ : nullptr,
                key_form{shape_}},
        worker_(make_cards<client_type>(workload), clock, source_, options.seed),
        client_(make_client(0)) {
    mixed_operations const mix = operations_of(worker_.cards());
    refuse_unloaded(workload.name, mix, options);
    hooks::flush(client_);
    load_data(worker_.cards(), mix, client_, loader{source_, options.seed});
    if (hooks::is_empty(client_).value_or(false)) refuse_empty(workload.name, mix);
    hooks::settle(client_);
    worker_tally ignored{worker_.cards().size(), false};
    worker_task warm;
    warm.base = numbers::warming_up.first;
    warm.operations = options.warmup;
    warm.latency = false;
    warm.verify = false;
    play_task(warm, ignored);
    if (!ignored.fatal.empty()) throw fatal_error{ignored.fatal};
  }

  void measure(benchmark::State& state) {
    worker_tally tally{worker_.cards().size(), options_.latency};
    worker_task task;
    task.base = played_;
    task.operations = static_cast<std::uint64_t>(state.max_iterations);
    task.latency = options_.latency;
    task.verify =
        false;  // a call that is looked at is timed apart, and there is no place here to show it
    while (state.KeepRunningBatch(state.max_iterations)) {
      play_task(task, tally);
      state.SetIterationTime(static_cast<double>(clock_.ns(tally.end_ticks - tally.start_ticks)) /
                             1e9);
    }
    // Whole blocks, so that each attempt goes on in the stream where the one before ended.
    played_ += (task.operations + block_cards - 1) / block_cards * block_cards;
    if (!tally.fatal.empty()) {
      state.SkipWithError(tally.fatal.c_str());
      return;
    }
    count(state, tally);
  }

 private:
  static value_size checked(value_size const& size) {
    check(size);
    return size;
  }
  void play_task(worker_task const& task, worker_tally& tally) {
    std::atomic<std::uint64_t> nobody_asks{0};
    worker_.play(client_, task, tally, nobody_asks);
  }

  void count(benchmark::State& state, worker_tally const& tally) const {
    double played = 0, errors = 0, misses = 0, bytes = 0;
    histogram all;
    for (std::size_t op = 0; op < worker_.cards().size(); ++op) {
      played += static_cast<double>(tally.calls[op].played);
      errors += static_cast<double>(tally.calls[op].errors);
      misses += static_cast<double>(tally.calls[op].misses);
      bytes += static_cast<double>(tally.calls[op].bytes);
      if (options_.latency) all.merge(tally.latency_ns[op]);
    }
    double const succeeded = played - errors;
    auto const percentile = [&all](double p) {
      return static_cast<double>(all.value_at_percentile(p));
    };
    if (options_.latency) {
      state.counters["p50_ns"] = percentile(50);
      state.counters["p90_ns"] = percentile(90);
      state.counters["p99_ns"] = percentile(99);
      state.counters["p999_ns"] = percentile(99.9);
    }
    state.counters["errors"] = errors;
    state.counters["hit_rate"] = succeeded > 0 ? (succeeded - misses) / succeeded : 1.0;
    state.counters["ops/s"] = benchmark::Counter(succeeded, benchmark::Counter::kIsRate);
    state.counters["bytes/s"] = benchmark::Counter(bytes, benchmark::Counter::kIsRate);
    state.SetLabel(to_text(distribution_) + " keys " + std::to_string(options_.keys) + " values " +
                   to_text(size_) + " B seed " + std::to_string(options_.seed));
  }

  Clock clock_;
  run_options options_;
  value_size size_;
  distribution distribution_;
  keyspace keys_;
  payload_pool payload_;
  value_sizes lengths_;
  key_shape shape_;
  draw_source source_;
  worker<cards_type, Clock> worker_;
  made client_;
  std::uint64_t played_ = 0;
};

/// "my_client", with the namespaces that it lies in.
template <class Client>
constexpr std::string_view type_name() {
  constexpr std::string_view text = __PRETTY_FUNCTION__;
  constexpr std::size_t start = text.find("Client = ") + 9;
  return text.substr(start, text.find_first_of(";]", start) - start);
}

/// The one benchmark that is prepared at the moment, whoever it belongs to. Google Benchmark calls
/// a benchmark many times and never says which time is the last; what was prepared for one is let
/// go when the next one is measured.
inline std::shared_ptr<void>& prepared_slot() {
  static std::shared_ptr<void> slot;
  return slot;
}

template <class Workload, class MakeClient, class Clock>
void run_benchmark(benchmark::State& state, std::weak_ptr<void>& mine, Clock const& clock,
                   Workload const& workload, MakeClient& make_client, run_options const& options) {
  using prepared = prepared_benchmark<Workload, MakeClient, Clock>;
  try {
    if (options.threads != 1)
      throw error{"a Google Benchmark of a workload runs on one thread; kvbench::run takes more"};
    if (mine.expired()) {
      prepared_slot().reset();  // before the next: two may want the same file
      prepared_slot() = std::make_shared<prepared>(clock, workload, make_client, options);
      mine = prepared_slot();
    }
    static_cast<prepared*>(mine.lock().get())->measure(state);
  } catch (std::exception const& failed) {
    prepared_slot().reset();
    state.SkipWithError(failed.what());
  }
}

}  // namespace detail

/// Registers `Workload`, a constexpr object at namespace scope, on the client that `make_client(0)`
/// yields, as
/// "<workload>/<client>".
/// Yields  the benchmark, for Google Benchmark's own settings; `operations` and `time` of `options`
/// are without effect,
///         `threads` must be 1.
/// Counts  p50_ns, p90_ns, p99_ns, p999_ns over all operations, errors, hit_rate, ops/s and
/// bytes/s.
template <auto const& Workload, class MakeClient>
benchmark::internal::Benchmark* register_benchmarks(std::string const& client,
                                                    MakeClient make_client,
                                                    run_options const& options = {}) {
  std::string const name = std::string{Workload.name} + "/" + client;
  auto body = [make_client = std::move(make_client), options,
               mine = std::weak_ptr<void>{}](benchmark::State& state) mutable {
    with_best_clock([&](auto const& clock) {
      detail::run_benchmark(state, mine, clock, Workload, make_client, options);
    });
  };
  return benchmark::RegisterBenchmark(name.c_str(), std::move(body))
      ->UseManualTime()
      ->Unit(benchmark::kNanosecond);
}

/// The same for a client that needs nothing to be made.
template <auto const& Workload, class Client>
  requires std::is_default_constructible_v<Client>
benchmark::internal::Benchmark* register_benchmarks(run_options const& options = {}) {
  return register_benchmarks<Workload>(
      std::string{detail::type_name<Client>()}, [](unsigned) { return Client{}; }, options);
}

}  // namespace kvbench
