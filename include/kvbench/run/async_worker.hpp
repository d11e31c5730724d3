// kvbench/run/async_worker.hpp: the loop of one thread over many connections, each with several
// requests on its way.
//
// Floor: run. Knows no socket: what bytes are and how they travel is the client's.
//
// The same operations in the same order as the loop of worker.hpp deals, each to the next
// connection that has room. A latency runs from the moment at which the request's bytes were handed
// to the kernel until its own reply was read from there:
//  - the start is read once per send, right before it: all requests that go in one send start then.
//    Before, because a server may answer before send() returns; and where the kernel has no room,
//    waiting for it is waiting for the server, as it is in a client that blocks.
//  - the end is read once per receive, right after it: all replies that came in it were there then,
//    and what taking them apart costs us is not the server's time.
//
// A client that sends ahead has
//   connections()                   how many there are
//   aim(connection)                 where the calls that follow write their requests
//   send()                          hands over what was written since
//   poll(ns, listener)              waits for replies. For each connection that has some it calls
//                                   listener.received(connection) after each receive, then
//                                   listener.reply(connection) for each whole reply, and at last
//                                   listener.settled(connection)
//   reply_limit_ns()                how long a reply may take, 0 for ever
//   refuse_late(connection), refuse_unasked(connection)   throw what these are
// and everything that it throws from there ends the run. This is the closed loop, which keeps every
// connection full, and what it shares with the open one of async_open.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>     // progress
#include <cstddef>    // size_t
#include <cstdint>    // uint64_t
#include <exception>  // what calls throw

#include <kvbench/core/bounds.hpp>     // smaller, larger
#include <kvbench/run/hooks.hpp>       // which errors are fatal
#include <kvbench/run/on_its_way.hpp>  // requests without a reply
#include <kvbench/run/share.hpp>       // which operations are ours
#include <kvbench/run/tally.hpp>       // what is played and counted
#include <kvbench/run/wait_until.hpp>  // whether a run is over
#include <kvbench/workload/cards.hpp>  // what is dealt

namespace kvbench {

/// A client whose calls only send.
template <class Client>
concept sends_ahead = requires(Client& client, unsigned connection) {
  client.connections();
  client.aim(connection);
  client.send();
  client.reply_limit_ns();
};

/// Plays the share of `task` that is `worker`'s. One object per share.
template <class Worker, class Client>
class async_player {
 public:
  async_player(Worker& worker, Client& client, worker_task const& task, worker_tally& tally,
               std::atomic<std::uint64_t>& done)
      : worker_(worker),
        client_(client),
        task_(task),
        tally_(tally),
        done_(done),
        connections_(static_cast<unsigned>(client.connections())),
        pipeline_(larger<std::size_t>(task.pipeline, static_cast<std::size_t>(task.batch))),
        block_(task.worker),
        rings_(connections_, pipeline_) {}

  void play() {
    play_with([this] {
      for (unsigned c = 0; c < connections_; ++c) settled(c);
      drain(*this);
    });
  }

  // What the client calls while it polls.

  void received(unsigned) {
    read_ticks_ = clock::now();
    if (tally_.intervals.is_on() && tally_.intervals.is_over(read_ticks_)) [[unlikely]]
      tally_.intervals.close(read_ticks_, tally_.latency_ns);
  }

  void reply(unsigned connection) { static_cast<void>(take(connection)); }

  /// Gives the connection what it has room for; the next batch once the last has ended.
  void settled(unsigned connection) {
    std::size_t const before = rings_.size(connection);
    if (before >= pipeline_ || is_over_ || (before != 0 && task_.batch > 1)) return;
    client_.aim(connection);
    std::size_t many = 0;
    while (many < pipeline_ - before && write_next(connection)) ++many;
    if (many != 0) send(connection, many);
  }

 protected:
  using clock = typename Worker::clock_type;

  static constexpr std::int64_t tick_ns = 50'000'000;

  /// Plays what `body` does; what it throws ends the run.
  template <class Body>
  void play_with(Body&& body) {
    try {
      start_ = clock::now();
      body();
    } catch (std::exception const& e) {
      tally_.fatal = *e.what() == 0 ? "fatal error" : e.what();
    }
    tally_.stopped = !tally_.fatal.empty() || waiting_ != 0 || (told_to_stop_ && has_next());
    done_.store(finished_, std::memory_order_relaxed);
  }

  /// Takes replies until all have come.
  template <class Listener>
  void drain(Listener& listener) {
    while (waiting_ != 0 && poll(tick_ns, listener)) {
    }
  }

  /// Takes the replies that have come, and looks at the clock and the flags.
  /// Yields  whether going on makes sense.
  template <class Listener>
  bool poll(std::int64_t ns, Listener& listener) {
    client_.poll(ns, listener);
    done_.store(finished_, std::memory_order_relaxed);
    look_round(clock::now());
    return !detail::is_set(task_.abandoned);
  }

