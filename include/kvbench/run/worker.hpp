// kvbench/run/worker.hpp: the loop: plays blocks of operations.
//
// Floor: run. One worker is one thread; who starts it and what becomes of its numbers is
// closed_loop.hpp.
//
// A block is dealt first (dealer.hpp). It is then played in the order of the stream with one clock
// read per operation, chained: the end of one is the start of the next. So nothing is drawn between
// two stamps of a chain, and the only surprise for the branch predictor is the jump to the
// operation.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>      // a block's order
#include <atomic>     // progress
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <exception>  // what calls throw
#include <limits>     // no latency
#include <optional>   // an open loop
#include <utility>    // move

#include <kvbench/core/clock.hpp>      // thread CPU
#include <kvbench/run/async_open.hpp>  // clients that send ahead
#include <kvbench/run/dealer.hpp>      // what is dealt
#include <kvbench/run/due_times.hpp>   // open loops
#include <kvbench/run/hooks.hpp>       // which errors are fatal
#include <kvbench/run/paced.hpp>       // pauses and batches
#include <kvbench/run/tally.hpp>       // what is played and counted
#include <kvbench/workload/cards.hpp>  // what is dealt

namespace kvbench {

/// Law: what is played, and with which arguments, depends on seed and task alone, not on the time
/// that calls take.
template <class Cards, class Clock>
class worker : public dealer<Cards> {
 public:
  using clock_type = Clock;

  using dealer<Cards>::deal;

  worker(Cards cards, Clock const& clock, draw_source const& source, std::uint64_t seed)
      : dealer<Cards>(std::move(cards), source, seed), clock_(clock) {}

  /// Plays the worker's share of `task` on `client`, and counts in `done` what was played.
  template <class Client>
  [[gnu::noinline]] void play(Client& client, worker_task const& task, worker_tally& tally,
                              std::atomic<std::uint64_t>& done) {
    tally.start_ticks = Clock::now();
    tally.intervals.start(tally.start_ticks, task.interval_ticks, tally.latency_ns.size());
    std::uint64_t const cpu_start_ns = thread_cpu_ns();
    if constexpr (sends_ahead<Client>) {
      play_ahead(*this, client, task, tally, done);
    } else if (task.is_paced()) {
      detail::paced<worker, Clock, Client>{*this, clock_, client, task, tally, done}.play();
    } else if (task.latency || task.rate > 0) {
      play_share<true>(client, task, tally, done);
    } else {
      play_share<false>(client, task, tally, done);
    }
    tally.cpu_ns = thread_cpu_ns() - cpu_start_ns;
    tally.end_ticks = Clock::now();
    if (tally.intervals.is_on()) tally.intervals.close(tally.end_ticks, tally.latency_ns);
  }

  /// Plays `blocks` blocks without calling anyone: what is left is the harness.
  /// Yields  thread CPU nanoseconds per operation.
  double play_nothing(std::uint64_t blocks, bool latency, worker_tally& tally) {
    std::uint64_t const start_ns = thread_cpu_ns();
    for (std::uint64_t b = 0; b < blocks; ++b) {
      std::size_t i = 0;
      std::uint64_t const first = b * block_cards;
      if (latency) {
        deal(first, block_cards);
        timed(
            i, block_cards, [this](card c) __attribute__((always_inline)) {
              cards_.call_nothing(c.op, c.slot);
            });
        record(0, block_cards, tally);
      } else {
        this->template pick_cards<false>(first, block_cards);
        untimed(
            i, block_cards, first,
            [this](std::size_t op, std::uint64_t number, draw_source const& source,
                   std::uint64_t seed)
                __attribute__((always_inline)) { cards_.play_nothing(op, number, source, seed); });
      }
      for (std::size_t op = 0; op < cards_.size(); ++op) tally.calls[op].played += counts_[op];
    }
    return static_cast<double>(thread_cpu_ns() - start_ns) /
           static_cast<double>(blocks * block_cards);
  }

  /// Plays the card at place `i`, and verifies the reply where `look` says so.
  template <class Client>
  verdict call_at(std::size_t i, Client& client, bool look, worker_tally& tally, stopwatch& watch) {
    card const c = order_[i];
    watch.look = look;
    return cards_.call_verified(c.op, c.slot, client, draw_of(source_, seed_, first_ + i),
                                tally.calls[c.op], watch);
  }

  /// Plays operation `op` once with the randomness of operation `number`, and looks at the reply.
  template <class Client>
  [[gnu::cold]] verdict play_verified(Client& client, std::size_t op, std::uint64_t number) {
    std::uint8_t const only = 0;
    call_tally ignored;
    stopwatch watch{&Clock::now};
    cards_.draw(op, &only, 1, source_, seed_, number);
    return cards_.call_verified(op, 0, client, draw_of(source_, seed_, number), ignored, watch);
  }

