// kvbench/run/paced.hpp: the loop that begins operations after a pause, or several at once.
//
// Floor: run. The loop that never pauses, open or closed, is worker.hpp; what is dealt is the same.
//
// A batch of an open loop is begun when its last operation is due, or as soon as the client is free
// where that is later. Its service time runs from its start, the response time of each operation
// from the moment that this one was due, so that the wait for the others counts.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>     // progress
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <exception>  // what calls throw
#include <limits>     // no deadline
#include <optional>   // woken in time
#include <vector>     // a batch

#include <kvbench/core/bounds.hpp>     // smaller, larger
#include <kvbench/run/hooks.hpp>       // batches, fatal errors
#include <kvbench/run/schedule.hpp>    // when
#include <kvbench/run/share.hpp>       // which operations are ours
#include <kvbench/run/tally.hpp>       // what is played and counted
#include <kvbench/run/wait_until.hpp>  // waiting
#include <kvbench/workload/cards.hpp>  // block_cards

namespace kvbench::detail {

/// Plays a worker's share of a task whose operations are not begun at once.
template <class Worker, class Clock, class Client>
class paced {
 public:
  paced(Worker& worker, Clock const& clock, Client& client, worker_task const& task,
        worker_tally& tally, std::atomic<std::uint64_t>& done)
      : worker_(worker),
        clock_(clock),
        client_(client),
        task_(task),
        tally_(tally),
        done_(done),
        start_(Clock::now()),
        deadline_(task.ticks > std::numeric_limits<std::uint64_t>::max() - start_
                      ? std::numeric_limits<std::uint64_t>::max()
                      : start_ + task.ticks),
        due_({.rate_per_s = task.rate > 0 ? task.rate : 1,
              .how = task.arrival,
              .seed = worker.seed(),
              .worker = task.worker,
              .workers = task.workers},
             start_, clock.ns_per_tick()),
        block_(task.worker) {
    in_batch_.reserve(static_cast<std::size_t>(task.batch));
    if (is_open()) in_time_.emplace();
  }

  void play() {
    play_all();
    tally_.waited_ns = clock_.ns(waited_);
  }

 private:
  void play_all() {
    std::uint64_t ready = start_;
    while (has_next()) {
      if (is_over(task_)) return stop();
      if (at_ == size_) deal();  // before it waits: what dealing takes is nobody's response time
      std::size_t const count = take_batch(ready);
      if (count == 0) {
        // Nothing more is due: the time is up all the same only when it is up.
        if (is_open()) waited_ += wait_until(clock_, deadline_, task_);
        return;
      }
      if (is_open()) {
        std::uint64_t const due = in_batch_.back().due;
        waited_ += wait_until(clock_, due, task_);
        if (is_over(task_)) return stop();
        std::uint64_t const earliest = larger(due, ready);
        std::uint64_t const now = Clock::now();
        tally_.lateness_ns[0].record(now > earliest ? clock_.ns(now - earliest) : 0);
      }
      play_batch();
      if (!tally_.fatal.empty()) return stop();
      ready = ended_;
      if (task_.think_ticks != 0 && has_next()) {
        waited_ += wait_until(clock_, smaller(ready + task_.think_ticks, deadline_), task_);
        ready = Clock::now();
      }
    }
  }

  struct one {
    std::uint64_t due = 0;
    std::size_t op = 0;
    bool played = false;
    bool failed = false;
  };

  [[nodiscard]] bool is_open() const { return task_.rate > 0; }

  [[nodiscard]] bool has_next() const { return at_ < size_ || begins(block_) < task_.operations; }
  [[nodiscard]] std::uint64_t begins(std::uint64_t block) const { return block * task_.block; }

  /// Operations left of the worker's share.
  [[nodiscard]] std::uint64_t left() const { return size_ - at_ + operations_from(task_, block_); }

  /// Takes the operations of the next batch from the schedule.
  /// Yields  how many; 0 where the time is up.
  std::size_t take_batch(std::uint64_t now) {
    in_batch_.clear();
    if (now >= deadline_) {
      leave_behind(deadline_);
      return 0;
    }
    std::uint64_t const most = smaller(left(), task_.batch);
    while (in_batch_.size() < most) {
      if (!is_open()) {
        in_batch_.push_back({});
        continue;
      }
      if (due_.next_ticks() >= deadline_) break;
      in_batch_.push_back({.due = due_.next_ticks()});
      due_.pop();
    }
    return in_batch_.size();
  }
  void play_batch() {
    std::uint64_t dealing = 0;
    if (at_ == size_) deal();
    std::uint64_t const began = Clock::now();
    if (task_.batch <= 1) {
      ended_ = play_one(in_batch_[0]);
    } else {
      before_ = tally_.calls;
      try {
        hooks::batch(client_, [&] {
          for (one& each : in_batch_) {
            if (at_ == size_) {
              std::uint64_t const paused = Clock::now();
              deal();
              dealing += Clock::now() - paused;
            }
            play_one(each);
            if (!tally_.fatal.empty()) break;
          }
        });
      } catch (std::exception const& e) {
        undo(e);
      }
      ended_ = Clock::now();
    }
    for (one const& each : in_batch_) {
      if (each.played && !each.failed) record(each, began, ended_, dealing);
    }
    done_.store(played_, std::memory_order_relaxed);
  }

