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

#include <algorithm>           // find, max, min
#include <atomic>              // progress, failure
#include <barrier>             // workers step through the protocol together
#include <chrono>              // progress
#include <condition_variable>  // the reporter's pause
#include <cstdint>             // uint64_t
#include <exception>           // a worker's failure
#include <functional>          // callbacks
#include <memory>              // what a worker makes when it is its turn
#include <mutex>               // one connects at a time
#include <optional>            // no progress yet
#include <string>              // messages
#include <thread>              // workers
#include <utility>             // std::move
#include <vector>              // one tally each

#include <kvbench/core/clock.hpp>      // what times
#include <kvbench/core/error.hpp>      // refusals
#include <kvbench/run/hooks.hpp>       // what a client may offer
#include <kvbench/run/options.hpp>     // what is asked
#include <kvbench/run/result.hpp>      // what is told
#include <kvbench/run/summary.hpp>     // from numbers to a result
#include <kvbench/run/worker.hpp>      // the loop
#include <kvbench/workload/cards.hpp>  // make_cards
#include <kvbench/workload/table.hpp>  // workloads made at run time

namespace kvbench {

namespace detail {

/// Numbers of operations that no measured run reaches: randomness for warming up and for looking at
/// replies afterwards.
inline constexpr std::uint64_t warmup_base = std::uint64_t{1} << 47;
inline constexpr std::uint64_t verify_base = warmup_base + (std::uint64_t{1} << 46);
inline constexpr std::uint64_t hashed_operations = 10'000;

/// Tells the progress about five times a second, from a thread of its own.
class reporter {
 public:
  using snapshot = std::function<std::optional<progress>()>;

  reporter(std::function<void(progress const&)> const& on_progress, snapshot now) {
    if (!on_progress) return;
    thread_ = std::thread([this, &on_progress, now = std::move(now)] {
      std::unique_lock lock{mutex_};
      while (!wake_.wait_for(lock, std::chrono::milliseconds{200}, [this] { return over_; })) {
        if (auto const p = now()) on_progress(*p);
      }
    });
  }
  reporter(reporter const&) = delete;
  reporter& operator=(reporter const&) = delete;
  ~reporter() {
    {
      std::lock_guard const lock{mutex_};
      over_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool over_ = false;
  std::thread thread_;
};

template <class Cards, class Client>
void load_data(Cards const& cards, Client& client, loader const& from) {
  std::vector<std::string_view> loaded;
  for (std::size_t op = 0; op < cards.size(); ++op) {
    std::string_view const data = cards.facts(op).data;
    if (data.empty() || std::find(loaded.begin(), loaded.end(), data) != loaded.end()) continue;
    loaded.push_back(data);
    cards.load(op, client, from);
  }
}

inline bool needs_data(operation_facts const& facts) {
  return facts.effect == effect::reads || facts.effect == effect::drains;
}

/// Refuses to read where nothing is to be found: such a run is fast and says nothing.
template <class Cards>
void refuse_unloaded(std::string_view workload, Cards const& cards, run_options const& options) {
  for (std::size_t op = 0; op < cards.size(); ++op) {
    operation_facts const facts = cards.facts(op);
    if (!needs_data(facts) || facts.data == preloaded::name) continue;
    std::string const who =
        "workload \"" + std::string{workload} + "\": " + std::string{facts.name};
    if (facts.data.empty()) {
      throw error{
          who + " reads, but names no data to load: say `using data = ...`, or kvbench::preloaded"};
    }
    if (options.keys == 0) throw error{who + " reads, and with 0 keys there is nothing to read"};
  }
}

template <class Cards, class Client>
void refuse_empty(std::string_view workload, Cards const& cards, Client& client) {
  if constexpr (hooks::counts_families<Client>) {
    for (std::size_t op = 0; op < cards.size(); ++op) {
      if (!needs_data(cards.facts(op))) continue;
      for (auto const& [family, count] : hooks::counts(client)) {
        if (count != 0) return;
      }
      throw error{"workload \"" + std::string{workload} +
                  "\": " + std::string{cards.facts(op).name} +
                  " reads, and the store is empty after loading"};
    }
  }
}

/// Looks at a few replies of each reading operation, so that each is seen even where its weight is
/// small.
template <class Worker, class Client>
void verify_each(Worker& worker, Client& client, run_result& result) {
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
        std::min(cost.overhead_ns_per_op, worker.play_nothing(64, latency, ignored));
  }
  cost.clock_ns = clock_cost_ns(clock);
  return cost;
}

/// What the workers of one run share.
struct team {
  explicit team(unsigned workers)
      : size(workers), done(workers), step(static_cast<std::ptrdiff_t>(workers)) {}

  struct alignas(64) counter {  // a cache line each
    std::atomic<std::uint64_t> value{0};
  };

  /// Does one worker's part of a step, where nobody failed so far, and waits for the others.
  void do_step(std::function<void()> const& part) {
    try {
      if (!failed.load()) part();
    } catch (...) {
      std::lock_guard const lock{mutex};
      if (!failure) failure = std::current_exception();
      failed = true;
    }
    step.arrive_and_wait();
  }

