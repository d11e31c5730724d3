// tests/kvbench/run/async_worker.cpp: the loop over many connections, on a client whose replies
// come when the test says.
//
// SPDX-License-Identifier: MIT
#include <kvbench/run/async_worker.hpp>

#include <algorithm>
#include <deque>
#include <functional>
#include <stdexcept>
#include <vector>

#include "catch.hpp"
#include "kvbench/run/store.hpp"

using test::fake_clock;

namespace {

/// Connections to nowhere: what was asked waits in `sent` until `on_poll` answers it.
class mailbox {
 public:
  explicit mailbox(unsigned connections) : sent(connections) {}

  [[nodiscard]] unsigned connections() const { return static_cast<unsigned>(sent.size()); }
  void aim(unsigned connection) { aimed_at_ = connection; }
  void send() {
    sends.push_back(written_.size());
    for (auto const request : written_) sent[aimed_at_].push_back(request);
    written_.clear();
  }
  [[nodiscard]] std::uint64_t reply_limit_ns() const { return limit_ns; }
  [[noreturn]] void refuse_late(unsigned) { throw kvbench::fatal_error{"late"}; }
  [[noreturn]] void refuse_unasked(unsigned) { throw kvbench::fatal_error{"unasked"}; }

  template <class Listener>
  void poll(int, Listener& listener) {
    if (++polls > 100'000) throw std::logic_error{"polls without end"};
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
    }
  }

  void ask(std::uint64_t request) {
    asked.push_back(request);
    written_.push_back(request);
  }

  /// How many replies of a connection come now. Default: all.
  std::function<std::size_t(unsigned)> on_poll = [this](unsigned c) { return sent[c].size(); };
  std::vector<std::deque<std::uint64_t>> sent;
  std::vector<std::uint64_t> asked{};
  std::vector<std::size_t> sends{};
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

using namespace kvbench::literals;
constexpr auto asking = kvbench::workload("asking", 100_pct * ask{});
constexpr auto failing = kvbench::workload("failing", 100_pct * ask_nine{});

struct fixture {
  kvbench::keyspace keys{kvbench::uniform, 50};
  kvbench::payload_pool payload{64};
  kvbench::draw_source source{keys, payload, 50, 4, 64};
  kvbench::worker_tally tally{1, true};
  std::atomic<std::uint64_t> done{0};
  kvbench::worker_task task{};