 private:
  template <class Worker, class Client>
  friend class async_player;

  using typename dealer<Cards>::card;
  using dealer<Cards>::cards_;
  using dealer<Cards>::source_;
  using dealer<Cards>::seed_;
  using dealer<Cards>::order_;
  using dealer<Cards>::counts_;
  using dealer<Cards>::first_;

  // Only stores what each card took. A counter read waits for everything that depends on the read
  // before it, so that a histogram between two reads would cost its whole latency: 7 ns.
  template <class Play>
  [[gnu::always_inline]] void timed(std::size_t& i, std::size_t count, Play&& play) {
    detail::due_times<Clock>* const open = open_;
    std::uint64_t before = Clock::now();
    chain_start_ = before;
    for (; i < count; ++i) {
      if (open != nullptr && open->is_due_after(i, before)) {
        before = open->wait(i);
        if (before == 0) return;
      }
      play(order_[i]);
      std::uint64_t const after = Clock::now();
      ticks_[i] = after - before;
      before = after;
    }
  }

  /// Records places `from` to `to - 1`, which one chain of stamps timed.
  [[gnu::noinline]] void record(std::size_t from, std::size_t to, worker_tally& tally) {
    if (tally.intervals.is_on() || open_ != nullptr) return record_in_time(from, to, tally);
    Clock const clock = clock_;
    histogram* const latency_ns = tally.latency_ns.data();
    for (std::size_t i = from; i < to; ++i) {
      if (ticks_[i] != no_latency) latency_ns[order_[i].op].record(clock.ns(ticks_[i]));
    }
  }
  /// The same where it matters when each began and ended.
  [[gnu::noinline]] void record_in_time(std::size_t from, std::size_t to, worker_tally& tally) {
    Clock const clock = clock_;
    histogram* const latency_ns = tally.latency_ns.data();
    std::uint64_t ended = chain_start_;
    for (std::size_t i = from; i < to; ++i) {
      if (ticks_[i] == no_latency) continue;
      std::uint64_t const began = open_ != nullptr ? open_->began(i, ended) : ended;
      ended = began + ticks_[i];
      if (tally.intervals.is_on() && tally.intervals.is_over(ended)) [[unlikely]]
        tally.intervals.close(ended, tally.latency_ns);
      latency_ns[order_[i].op].record(clock.ns(ticks_[i]));
      if (open_ != nullptr) open_->record(i, order_[i].op, began, ended, tally);
    }
  }

  // With no time to keep clean, a card is drawn where it is played: drawing fills the gap that the
  // surprise of the jump leaves.
  template <class Play>
  [[gnu::always_inline]] void untimed(std::size_t& i, std::size_t count, std::uint64_t first,
                                      Play&& play) {
    draw_source const source = source_;
    std::uint64_t const seed = seed_;
    for (; i < count; ++i) play(order_[i].op, first + i, source, seed);
  }

  /// An open loop begins each card when it is due, or as soon as the last one has ended where that
  /// is later.
  template <bool Timed, class Client>
  void play_share(Client& client, worker_task const& task, worker_tally& tally,
                  std::atomic<std::uint64_t>& done) {
    std::uint64_t const start = Clock::now();
    std::optional<detail::due_times<Clock>> open;
    if (Timed && task.rate > 0) open_ = &open.emplace(clock_, task, seed_, start);
    play_blocks<Timed>(client, task, tally, done, start);
    if (open) tally.waited_ns = open->waited_ns();
    open_ = nullptr;
  }