  /// What the batch had done is undone, also where it was refused before it had done anything.
  [[gnu::cold, gnu::noinline]] void undo(std::exception const& e) {
    for (std::size_t op = 0; op < before_.size(); ++op) {
      tally_.calls[op].misses = before_[op].misses;
      tally_.calls[op].bytes = before_[op].bytes;
    }
    for (one& each : in_batch_) {
      if (!each.played) {
        if (!tally_.fatal.empty()) break;
        if (at_ == size_) deal();
        each.op = worker_.operation_at(at_++);
        each.played = true;
        ++tally_.calls[each.op].played;
        ++played_;
      }
      fail(each, e);
    }
  }

  [[gnu::noinline]] void record(one const& each, std::uint64_t began, std::uint64_t ended,
                                std::uint64_t dealing) {
    if (tally_.intervals.is_on() && tally_.intervals.is_over(ended))
      tally_.intervals.close(ended, tally_.latency_ns);
    if (!tally_.latency_ns.empty())
      tally_.latency_ns[each.op].record(clock_.ns(ended - began - dealing));
    if (is_open())
      tally_.response_ns[each.op].record(ended > each.due ? clock_.ns(ended - each.due) : 0);
  }

  /// Yields  when the reply was there.
  [[gnu::noinline]] std::uint64_t play_one(one& each) {
    std::size_t const i = at_++;
    each.op = worker_.operation_at(i);
    each.played = true;
    ++tally_.calls[each.op].played;
    ++played_;
    stopwatch watch{&Clock::now};
    try {
      bool const look = task_.verify && i == 0 && (block_ / task_.workers - 1) % 4 == 0;
      verdict const v = worker_.call_at(i, client_, look, tally_, watch);
      tally_.verified += v != verdict::unverified ? 1 : 0;
      tally_.verify_failures += v == verdict::wrong ? 1 : 0;
    } catch (std::exception const& e) {
      fail(each, e);
      watch.stopped_at = Clock::now();
    } catch (...) {
      each.failed = true;
      tally_.count_error(each.op, "an exception that is no std::exception");
      watch.stopped_at = Clock::now();
    }
    return watch.stopped_at;
  }

  [[gnu::cold, gnu::noinline]] void fail(one& each, std::exception const& e) {
    if (!each.failed) tally_.count_error(each.op, e.what());
    each.failed = true;
    if (hooks::is_fatal(client_, e)) tally_.fatal = *e.what() == 0 ? "fatal error" : e.what();
  }

  [[gnu::noinline]] void deal() {
    std::uint64_t const first = begins(block_);
    size_ = static_cast<std::size_t>(smaller(task_.operations - first, task_.block));
    worker_.deal(task_.base + first, size_);
    at_ = 0;
    block_ += task_.workers;
  }

  [[gnu::cold, gnu::noinline]] void stop() {
    tally_.stopped = !is_set(task_.enough) && (!tally_.fatal.empty() || has_next());
    leave_behind(Clock::now());
  }

  /// Counts what was due by `ticks` and is not begun.
  [[gnu::cold, gnu::noinline]] void leave_behind(std::uint64_t ticks) {
    if (!is_open()) return;
    tally_.unsent += smaller(due_.count_until(smaller(ticks, deadline_)), left());
    for (one const& each : in_batch_) tally_.unsent += !each.played && each.due <= ticks ? 1 : 0;
  }

  Worker& worker_;
  Clock const& clock_;
  Client& client_;
  worker_task const& task_;
  worker_tally& tally_;
  std::atomic<std::uint64_t>& done_;
  std::uint64_t start_;
  std::uint64_t deadline_;
  schedule due_;
  std::uint64_t block_;   // the next to be dealt
  std::size_t at_ = 0;    // in the block that was dealt last
  std::size_t size_ = 0;  // of it
  std::uint64_t played_ = 0;
  std::uint64_t waited_ = 0;
  std::uint64_t ended_ = 0;  // the last batch
  std::vector<one> in_batch_;
  std::vector<call_tally> before_;  // as they were when the batch began
  std::optional<woken_in_time> in_time_;
};

}  // namespace kvbench::detail
