// kvbench/run/closed_loop.hpp: runs a workload on a client, each worker as fast as it can.
//
// Floor: run. The protocol: connect, flush, load, settle, warm up, measure, verify, count. The loop
// itself is worker.hpp.
//
// What is reported is service time, from a call to the end of its reply. A closed loop waits for
// the store, so that it never shows how long requests would have queued.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>       // progress
#include <cstdint>      // uint64_t
#include <exception>    // what a verified call throws
#include <optional>     // what a worker makes when it is its turn
#include <string>       // names
#include <string_view>  // names
#include <type_traits>  // a client or a reference to one
#include <vector>       // one tally each

#include <kvbench/core/bounds.hpp>        // smaller, larger
#include <kvbench/core/clock.hpp>         // what times
#include <kvbench/core/concat.hpp>        // messages
#include <kvbench/core/error.hpp>         // refusals
#include <kvbench/run/connections.hpp>    // many from one thread
#include <kvbench/run/hooks.hpp>          // what a client may offer
#include <kvbench/run/machine_meter.hpp>  // what a thread takes
#include <kvbench/run/options.hpp>        // what is asked
#include <kvbench/run/pin.hpp>            // keeps workers on their CPUs
#include <kvbench/run/process_meter.hpp>  // what all else takes
#include <kvbench/run/result.hpp>         // what is told
#include <kvbench/run/summary.hpp>        // from numbers to a result
#include <kvbench/run/team.hpp>           // threads and their steps
#include <kvbench/run/worker.hpp>         // the loop
#include <kvbench/workload/cards.hpp>     // make_cards

