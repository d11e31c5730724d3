// tests/kvbench/run/mailbox.hpp: a client that sends ahead to nowhere, and what is played on it.
//
// Floor: tests.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/run/worker.hpp>  // what is tested

#include <atomic>      // progress
#include <cstdint>     // requests
#include <deque>       // those that wait
#include <functional>  // when replies come
#include <stdexcept>   // errors
#include <vector>      // connections

#include "kvbench/run/store.hpp"  // the clock

namespace test {

/// Connections to nowhere: what was asked waits in `sent` until `on_poll` answers it.
class mailbox {
 public:
  explicit mailbox(unsigned connections) : sent(connections) {}

  [[nodiscard]] unsigned connections() const { return static_cast<unsigned>(sent.size()); }
  void aim(unsigned connection) { aimed_at_ = connection; }
  void send() {
    sends.push_back(written_.size());
    sent_ticks.push_back(fake_clock::ticks);
    sent_on.push_back(aimed_at_);
    for (auto const request : written_) sent[aimed_at_].push_back(request);
    written_.clear();
  }
  [[nodiscard]] std::uint64_t reply_limit_ns() const { return limit_ns; }
  [[noreturn]] void refuse_late(unsigned) { throw kvbench::fatal_error{"late"}; }
  [[noreturn]] void refuse_unasked(unsigned) { throw kvbench::fatal_error{"unasked"}; }

  template <class Listener>
  void poll(std::int64_t ns, Listener& listener) {
    if (++polls > 1'000'000) throw std::logic_error{"polls without end"};
    bool const came = poll_once(listener);
    if (!came && takes_time) fake_clock::ticks += ns == 0 ? 100 : static_cast<std::uint64_t>(ns);
  }
  template <class Listener>
  bool poll_once(Listener& listener) {
    bool came = false;
    for (unsigned c = 0; c < connections(); ++c) {
      std::size_t const many = on_poll(c);
      if (many == 0) continue;
      listener.received(c);
      for (std::size_t i = 0; i < many; ++i) {
        now = sent[c].empty() ? 0 : sent[c].front();
        if (!sent[c].empty()) sent[c].pop_front();
        listener.reply(c);
      }
      listener.settled(c);
      came = true;
    }
    return came;
  }

  void ask(std::uint64_t request) {
    asked.push_back(request);
    written_.push_back(request);
  }

  /// How many replies of a connection come now. Default: all.
  std::function<std::size_t(unsigned)> on_poll = [this](unsigned c) { return sent[c].size(); };
  std::vector<std::deque<std::uint64_t>> sent;
  std::vector<std::uint64_t> asked{};
  std::vector<std::size_t> sends{};         ///< requests of each send
  std::vector<std::uint64_t> sent_ticks{};  ///< its time
  std::vector<unsigned> sent_on{};          ///< its connection
  bool takes_time = false;                  ///< waiting moves the clock
  std::uint64_t limit_ns = 0;
  std::uint64_t now = 0;  // the request whose reply has come
  int polls = 0;

 private:
  std::vector<std::uint64_t> written_;
  unsigned aimed_at_ = 0;
};

struct ask {
  static constexpr std::string_view name = "ask";
  struct answer : kvbench::pending<std::uint64_t> {
    static std::uint64_t read(mailbox& from) {
      if (from.now % 10 == 9) throw std::runtime_error{"nine"};
      return from.now;
    }
  };
  static std::uint64_t draw(kvbench::draw& d) { return d.number(1'000'000) * 10 + d.number(8); }
  static answer call(mailbox& to, std::uint64_t const& a) {
    to.ask(a);
    return {};
  }
  static bool hit(std::uint64_t const& reply) { return reply % 2 == 0; }
  static bool verify(kvbench::draw const&, std::uint64_t const& a, std::uint64_t const& reply) {
    return a == reply;
  }
};
/// Half of them fail.
struct ask_nine : ask {
  static constexpr std::string_view name = "ask nine";
  static std::uint64_t draw(kvbench::draw& d) { return d.number(2) * 9; }
};

inline constexpr auto asking = kvbench::workload("asking", 100_pct * ask{});
inline constexpr auto failing = kvbench::workload("failing", 100_pct * ask_nine{});

struct async_fixture {
  kvbench::keyspace keys{kvbench::uniform, 50};
  kvbench::payload_pool payload{64};
  kvbench::draw_source source{keys, payload, 50, 4, 64};
  kvbench::worker_tally tally{1, true};
  std::atomic<std::uint64_t> done{0};
  kvbench::worker_task task{};

  async_fixture() {
    fake_clock::ticks = 1;
    task.operations = 1'000;
  }

  template <class Workload>
  void play(Workload const& w, mailbox& m) {
    using cards = decltype(kvbench::make_cards<mailbox>(w));
    kvbench::worker<cards, fake_clock> worker{kvbench::make_cards<mailbox>(w), fake_clock{}, source,
                                              42};
    worker.play(m, task, tally, done);
  }
};

}  // namespace test
