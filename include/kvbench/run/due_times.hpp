// kvbench/run/due_times.hpp: when the cards of a block are due, and how late they were.
//
// Floor: run. What worker.hpp asks where its loop is open; a closed loop has none.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <array>    // a block
#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <limits>   // no deadline

#include <kvbench/core/bounds.hpp>     // smaller, larger
#include <kvbench/run/schedule.hpp>    // when
#include <kvbench/run/tally.hpp>       // what is counted
#include <kvbench/run/wait_until.hpp>  // waiting
#include <kvbench/workload/cards.hpp>  // block_cards

namespace kvbench::detail {

/// The due times of one worker's cards, block by block.
template <class Clock>
class due_times {
 public:
  due_times(Clock const& clock, worker_task const& task, std::uint64_t seed,
            std::uint64_t start_ticks)
      : clock_(clock),
        task_(task),
        deadline_(task.ticks > std::numeric_limits<std::uint64_t>::max() - start_ticks
                      ? std::numeric_limits<std::uint64_t>::max()
                      : start_ticks + task.ticks),
        ready_(start_ticks),
        schedule_({.rate_per_s = task.rate,
                   .how = task.arrival,
                   .seed = seed,
                   .worker = task.worker,
                   .workers = task.workers},
                  start_ticks, clock.ns_per_tick()) {}

  /// Takes the next `count` from the schedule, or as many as are due before the time is up.
  /// Yields  how many.
  std::size_t take(std::size_t count) noexcept {
    for (std::size_t i = 0; i < count; ++i) {
      if (schedule_.next_ticks() >= deadline_) return i;
      due_[i] = schedule_.next_ticks();
      waited_until_[i] = 0;
      schedule_.pop();
    }
    return count;
  }

  /// Whether card `i` must wait, at `ticks`.
  [[nodiscard]] bool is_due_after(std::size_t i, std::uint64_t ticks) const noexcept {
    return due_[i] > ticks;
  }

  /// Waits until card `i` is due.
  /// Yields  when it begins; 0 where the run is over meanwhile.
  [[gnu::noinline]] std::uint64_t wait(std::size_t i) noexcept {
    waited_ticks_ += wait_until(clock_, due_[i], task_);
    if (is_over(task_)) return 0;
    return waited_until_[i] = Clock::now();
  }

  /// Waits until the time is up: nothing more is due before.
  [[gnu::cold, gnu::noinline]] void wait_out() noexcept {
    waited_ticks_ += wait_until(clock_, deadline_, task_);
  }

  /// When card `i` began: after it had waited, or when the one before it had ended.
  [[nodiscard]] std::uint64_t began(std::size_t i, std::uint64_t last_end) const noexcept {
    return waited_until_[i] != 0 ? waited_until_[i] : last_end;
  }

  /// Records a success.
  void record(std::size_t i, std::size_t op, std::uint64_t began, std::uint64_t ended,
              worker_tally& tally) noexcept {
    std::uint64_t const earliest = larger(due_[i], ready_);
    tally.lateness_ns[0].record(began > earliest ? clock_.ns(began - earliest) : 0);
    tally.response_ns[op].record(ended > due_[i] ? clock_.ns(ended - due_[i]) : 0);
    ready_ = ended;
  }

  /// The client is free again since `ticks`, without a success.
  void free_since(std::uint64_t ticks) noexcept { ready_ = ticks; }

  /// Yields  how many that were due by `ticks` are not begun: those from place `from` to `count -
  /// 1` of the block, and those that were never taken, of which there are `left`.
  [[gnu::cold, gnu::noinline]] std::uint64_t unsent(std::size_t from, std::size_t count,
                                                    std::uint64_t left,
                                                    std::uint64_t ticks) noexcept {
    std::uint64_t sum = smaller(schedule_.count_until(smaller(ticks, deadline_)), left);
    for (std::size_t i = from; i < count; ++i) sum += due_[i] <= ticks ? 1 : 0;
    return sum;
  }

  [[nodiscard]] std::uint64_t waited_ns() const noexcept { return clock_.ns(waited_ticks_); }

 private:
  Clock const& clock_;
  worker_task const& task_;
  std::uint64_t deadline_;
  std::uint64_t ready_;  // since when the client is free
  schedule schedule_;
  std::uint64_t waited_ticks_ = 0;
  woken_in_time in_time_;
  std::array<std::uint64_t, block_cards> due_{};
  std::array<std::uint64_t, block_cards> waited_until_{};  // 0: did not wait
};

}  // namespace kvbench::detail