namespace kvbench {

namespace detail {

/// Numbers of operations that no measured run reaches: randomness for warming up and for looking at
/// replies afterwards.
inline constexpr std::uint64_t warmup_base = std::uint64_t{1} << 47;
inline constexpr std::uint64_t verify_base = warmup_base + (std::uint64_t{1} << 46);
inline constexpr std::uint64_t hashed_operations = 10'000;

template <class Cards, class Client>
void load_data(Cards const& cards, mixed_operations const& mix, Client& client,
               loader const& from) {
  for (std::size_t op = 0; op < mix.size(); ++op) {
    std::string_view const data = mix[op].facts.data;
    std::size_t first = 0;
    while (mix[first].facts.data != data) ++first;
    if (first == op && !data.empty()) cards.load(op, client, from);
  }
}

inline bool needs_data(operation_facts const& facts) {
  return facts.effect == effect::reads || facts.effect == effect::drains;
}

/// Refuses to read where nothing is to be found: such a run is fast and says nothing.
[[gnu::cold, gnu::noinline]] inline void refuse_unloaded(std::string_view workload,
                                                         mixed_operations const& mix,
                                                         run_options const& options) {
  for (auto const& [facts, weight] : mix) {
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

/// The same after loading, where the client counts.
[[gnu::cold, gnu::noinline]] inline void refuse_empty(std::string_view workload,
                                                      mixed_operations const& mix,
                                                      named<std::uint64_t> const& counts) {
  for (auto const& [family, count] : counts) {
    if (count != 0) return;
  }
  for (auto const& [facts, weight] : mix) {
    if (!needs_data(facts)) continue;
    throw error{concat({"workload \"", workload, "\": ", facts.name,
                        " reads, and the store is empty after loading"})};
  }
}

/// Looks at a few replies of each reading operation, so that each is seen even where its weight is
/// small.
template <class Worker, class Client>
[[gnu::cold]] void verify_each(Worker& worker, Client& client, run_result& result) {
  for (std::size_t op = 0; op < worker.cards().size(); ++op) {
    if (worker.cards().facts(op).effect != effect::reads) continue;
    for (std::uint64_t i = 0; i < 4; ++i) {
      try {
        verdict const v = worker.play_verified(client, op, verify_base + op * 4 + i);
        result.verified += v != verdict::unverified ? 1 : 0;
        result.verify_failures += v == verdict::wrong ? 1 : 0;
      } catch (std::exception const&) {
        // Errors were counted where they were measured.
      }
    }
  }
}

/// The cost of the harness for these cards, and of one clock read.
template <class Worker, class Clock>
harness_cost calibrate(Worker& worker, Clock const& clock, bool latency) {
  harness_cost cost;
  worker_tally ignored{worker.cards().size(), latency};
  cost.overhead_ns_per_op = worker.play_nothing(64, latency, ignored);
  for (int repetition = 0; repetition < 7; ++repetition) {
    cost.overhead_ns_per_op =
        smaller(cost.overhead_ns_per_op, worker.play_nothing(64, latency, ignored));
  }
  cost.clock_ns = clock_cost_ns(clock);
  return cost;
}

/// How far the team is.
[[gnu::cold]] inline progress progress_of(team const& all, run_options const& options,
                                          double elapsed_ns) {
  progress p;
  p.operations_done = all.done();
  p.elapsed_s = elapsed_ns / 1e9;
  if (options.time) {
    auto const whole_ns = static_cast<double>(options.time->count());
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
                                          std::uint64_t value_bytes) {
  run_result result;
  result.workload = workload;
  result.threads = options.threads;
  result.keys = options.keys;
  result.elements = options.elements;
  result.value_bytes = value_bytes;
  result.seed = options.seed;
  result.machine.pinned = pinned_of(options);
  return result;
}

inline worker_task task_of(run_options const& options, double ns_per_tick) {
  worker_task task;
  if (options.time) {
    task.ticks =
        static_cast<std::uint64_t>(static_cast<double>(options.time->count()) / ns_per_tick);
  } else {
    task.operations = options.operations;
  }
  task.workers = options.threads;
  task.pipeline = options.pipeline;
  task.latency = options.latency;
  task.verify = options.verify;
  task.stop = options.stop;
  return task;
}

/// The same for warming up.
inline worker_task warmup_of(worker_task task, run_options const& options) {
  task.base = warmup_base;
  task.operations = options.warmup;
  task.ticks = worker_task{}.ticks;
  task.latency = false;
  task.verify = false;
  return task;
}

}  // namespace detail

/// As `run`, with a clock of the caller's: `now()` static, `ns(ticks)`, `ns_per_tick()`.
template <class Clock, class Workload, class MakeClient>
[[gnu::cold]] run_result run_with_clock(Clock const& clock, Workload const& workload,
                                        MakeClient&& make_client, run_options const& options) {
  using made = decltype(make_client(0u));  // a client, or a reference to one
  using client_type = std::remove_reference_t<made>;
  using cards_type = decltype(make_cards<client_type>(workload));
  using worker_type = worker<cards_type, Clock>;

  if (options.threads == 0) throw error{"a run needs at least one thread"};
  detail::refuse_connections<client_type>(options);
  distribution const from =
      options.keys_distribution.value_or(workload.keys_distribution.value_or(uniform));
  run_result result = detail::result_of(
      workload.name, options, options.value_bytes.value_or(workload.value_bytes.value_or(100)));

  keyspace const keys{from, larger<std::uint64_t>(options.keys, 1)};
  payload_pool const payload{static_cast<std::size_t>(result.value_bytes)};
  draw_source const source{keys, payload, options.keys, options.elements, result.value_bytes};
  worker_type first_worker{make_cards<client_type>(workload), clock, source, options.seed};
  detail::mixed_operations const mix = detail::operations_of(first_worker.cards());
  detail::refuse_unloaded(workload.name, mix, options);

  worker_task task = detail::task_of(options, clock.ns_per_tick());
  result.stream_hash = first_worker.hash(smaller(task.operations, detail::hashed_operations));
  result.harness = detail::calibrate(first_worker, clock, options.latency);

  detail::team team{options.threads};
  task.abandoned = &team.abandoned;
  std::vector<worker_tally> tallies(options.threads);
  for (worker_tally& each : tallies) each.expect(mix.size(), options.latency);

  std::optional<detail::process_meter<client_type, Clock>> machine;

  // Cold: what runs once is compiled for size.
  auto const body = [&](unsigned w) __attribute__((cold)) {
    struct connection {
      made client;
      connection(MakeClient& make, unsigned number) : client(make(number)) {}
    };
    std::optional<connection> connected;
    std::optional<worker_type> own;
    std::optional<pinned_thread> pinned;
    team.do_step([&]() __attribute__((cold)) {
      if (!options.pin.empty()) pinned.emplace(options.pin[w % options.pin.size()]);
      detail::monitor::lock const one_at_a_time{team.connecting};
      connected.emplace(make_client, w);
      detail::open_connections(connected->client, options, w);
      if (w != 0) own.emplace(make_cards<client_type>(workload), clock, source, options.seed);
    });
    worker_type* const me = w == 0 ? &first_worker
                            : own  ? &*own
                                   : nullptr;  // null only after a failure
    team.do_step([&]() __attribute__((cold)) {
      if (w != 0) return;
      hooks::flush(connected->client);
      detail::load_data(me->cards(), mix, connected->client, loader{source, options.seed});
      if constexpr (hooks::counts_families<client_type>)
        detail::refuse_empty(workload.name, mix, hooks::counts(connected->client));
      hooks::settle(connected->client);
    });
    team.do_step([&]() __attribute__((cold)) {
      worker_task mine = detail::warmup_of(task, options);
      mine.worker = w;
      worker_tally ignored{mix.size(), false};
      std::atomic<std::uint64_t> nobody_asks{0};
      me->play(connected->client, mine, ignored, nobody_asks);
      if (!ignored.fatal.empty())
        throw fatal_error{concat({"the client failed while warming up: ", ignored.fatal})};
    });
    team.do_step([&]() __attribute__((cold)) {
      if (w == 0) machine.emplace(connected->client);
    });
    team.do_step([&]() __attribute__((cold)) {
      if (w == 0) team.started_ticks = Clock::now();
      worker_task mine = task;
      mine.worker = w;
      detail::thread_meter meter;
      me->play(connected->client, mine, tallies[w], team.done(w));
      tallies[w].machine = meter.stop();
      if (!tallies[w].fatal.empty()) team.abandoned = true;
    });
    team.do_step([&]() __attribute__((cold)) {
      if (w != 0) return;
      machine->stop(clock, connected->client, result);
      detail::summarize(mix, clock.ns_per_tick(), tallies, result);
      if (options.verify && tallies[0].fatal.empty())
        detail::verify_each(*me, connected->client, result);
      if (result.verify_failures != 0) detail::flag(result, "verify failed");
      result.client = hooks::label(connected->client);
      result.settings = hooks::settings(connected->client);
      result.settings.emplace("distribution", to_text(from));
      detail::tell_connections<client_type>(options, result.settings);
      result.family_counts = hooks::counts(connected->client);
    });
  };
  auto const tell = [&] {
    std::uint64_t const started = team.started_ticks.load();
    if (started == 0) return;
    options.on_progress(detail::progress_of(
        team, options, static_cast<double>(Clock::now() - started) * clock.ns_per_tick()));
  };

  std::optional<detail::reporter> reporter;
  if (options.on_progress) reporter.emplace(tell);
  team.run(body);
  return result;
}

/// Runs `workload` on the clients that `make_client(worker)` returns: one per worker, made by and
/// used from one thread; worker 0's is made first and loads the data. Yields  what was measured,
/// also where the run was stopped or a fatal error ended it: then marked partial. Errors  error
/// where the run makes no sense (nothing loaded that is read, no thread, bad weights); whatever
///         connecting, flushing or loading throws. What operations throw is counted, not thrown.
/// Cost    memory does not depend on the number of operations: about 31 KiB per operation of the
/// mix and worker.
template <class Workload, class MakeClient>
run_result run(Workload const& workload, MakeClient&& make_client,
               run_options const& options = {}) {
  return run_with_clock(best_clock{}, workload, make_client, options);
}

}  // namespace kvbench
