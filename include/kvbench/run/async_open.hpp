// kvbench/run/async_open.hpp: the open loop of one thread over many connections.
//
// Floor: run. Requests are begun when they are due, on whichever connection has room, in turns.
//
// Where none has room a request waits, and its response time runs all the same from the moment at
// which it was due; it is never left out. How late the generator itself was is counted from the
// moment at which the request was due and there was room for it.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>   // progress
#include <cstddef>  // size_t
#include <cstdint>  // uint64_t
#include <limits>   // no deadline
#include <vector>   // when requests were due

#include <kvbench/core/bounds.hpp>       // smaller, larger
#include <kvbench/run/async_worker.hpp>  // what it shares with the closed loop
#include <kvbench/run/schedule.hpp>      // when
#include <kvbench/run/wait_until.hpp>    // how long it stays awake

namespace kvbench {

/// Plays the share of a task that has a rate. One object per share.
template <class Worker, class Client>
class async_open_player : public async_player<Worker, Client> {
  using base = async_player<Worker, Client>;
  using clock = typename base::clock;

 public:
  async_open_player(Worker& worker, Client& client, worker_task const& task, worker_tally& tally,
                    std::atomic<std::uint64_t>& done)
      : base(worker, client, task, tally, done), due_ticks_(this->rings_.places()) {}

  void play() {
    detail::woken_in_time const in_time;
    this->play_with([this] { play_schedule(); });
    this->tally_.awake_ns = this->ns(awake_);
  }

  // What the client calls while it polls.

  void reply(unsigned connection) {
    // Before it is taken: where it lies may be given to another.
    std::uint64_t const due = due_ticks_[this->rings_.place(connection, 0)];
    if (this->waiting_ == room_) room_since_ = this->read_ticks_;
    auto const [request, succeeded] = this->take(connection);
    if (succeeded)
      this->tally_.response_ns[request.op()].record(
          this->read_ticks_ > due ? this->ns(this->read_ticks_ - due) : 0);
  }
  /// What became due while other replies were read is not kept waiting by the rest of them.
  void settled(unsigned) {
    if (due_ != nullptr) send_due(*due_, smaller(this->read_ticks_, deadline_ - 1));
  }

 private:
  void play_schedule() {
    std::uint64_t const never = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t const ticks = this->task_.ticks;
    deadline_ = ticks > never - this->start_ ? never : this->start_ + ticks;
    schedule due({.rate_per_s = this->task_.rate,
                  .how = this->task_.arrival,
                  .seed = this->seed(),
                  .worker = this->task_.worker,
                  .workers = this->task_.workers},
                 this->start_, this->ns_per_tick());
    room_ = std::size_t{this->connections_} * this->pipeline_;
    room_since_ = this->start_;
    due_ = &due;
    bool may_come = false;
    try {
      may_come = play_until_over(due);
    } catch (...) {
      due_ = nullptr;
      count_unsent(due, clock::now());
      throw;
    }
    due_ = nullptr;
    if (may_come) this->drain(*this);
  }

  /// Yields  whether what is on its way may still come.
  bool play_until_over(schedule& due) {
    for (;;) {
      std::uint64_t const now = clock::now();
      bool const is_over = this->told_to_stop_ || detail::is_set(this->task_.enough);
      if (is_over || now >= deadline_) count_unsent(due, now);
      if (is_over || now >= deadline_ || !this->has_next()) return true;
      send_due(due, now);
      if (!wait(smaller(due.next_ticks(), deadline_))) {
        count_unsent(due, clock::now());
        return false;
      }
    }
  }

  [[gnu::cold, gnu::noinline]] void count_unsent(schedule& due, std::uint64_t now) {
    this->tally_.unsent += smaller(due.count_until(smaller(now, deadline_)), this->left());
  }

  /// Sends what is due at `now` and has room, on the next connections in turns: one of them gets
  /// one request, unless there are more than connections.
  void send_due(schedule& due, std::uint64_t now) {
    while (this->waiting_ < room_ && due.next_ticks() <= now) {
      while (this->rings_.size(next_connection_) >= this->pipeline_) turn();
      this->client_.aim(next_connection_);
      std::uint64_t const due_ticks = due.next_ticks();
      std::size_t const behind = this->rings_.size(next_connection_);
      if (!this->write_next(next_connection_)) return;
      due_ticks_[this->rings_.place(next_connection_, behind)] = due_ticks;
      due.pop();
      std::uint64_t const sent = this->send(next_connection_, 1);
      std::uint64_t const earliest = larger(due_ticks, room_since_);
      this->tally_.lateness_ns[0].record(sent > earliest ? this->ns(sent - earliest) : 0);
      turn();
    }
  }

  /// Takes replies until the next request is due; only a turn of it. Yields  whether to go on.
  bool wait(std::uint64_t next_ticks) {
    std::uint64_t const now = clock::now();
    if (this->waiting_ == room_) return this->poll(base::tick_ns, *this);
    std::uint64_t const left_ns = next_ticks > now ? this->ns(next_ticks - now) : 0;
    if (left_ns > detail::awake_ns) {
      return this->poll(static_cast<std::int64_t>(smaller<std::uint64_t>(
                            left_ns - detail::awake_ns, std::uint64_t{base::tick_ns})),
                        *this);
    }
    std::uint64_t const before = this->finished_;
    bool const goes_on = this->poll(0, *this);
    if (this->finished_ == before) awake_ += clock::now() - now;
    return goes_on;
  }

  void turn() noexcept {
    if (++next_connection_ == this->connections_) next_connection_ = 0;
  }

  std::vector<std::uint64_t> due_ticks_;  // by place in the rings
  std::uint64_t room_ = 0;                // requests that may be on their way
  std::uint64_t room_since_ = 0;
  std::uint64_t deadline_ = 0;
  schedule* due_ = nullptr;  // while it is followed
  std::uint64_t awake_ = 0;
  unsigned next_connection_ = 0;
};

/// Plays the share of `task` on a client that sends ahead.
template <class Worker, class Client>
void play_ahead(Worker& worker, Client& client, worker_task const& task, worker_tally& tally,
                std::atomic<std::uint64_t>& done) {
  if (task.rate > 0) {
    async_open_player<Worker, Client>(worker, client, task, tally, done).play();
  } else {
    async_player<Worker, Client>(worker, client, task, tally, done).play();
  }
}

}  // namespace kvbench
