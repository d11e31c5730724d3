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

#include <kvbench/core/bounds.hpp>           // smaller, larger
#include <kvbench/core/clock.hpp>            // what times
#include <kvbench/core/concat.hpp>           // messages
#include <kvbench/core/error.hpp>            // fatal_error
#include <kvbench/run/checks.hpp>            // refusals
#include <kvbench/run/connections.hpp>       // many from one thread
#include <kvbench/run/hooks.hpp>             // what a client may offer
#include <kvbench/run/machine_meter.hpp>     // what a thread takes
#include <kvbench/run/options.hpp>           // what is asked
#include <kvbench/run/pin.hpp>               // keeps workers on their CPUs
#include <kvbench/run/plan.hpp>              // what workers do
#include <kvbench/run/process_meter.hpp>     // what all else takes
#include <kvbench/run/result.hpp>            // what is told
#include <kvbench/run/summary.hpp>           // from numbers to a result
#include <kvbench/run/team.hpp>              // threads and their steps
#include <kvbench/run/throughput_watch.hpp>  // until it is steady, or known
#include <kvbench/run/worker.hpp>            // the loop
#include <kvbench/workload/cards.hpp>        // make_cards

namespace kvbench {

namespace detail {

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

/// Looks at a few replies of each reading operation, so that each is seen even where its weight is
/// small.
template <class Worker, class Client>
[[gnu::cold]] void verify_each(Worker& worker, Client& client, run_result& result) {
  for (std::size_t op = 0; op < worker.cards().size(); ++op) {
    if (worker.cards().facts(op).effect != effect::reads) continue;
    for (std::uint64_t i = 0; i < 4; ++i) {
      try {
        verdict const v = worker.play_verified(client, op, numbers::verifying.first + op * 4 + i);
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

}  // namespace detail

/// As `run`, with a clock of the caller's: `now()` static, `ns(ticks)`, `ns_per_tick()`.
template <class Clock, class Workload, class MakeClient>
[[gnu::cold]] run_result run_with_clock(Clock const& clock, Workload const& workload,
                                        MakeClient&& make_client, run_options const& options) {
  using made = decltype(make_client(0u));  // a client, or a reference to one
  using client_type = std::remove_reference_t<made>;
  using cards_type = decltype(make_cards<client_type>(workload));
  using worker_type = worker<cards_type, Clock>;

  detail::refuse_options(options, hooks::has_batches<client_type> || sends_ahead<client_type>);
  detail::refuse_connections<client_type>(options);
  distribution const from =
      options.keys_distribution.value_or(workload.keys_distribution.value_or(uniform));
  value_size const size = options.value_bytes.value_or(workload.value_bytes.value_or(100));
  check(size);

  keyspace const keys{from, larger<std::uint64_t>(options.keys, 1)};
  payload_pool const payload{static_cast<std::size_t>(size.most)};
  value_sizes const lengths{size, payload};
  key_shape const shape{options.key_prefix, options.key_length, options.keys};
  draw_source const source{keys,           payload,
                           options.keys,   options.elements,
                           size.most,      lengths.vary() ? &lengths : nullptr,
                           key_form{shape}};
  run_result result = detail::result_of(workload.name, options, size, lengths.mean());
  result.machine.pinned = detail::pinned_of(options);
  worker_type first_worker{make_cards<client_type>(workload), clock, source, options.seed};
  detail::mixed_operations const mix = detail::operations_of(first_worker.cards());
  detail::refuse_unloaded(workload.name, mix, options);

  worker_task task = detail::task_of(options, clock.ns_per_tick());
  result.stream_hash = first_worker.hash(smaller(task.operations, detail::hashed_operations));
  result.harness = detail::calibrate(first_worker, clock, options.latency);

  detail::team team{options.threads};
  task.abandoned = &team.abandoned;
  std::vector<worker_tally> tallies(options.threads);
  for (worker_tally& each : tallies) each.expect(mix.size(), options.latency, task.rate > 0);
  std::vector<worker_tally> warm(options.threads);
  for (worker_tally& each : warm) each.expect(mix.size(), options.latency);
  std::atomic<bool> steady{false};
  std::atomic<bool> enough{false};

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
      if (options.load) {
        hooks::flush(connected->client);
        detail::load_data(me->cards(), mix, connected->client,
                          loader{source, options.seed, options.stop});
      }
      if (hooks::is_empty(connected->client).value_or(false))
        detail::refuse_empty(workload.name, mix);
      hooks::settle(connected->client);
    });
    team.do_step([&]() __attribute__((cold)) {
      worker_task mine = detail::warmup_of(task, options, clock.ns_per_tick());
      mine.worker = w;
      mine.enough = &steady;
      if (w == 0) team.warming = true;
      me->play(connected->client, mine, warm[w], team.warmed(w));
      if (!warm[w].fatal.empty()) {
        team.abandoned = true;  // the others need not warm up to their end
        throw fatal_error{concat({"the client failed while warming up: ", warm[w].fatal})};
      }
    });
    team.do_step([&]() __attribute__((cold)) {
      if (w == 0) machine.emplace(connected->client);
    });
    team.do_step([&]() __attribute__((cold)) {
      if (w == 0) team.started_ticks = Clock::now();
      worker_task mine = task;
      mine.worker = w;
      detail::thread_meter meter;
      mine.enough = &enough;
      me->play(connected->client, mine, tallies[w], team.done(w));
      tallies[w].machine = meter.stop();
      if (!tallies[w].fatal.empty()) team.abandoned = true;
    });
    team.do_step([&]() __attribute__((cold)) {
      if (w != 0) return;
      team.measured = true;
      machine->stop(clock, connected->client, result);
      detail::summarize(mix, clock.ns_per_tick(), tallies, result);
      if (options.interval) detail::sum_intervals(tallies, options.interval->count(), result);
      detail::sum_warm_up(warm, clock.ns_per_tick(), result.warm_up);
      result.warm_up.steady = steady;
      if (options.verify && tallies[0].fatal.empty())
        detail::verify_each(*me, connected->client, result);
      if (result.verify_failures != 0) detail::flag(result, "verify failed");
      result.client = hooks::label(connected->client);
      result.settings = hooks::settings(connected->client);
      result.settings.emplace("distribution", to_text(from));
      detail::tell_keys(options, result.settings);
      detail::tell_connections<client_type>(options, result.settings);
      result.family_counts = hooks::counts(connected->client);
      if (options.load && !options.keep && tallies[0].fatal.empty())
        hooks::flush(connected->client);
    });
  };
  detail::throughput_watch warming;
  detail::throughput_watch measuring;
  unsigned looks = 0;
  auto const look = [&]() __attribute__((cold)) {
    std::uint64_t const started = team.started_ticks.load();
    auto const now_ns = static_cast<double>(Clock::now() - started) * clock.ns_per_tick();
    if (started == 0) {
      if (!options.warmup_until_steady || !team.warming) return;
      warming.look(team.warmed(), now_ns);
      if (warming.is_steady()) steady = true;
      return;
    }
    if (options.precision && !enough && !team.measured) {
      measuring.look(team.done(), now_ns);
      if (measuring.half_width().value_or(1) <= *options.precision) enough = true;
    }
    if (options.on_progress && ++looks % 4 == 0)
      options.on_progress(detail::progress_of(team.done(), options, now_ns));
  };

  std::optional<detail::reporter> reporter;
  if (options.on_progress || options.precision || options.warmup_until_steady)
    reporter.emplace(look);
  team.run(body);
  reporter.reset();
  if (options.precision) result.precision = measuring.half_width();
  return result;
}

/// Runs `workload` on the clients that `make_client(worker)` returns: one per worker, made by and
/// used from one thread; worker 0's is made first and loads the data. Yields  what was measured,
/// also where the run was stopped or a fatal error ended it: then marked partial. Errors  error
/// where the run makes no sense (nothing loaded that is read, no thread, bad weights); whatever
///         connecting, flushing or loading throws. What operations throw is counted, not thrown.
/// Cost    memory does not depend on the number of operations: about 31 KiB per operation of the
/// mix and worker, and 64 KiB more for each key and name that it draws, used as far as keys are
/// long.
template <class Workload, class MakeClient>
run_result run(Workload const& workload, MakeClient&& make_client,
               run_options const& options = {}) {
  return run_with_clock(best_clock{}, workload, make_client, options);
}

}  // namespace kvbench