  fixture() {
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

}  // namespace

// Bytes that depend on connections, and two set-ups compare different work.
TEST_CASE("async worker: the same requests in the same order over any connections", "[run]") {
  std::vector<std::uint64_t> first;
  for (auto const& [connections, pipeline] : {std::pair{1u, 1u}, {1u, 7u}, {9u, 1u}, {30u, 100u}}) {
    fixture f;
    f.task.pipeline = pipeline;
    mailbox m{connections};
    f.play(asking, m);
    if (first.empty()) first = m.asked;
    CHECK(m.asked == first);
    CHECK(f.done == 1'000);
    CHECK(f.tally.calls[0].played == 1'000);
    CHECK(f.tally.latency_ns[0].count() == 1'000);
    CHECK_FALSE(f.tally.stopped);
    auto const odd = std::count_if(first.begin(), first.end(), [](auto n) { return n % 2 == 1; });
    CHECK(f.tally.calls[0].misses == static_cast<std::uint64_t>(odd));
  }
}

TEST_CASE("async worker: shares are disjoint and complete", "[run]") {
  fixture whole;
  mailbox all{1};
  whole.play(asking, all);
  std::vector<std::uint64_t> shares;
  for (std::uint64_t w = 0; w < 3; ++w) {
    fixture f;
    f.task.worker = w;
    f.task.workers = 3;
    f.task.pipeline = 5;
    mailbox m{4};
    f.play(asking, m);
    shares.insert(shares.end(), m.asked.begin(), m.asked.end());
  }
  std::sort(shares.begin(), shares.end());
  std::sort(all.asked.begin(), all.asked.end());
  CHECK(shares == all.asked);
}

// redis-benchmark gives each reply of a pipeline the latency of the first.
TEST_CASE("async worker: each reply of a pipeline has its own latency", "[run]") {
  fixture f;
  f.task.operations = 10;
  f.task.pipeline = 10;
  mailbox m{1};
  int turn = 0;
  m.on_poll = [&](unsigned) {
    ++turn;
    fake_clock::ticks = turn == 1 ? 101 : 5'001;
    return turn == 1 ? std::size_t{4} : m.sent[0].size();
  };
  f.play(asking, m);
  auto const& h = f.tally.latency_ns[0];
  CHECK(h.count() == 10);
  CHECK(h.min() == 100);
  CHECK(h.value_at_percentile(40) == 100);
  CHECK(h.value_at_percentile(41) > 4'900);
  CHECK(h.max() == 5'000);
}

// A request that was sent later has waited for less.
TEST_CASE("async worker: a latency begins with its own send", "[run]") {
  fixture f;
  f.task.operations = 4;
  f.task.pipeline = 2;
  mailbox m{1};
  m.on_poll = [&](unsigned) {
    fake_clock::ticks += 100;
    return std::size_t{1};
  };
  f.play(asking, m);
  auto const& h = f.tally.latency_ns[0];
  CHECK(m.sends == std::vector<std::size_t>{2, 1, 1});
  CHECK(h.min() == 100);  // the oldest of the first send
  CHECK(h.max() == 200);  // each other one waits behind one
  CHECK(h.value_at_percentile(25) == 100);
  CHECK(h.value_at_percentile(26) > 190);
}

TEST_CASE("async worker: as many on their way as the pipeline holds, and no more", "[run]") {
  fixture f;
  f.task.pipeline = 3;
  mailbox m{5};
  std::size_t most = 0;
  m.on_poll = [&](unsigned c) {
    most = std::max(most, m.sent[c].size());
    return std::size_t{1};
  };
  f.play(asking, m);
  CHECK(most == 3);
  CHECK(m.sends[0] == 3);
}

TEST_CASE("async worker: an error is its operation's, and is in no latency", "[run]") {
  fixture f;
  f.task.pipeline = 4;
  mailbox m{3};
  f.play(failing, m);
  auto const& calls = f.tally.calls[0];
  auto const nines = std::count(m.asked.begin(), m.asked.end(), std::uint64_t{9});
  CHECK(calls.played == 1'000);
  CHECK(calls.errors == static_cast<std::uint64_t>(nines));
  CHECK(calls.errors > 400);
  CHECK(calls.first_error == "nine");
  CHECK(f.tally.latency_ns[0].count() == 1'000 - calls.errors);
  CHECK(f.tally.fatal.empty());
}

// Looking at replies must not depend on how they travel.
TEST_CASE("async worker: the first of every fourth block is verified", "[run]") {
  fixture f;
  f.task.operations = 5'000;
  mailbox m{2};
  f.play(asking, m);
  CHECK(f.tally.verified == 5);
  CHECK(f.tally.verify_failures == 0);
  fixture twisted;
  mailbox liar{1};
  twisted.task.pipeline = 2;
  liar.on_poll = [&](unsigned c) {
    for (auto& request : liar.sent[c]) request = 0;
    return liar.sent[c].size();
  };
  twisted.play(asking, liar);
  CHECK(twisted.tally.verified == 1);
  CHECK(twisted.tally.verify_failures == 1);
}

TEST_CASE("async worker: stops when it is told, and waits for what is on its way", "[run]") {
  fixture f;
  std::atomic<bool> stop{false};
  f.task.stop = &stop;
  f.task.operations = 100'000;
  f.task.pipeline = 4;
  mailbox m{2};
  m.on_poll = [&](unsigned c) {
    stop = m.polls > 10;
    return m.sent[c].size();
  };
  f.play(asking, m);
  CHECK(f.tally.stopped);
  CHECK(f.done == m.asked.size());
  CHECK(f.done < 1'000);
}

TEST_CASE("async worker: stops when its time is up, and that is no early end", "[run]") {
  fixture f;
  f.task.operations = 100'000;
  f.task.ticks = 1'000;
  mailbox m{1};
  m.on_poll = [&](unsigned c) {
    fake_clock::ticks += 10;
    return m.sent[c].size();
  };
  f.play(asking, m);
  CHECK_FALSE(f.tally.stopped);
  CHECK(f.done == m.asked.size());
  CHECK(f.done > 50);
  CHECK(f.done < 200);
}

TEST_CASE("async worker: waits for nobody once another worker has failed", "[run]") {
  fixture f;
  std::atomic<bool> abandoned{false};
  f.task.abandoned = &abandoned;
  mailbox m{1};
  m.on_poll = [&](unsigned) {
    abandoned = true;
    return std::size_t{0};
  };
  f.play(asking, m);
  CHECK(f.tally.stopped);
  CHECK(f.done == 0);
  CHECK(f.tally.calls[0].played == 0);
}

TEST_CASE("async worker: a reply that does not come, or that nobody asked for, ends the run",
          "[run]") {
  fixture late;
  late.task.pipeline = 2;
  mailbox silent{3};
  silent.limit_ns = 1'000'000'000;
  silent.on_poll = [&](unsigned c) {
    fake_clock::ticks += 10'000'000;
    return c == 2 ? 0 : silent.sent[c].size();
  };
  late.play(asking, silent);
  CHECK(late.tally.fatal == "late");
  CHECK(late.tally.stopped);
  CHECK(late.done > 0);

  fixture unasked;
  mailbox chatty{1};
  chatty.on_poll = [&](unsigned c) { return chatty.sent[c].size() + 1; };
  unasked.play(asking, chatty);
  CHECK(unasked.tally.fatal == "unasked");
}