  unsigned size;
  std::vector<counter> done;
  std::barrier<> step;
  std::mutex mutex;
  std::atomic<bool> failed{false};
  std::atomic<bool> abandoned{false};
  std::atomic<std::uint64_t> started_ticks{0};
  std::exception_ptr failure;
};

/// Starts `body(0)` to `body(size - 1)`, the first on this thread, and waits for all.
inline void start_team(team& all, std::function<void(unsigned)> const& body) {
  std::vector<std::thread> threads;
  for (unsigned w = 1; w < all.size; ++w) {
    try {
      threads.emplace_back(std::cref(body), w);
    } catch (...) {  // no more threads: those that wait must not wait for these
      std::lock_guard const lock{all.mutex};
      if (!all.failure) all.failure = std::current_exception();
      all.failed = true;
      all.step.arrive_and_drop();
    }
  }
  body(0);
  for (std::thread& thread : threads) thread.join();
}

}  // namespace detail

/// As `run`, with a clock of the caller's: `now()` static, `ns(ticks)`, `ns_per_tick()`.
template <class Clock, class Workload, class MakeClient>
run_result run_with_clock(Clock const& clock, Workload const& workload, MakeClient&& make_client,
                          run_options const& options) {
  using made = decltype(make_client(0u));  // a client, or a reference to one
  using client_type = std::remove_reference_t<made>;
  using cards_type = decltype(make_cards<client_type>(workload));
  using worker_type = worker<cards_type, Clock>;

  if (options.threads == 0) throw error{"a run needs at least one thread"};
  distribution const from =
      options.keys_distribution.value_or(workload.keys_distribution.value_or(uniform));
  run_result result;
  result.workload = std::string{workload.name};
  result.threads = options.threads;
  result.keys = options.keys;
  result.elements = options.elements;
  result.value_bytes = options.value_bytes.value_or(workload.value_bytes.value_or(100));
  result.seed = options.seed;

  keyspace const keys{from, std::max<std::uint64_t>(options.keys, 1)};
  payload_pool const payload{static_cast<std::size_t>(result.value_bytes)};
  draw_source const source{keys, payload, options.keys, options.elements, result.value_bytes};
  worker_type first_worker{make_cards<client_type>(workload), clock, source, options.seed};
  detail::refuse_unloaded(workload.name, first_worker.cards(), options);

  bool const time_bound = options.time.has_value();
  worker_task task;
  if (!time_bound) task.operations = options.operations;
  if (time_bound)
    task.ticks = static_cast<std::uint64_t>(static_cast<double>(options.time->count()) /
                                            clock.ns_per_tick());
  task.workers = options.threads;
  task.latency = options.latency;
  task.verify = options.verify;
  task.stop = options.stop;
  result.stream_hash = first_worker.hash(std::min(task.operations, detail::hashed_operations));
  result.harness = detail::calibrate(first_worker, clock, options.latency);

  detail::team team{options.threads};
  task.abandoned = &team.abandoned;
  std::vector<worker_tally> tallies(options.threads,
                                    worker_tally{first_worker.cards().size(), options.latency});

  auto body = [&](unsigned w) {
    struct connection {
      made client;
      connection(MakeClient& make, unsigned number) : client(make(number)) {}
    };
    std::unique_ptr<connection> connected;
    std::unique_ptr<worker_type> own;
    team.do_step([&] {
      std::lock_guard const one_at_a_time{team.mutex};
      connected = std::make_unique<connection>(make_client, w);
      if (w == 0) return;
      own = std::make_unique<worker_type>(make_cards<client_type>(workload), clock, source,
                                          options.seed);
    });
    worker_type* const me = w == 0 ? &first_worker : own.get();
    team.do_step([&] {
      if (w != 0) return;
      hooks::flush(connected->client);
      detail::load_data(me->cards(), connected->client, loader{source, options.seed});
      detail::refuse_empty(workload.name, me->cards(), connected->client);
      hooks::settle(connected->client);
    });
    team.do_step([&] {
      worker_task warm = task;
      warm.base = detail::warmup_base;
      warm.operations = options.warmup;
      warm.ticks = worker_task{}.ticks;
      warm.latency = false;
      warm.verify = false;
      warm.worker = w;
      worker_tally ignored{me->cards().size(), false};
      std::atomic<std::uint64_t> nobody_asks{0};
      me->play(connected->client, warm, ignored, nobody_asks);
      if (!ignored.fatal.empty())
        throw fatal_error{"the client failed while warming up: " + ignored.fatal};
    });
    team.do_step([&] {
      if (w == 0) team.started_ticks = Clock::now();
      worker_task mine = task;
      mine.worker = w;
      me->play(connected->client, mine, tallies[w], team.done[w].value);
      if (!tallies[w].fatal.empty()) team.abandoned = true;
    });
    team.do_step([&] {
      if (w != 0) return;
      detail::summarize(me->cards(), clock, tallies, result);
      if (options.verify && tallies[0].fatal.empty())
        detail::verify_each(*me, connected->client, result);
      if (result.verify_failures != 0) result.flags.emplace_back("verify failed");
      result.client = hooks::label(connected->client);
      result.settings = hooks::settings(connected->client);
      result.settings.try_emplace("distribution", to_text(from));
      result.family_counts = hooks::counts(connected->client);
    });
  };

  {
    detail::reporter const reporter{
        options.on_progress, [&]() -> std::optional<progress> {
          std::uint64_t const started = team.started_ticks.load();
          if (started == 0) return std::nullopt;
          progress p;
          for (auto const& counter : team.done)
            p.operations_done += counter.value.load(std::memory_order_relaxed);
          p.elapsed_s = static_cast<double>(clock.ns(Clock::now() - started)) / 1e9;
          if (time_bound) {
            p.fraction = std::min(
                1.0, p.elapsed_s * 1e9 / std::max(1.0, static_cast<double>(options.time->count())));
          } else {
            p.operations_total = task.operations;
            p.fraction = task.operations == 0 ? 1.0
                                              : static_cast<double>(p.operations_done) /
                                                    static_cast<double>(task.operations);
          }
          return p;
        }};
    detail::start_team(team, body);
  }
  if (team.failure) std::rethrow_exception(team.failure);
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
