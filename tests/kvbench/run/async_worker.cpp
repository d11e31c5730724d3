// tests/kvbench/run/async_worker.cpp: the loop over many connections, on a client whose replies
// come when the test says.
//
// SPDX-License-Identifier: MIT
#include <kvbench/run/async_worker.hpp>

#include <algorithm>
#include <vector>

#include "catch.hpp"
#include "kvbench/run/mailbox.hpp"

using namespace test;

// Bytes that depend on connections, and two set-ups compare different work.
TEST_CASE("async worker: the same requests in the same order over any connections", "[run]") {
  std::vector<std::uint64_t> first;
  for (auto const& [connections, pipeline] : {std::pair{1u, 1u}, {1u, 7u}, {9u, 1u}, {30u, 100u}}) {
    async_fixture f;
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
  async_fixture whole;
  mailbox all{1};
  whole.play(asking, all);
  std::vector<std::uint64_t> shares;
  for (std::uint64_t w = 0; w < 3; ++w) {
    async_fixture f;
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
  async_fixture f;
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
  async_fixture f;
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
  async_fixture f;
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

// A batch that is refilled before it has ended is a pipeline.
TEST_CASE("async worker: a batch goes in one send, and the next after all its replies", "[run]") {
  async_fixture f;
  f.task.batch = 8;
  mailbox m{2};
  m.on_poll = [&](unsigned c) { return std::min<std::size_t>(1, m.sent[c].size()); };
  f.play(asking, m);
  REQUIRE(m.sends.size() == 125);
  CHECK(std::count(m.sends.begin(), m.sends.end(), std::size_t{8}) == 125);
  CHECK(f.done == 1'000);
}

TEST_CASE("async worker: an error is its operation's, and is in no latency", "[run]") {
  async_fixture f;
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
  async_fixture f;
  f.task.operations = 5'000;
  mailbox m{2};
  f.play(asking, m);
  CHECK(f.tally.verified == 5);
  CHECK(f.tally.verify_failures == 0);
  async_fixture twisted;
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
  async_fixture f;
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
  async_fixture f;
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
  async_fixture f;
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
  async_fixture late;
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

  async_fixture unasked;
  mailbox chatty{1};
  chatty.on_poll = [&](unsigned c) { return chatty.sent[c].size() + 1; };
  unasked.play(asking, chatty);
  CHECK(unasked.tally.fatal == "unasked");
}