  /// Counts the reply that has come. Yields  its request, and whether it succeeded.
  struct taken {
    detail::on_its_way request;
    bool succeeded = false;
  };
  [[gnu::always_inline]] taken take(unsigned connection) {
    if (rings_.size(connection) == 0) client_.refuse_unasked(connection);
    detail::on_its_way const one = rings_.pop(connection);
    --waiting_;
    ++finished_;
    ++tally_.calls[one.op()].played;
    try {
      verdict const seen = worker_.cards_.finish(
          one.op(), client_, {worker_.source_, worker_.seed_, one.number(), one.look()},
          tally_.calls.data());
      tally_.verified += seen != verdict::unverified ? 1 : 0;
      tally_.verify_failures += seen == verdict::wrong ? 1 : 0;
    } catch (std::exception const& e) {
      tally_.count_error(one.op(), e.what());
      if (hooks::is_fatal(client_, e)) throw;
      return {one, false};
    } catch (...) {
      tally_.count_error(one.op(), "an exception that is no std::exception");
      return {one, false};
    }
    if (task_.latency) tally_.latency_ns[one.op()].record(ns(read_ticks_ - one.sent_ticks));
    return {one, true};
  }

  /// Writes the next request. Yields  whether there was one.
  [[gnu::always_inline]] bool write_next(unsigned connection) {
    if (!deal()) return false;
    auto const card = worker_.order_[next_];
    worker_.cards_.call(card.op, card.slot, client_, tally_.calls.data());
    rings_.push(connection, {first_ + next_, card.op, looks_ && next_ == 0});
    ++next_;
    return true;
  }

  /// Sends what was written last. Yields  when.
  std::uint64_t send(unsigned connection, std::size_t many) {
    waiting_ += many;
    std::uint64_t const now = clock::now();
    std::size_t const size = rings_.size(connection);
    for (std::size_t i = size - many; i < size; ++i) rings_.at(connection, i).sent_ticks = now;
    client_.send();
    return now;
  }

  /// Whether the share has operations that were not sent, and how many.
  [[nodiscard]] bool has_next() const {
    return next_ < dealt_ || block_ * task_.block < task_.operations;
  }
  [[nodiscard]] std::uint64_t left() const {
    return dealt_ - next_ + detail::operations_from(task_, block_);
  }

  [[nodiscard]] std::uint64_t ns(std::uint64_t ticks) const { return worker_.clock_.ns(ticks); }
  [[nodiscard]] std::uint64_t seed() const { return worker_.seed_; }
  [[nodiscard]] double ns_per_tick() const { return worker_.clock_.ns_per_tick(); }

 private:
  /// Yields  whether there is a next card: deals a block where the last one is played.
  bool deal() {
    if (next_ < dealt_) return true;
    std::uint64_t const at = block_ * task_.block;
    if (at >= task_.operations) return false;
    std::uint64_t const left = task_.operations - at;
    dealt_ = static_cast<std::size_t>(smaller(left, task_.block));
    first_ = task_.base + at;
    looks_ = task_.verify && block_ / task_.workers % 4 == 0;
    worker_.deal(first_, dealt_);
    next_ = 0;
    block_ += task_.workers;
    return true;
  }

  void look_round(std::uint64_t now) {
    told_to_stop_ = told_to_stop_ || detail::is_set(task_.stop);
    is_over_ =
        is_over_ || told_to_stop_ || detail::is_set(task_.enough) || now - start_ >= task_.ticks;
    std::uint64_t const limit_ns = client_.reply_limit_ns();
    if (limit_ns == 0 || ns(now - looked_) < std::uint64_t{tick_ns}) return;
    looked_ = now;
    for (unsigned c = 0; c < connections_; ++c) {
      if (rings_.size(c) == 0) continue;
      std::uint64_t const sent = rings_.at(c, 0).sent_ticks;
      if (now > sent && ns(now - sent) > limit_ns) client_.refuse_late(c);
    }
  }

 protected:
  Worker& worker_;
  Client& client_;
  worker_task const& task_;
  worker_tally& tally_;
  std::atomic<std::uint64_t>& done_;
  unsigned const connections_;
  std::size_t const pipeline_;

 private:
  // What is dealt.
  std::uint64_t block_;      // the next one
  std::uint64_t first_ = 0;  // the number of the present one's first card
  std::size_t next_ = 0;
  std::size_t dealt_ = 0;
  bool looks_ = false;

 protected:
  bool is_over_ = false;
  bool told_to_stop_ = false;
  detail::rings rings_;
  std::uint64_t waiting_ = 0;   // requests
  std::uint64_t finished_ = 0;  // requests
  std::uint64_t start_ = 0;
  std::uint64_t looked_ = 0;
  std::uint64_t read_ticks_ = 0;
};

}  // namespace kvbench