  template <bool Timed, class Client>
  void play_blocks(Client& client, worker_task const& task, worker_tally& tally,
                   std::atomic<std::uint64_t>& done, std::uint64_t start) {
    std::uint64_t before = start;
    std::size_t dealt_at_once =
        1;  // grows while blocks are short, so that a slow store is stopped in time too
    std::uint64_t so_far = 0;
    for (std::uint64_t b = task.worker; b * task.block < task.operations; b += task.workers) {
      std::size_t const size = static_cast<std::size_t>(
          smaller<std::uint64_t>(task.operations - b * task.block, task.block));
      for (std::size_t at = 0; at < size;) {
        std::size_t count = size - at < dealt_at_once ? size - at : dealt_at_once;
        if (open_ != nullptr) count = open_->take(count);
        if (count == 0) {
          open_->wait_out();
          return;
        }
        std::uint64_t const first = task.base + b * task.block + at;
        if constexpr (Timed) {
          deal(first, count);
        } else {
          this->template pick_cards<false>(first, count);
        }
        std::size_t const played = play_block<Timed>(
            client, first, count, task.verify && at == 0 && b / task.workers % 4 == 0, tally);
        at += count;
        so_far += played;
        done.store(so_far, std::memory_order_relaxed);
        std::uint64_t const now = Clock::now();
        std::uint64_t const took_ns = clock_.ns(now - before);
        before = now;
        bool const time_is_up = now - start >= task.ticks;
        if (open_ != nullptr && (time_is_up || !tally.fatal.empty() || detail::is_over(task))) {
          tally.unsent += open_->unsent(
              played, count, size - at + detail::operations_from(task, b + task.workers), now);
        }
        if (detail::is_set(task.enough) && tally.fatal.empty()) return;
        if (!tally.fatal.empty() || detail::is_set(task.stop) || detail::is_set(task.abandoned)) {
          bool const complete =
              played == count && at == size && (b + task.workers) * task.block >= task.operations;
          tally.stopped = !tally.fatal.empty() || !complete;
          return;
        }
        if (time_is_up) return;
        if (took_ns < block_short_ns && dealt_at_once < block_cards) {
          dealt_at_once *= 2;
        } else if (took_ns > block_long_ns && dealt_at_once > 1) {
          dealt_at_once /= 2;
        }
      }
    }
  }

  /// Yields  how many cards were played; fewer than `count` only after a fatal error, or where an
  /// open loop was stopped while it waited.
  template <bool Timed, class Client>
  std::size_t play_block(Client& client, std::uint64_t first, std::size_t count, bool verify_first,
                         worker_tally& tally) {
    std::size_t i = 0;
    std::size_t recorded = 0;
    auto const record_chain = [&] {
      if constexpr (Timed) record(recorded, i, tally);
      recorded = i;
    };
    auto const after_error = [&] {
      record_chain();
      if (open_ != nullptr) open_->free_since(Clock::now());
    };
    while (i < count) {
      try {
        if (verify_first && i == 0) {
          if (open_ != nullptr && open_->is_due_after(0, Clock::now()) && open_->wait(0) == 0)
            break;
          verify_card<Timed>(client, first, tally);
          ++i;
          record_chain();
        }
        call_tally* const tallies = tally.calls.data();
        if constexpr (Timed) {
          timed(
              i, count, [&](card c) __attribute__((always_inline)) {
                cards_.call(c.op, c.slot, client, tallies);
              });
          if (i < count) break;
        } else {
          untimed(
              i, count, first,
              [&](std::size_t op, std::uint64_t number, draw_source const& source,
                  std::uint64_t seed) __attribute__((always_inline)) {
                cards_.play(op, number, source, seed, client, tallies);
              });
        }
      } catch (std::exception const& e) {
        count_error(i++, e.what(), tally);
        after_error();
        if (hooks::is_fatal(client, e)) {
          tally.fatal = *e.what() == 0 ? "fatal error" : e.what();
          break;
        }
      } catch (...) {
        count_error(i++, "an exception that is no std::exception", tally);
        after_error();
      }
    }
    record_chain();
    for (std::size_t op = 0; op < cards_.size(); ++op) tally.calls[op].played += counts_[op];
    for (std::size_t unplayed = i; unplayed < count; ++unplayed)
      --tally.calls[order_[unplayed].op].played;
    return i;
  }

  template <bool Timed, class Client>
  void verify_card(Client& client, std::uint64_t first, worker_tally& tally) {
    card const c = order_[0];
    std::uint8_t const only = 0;
    if constexpr (!Timed) cards_.draw(c.op, &only, 1, source_, seed_, first);
    kvbench::draw const drawn = draw_of(source_, seed_, first);
    std::uint64_t const before = Clock::now();
    stopwatch watch{&Clock::now};
    verdict const v = cards_.call_verified(c.op, c.slot, client, drawn, tally.calls[c.op], watch);
    if constexpr (Timed) {
      ticks_[0] = watch.stopped_at - before;
      chain_start_ = before;
    }
    tally.verified += v != verdict::unverified ? 1 : 0;
    tally.verify_failures += v == verdict::wrong ? 1 : 0;
  }

  void count_error(std::size_t i, char const* what, worker_tally& tally) {
    ticks_[i] = no_latency;
    tally.count_error(order_[i].op, what);
  }

  static constexpr std::uint64_t no_latency = std::numeric_limits<std::uint64_t>::max();
  static constexpr std::uint64_t block_short_ns = 5'000'000;
  static constexpr std::uint64_t block_long_ns = 20'000'000;

  Clock clock_;
  std::array<std::uint64_t, block_cards> ticks_{};  // what each card took
  std::uint64_t chain_start_ = 0;                   // before the first card of a chain of stamps
  detail::due_times<Clock>* open_ = nullptr;        // where the loop is open
};

}  // namespace kvbench
