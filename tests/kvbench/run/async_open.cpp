// tests/kvbench/run/async_open.cpp: requests that are begun when they are due, on a clock that only
// waiting moves.
//
// SPDX-License-Identifier: MIT
#include <kvbench/run/async_open.hpp>

#include <algorithm>
#include <vector>

#include "catch.hpp"
#include "kvbench/run/mailbox.hpp"

using namespace test;

namespace {

constexpr std::uint64_t ms = 1'000'000;

/// A thousand requests a second on `fake_clock`, whose ticks are nanoseconds.
struct paced_fixture : async_fixture {
  paced_fixture() {
    task.rate = 1'000;
    task.operations = 10;
    tally.expect(1, true, true);
  }
};

}  // namespace

TEST_CASE("async open: each request begins when it is due", "[run]") {
  paced_fixture f;
  mailbox m{3};
  m.takes_time = true;
  f.play(asking, m);
  REQUIRE(m.sent_ticks.size() == 10);
  for (std::size_t i = 0; i < 10; ++i) {
    CHECK(m.sent_ticks[i] >= 1 + i * ms);
    CHECK(m.sent_ticks[i] < 1 + i * ms + 1'000);
    CHECK(m.sent_on[i] == i % 3);
  }
  CHECK(f.tally.lateness_ns[0].count() == 10);
  CHECK(f.tally.lateness_ns[0].max() < 1'000);
  CHECK(f.tally.response_ns[0].count() == 10);
  CHECK(f.tally.latency_ns[0].count() == 10);
  CHECK(f.tally.unsent == 0);
  CHECK(f.tally.awake_ns > 0);
  CHECK(f.tally.awake_ns < 10 * 100'000);  // asleep for most of it
  CHECK_FALSE(f.tally.stopped);
}

TEST_CASE("async open: the same requests in the same order as a closed loop", "[run]") {
  paced_fixture open;
  open.task.operations = 1'000;
  mailbox m{4};
  m.takes_time = true;
  open.play(asking, m);
  async_fixture closed;
  mailbox other{1};
  closed.play(asking, other);
  CHECK(m.asked == other.asked);
}

// Coordinated omission: what waits behind a stall would be left out, or counted as fast.
TEST_CASE("async open: a stall is in the response time of all that waited for it", "[run]") {
  paced_fixture f;
  f.task.pipeline = 2;
  mailbox m{1};
  m.takes_time = true;
  m.on_poll = [&](unsigned) {
    return fake_clock::ticks < 10 * ms ? std::size_t{0} : m.sent[0].size();
  };
  f.play(asking, m);
  auto const& response = f.tally.response_ns[0];
  auto const& service = f.tally.latency_ns[0];
  auto const above = [](kvbench::histogram const& h, std::uint64_t limit) {
    std::uint64_t sum = 0;
    h.for_each_bucket([&](std::uint64_t lowest, std::uint64_t, std::uint64_t count) {
      if (lowest > limit) sum += count;
    });
    return sum;
  };
  CHECK(response.count() == 10);
  CHECK(above(response, 500'000) >= 9);
  CHECK(above(response, 5 * ms) >= 4);
  CHECK(above(service, 500'000) == 2);  // those that were on their way
  CHECK(service.count() == 10);
  // Not the generator's fault: there was no room.
  CHECK(f.tally.lateness_ns[0].count() == 10);
  CHECK(above(f.tally.lateness_ns[0], 500'000) == 0);
}

// Many replies at once take long to read.
TEST_CASE("async open: what becomes due while replies are read does not wait for all of them",
          "[run]") {
  paced_fixture f;
  f.task.operations = 100;
  mailbox m{10};
  m.takes_time = true;
  bool released = false;
  m.on_poll = [&](unsigned c) {
    std::size_t waiting = 0;
    for (auto const& each : m.sent) waiting += each.size();
    released = waiting >= 8 || m.asked.size() == 100 || (released && waiting != 0);
    if (!released || m.sent[c].empty()) return std::size_t{0};
    fake_clock::ticks += 400'000;
    return m.sent[c].size();
  };
  f.play(asking, m);
  CHECK(f.done == 100);
  CHECK(f.tally.lateness_ns[0].max() <= 401'000);
}

TEST_CASE("async open: what was due and never sent is counted", "[run]") {
  paced_fixture f;
  f.task.operations = 100'000;
  f.task.ticks = 10 * ms;
  f.task.pipeline = 2;
  mailbox m{1};
  m.takes_time = true;
  m.on_poll = [&](unsigned) {
    return fake_clock::ticks < 20 * ms ? std::size_t{0} : m.sent[0].size();
  };
  f.play(asking, m);
  CHECK(m.asked.size() == 2);
  CHECK(f.tally.unsent == 8);
  CHECK(f.tally.response_ns[0].count() == 2);
  CHECK_FALSE(f.tally.stopped);

  paced_fixture kept;
  kept.task.operations = 100'000;
  kept.task.ticks = 10 * ms;
  mailbox quick{1};
  quick.takes_time = true;
  kept.play(asking, quick);
  CHECK(kept.tally.unsent == 0);
  CHECK(quick.asked.size() == 10);
}

TEST_CASE("async open: stops when it is told, at once where another has failed", "[run]") {
  paced_fixture f;
  std::atomic<bool> stop{false};
  f.task.stop = &stop;
  f.task.operations = 100'000;
  mailbox m{2};
  m.takes_time = true;
  m.on_poll = [&](unsigned c) {
    stop = fake_clock::ticks > 20 * ms;
    return m.sent[c].size();
  };
  f.play(asking, m);
  CHECK(f.tally.stopped);
  CHECK(f.done == m.asked.size());
  CHECK(f.done >= 20);
  CHECK(f.done < 30);

  paced_fixture abandoned;
  abandoned.task.operations = 100'000;
  std::atomic<bool> given_up{false};
  abandoned.task.abandoned = &given_up;
  mailbox silent{1};
  silent.takes_time = true;
  silent.on_poll = [&](unsigned) {
    given_up = fake_clock::ticks > 20 * ms;
    return std::size_t{0};
  };
  abandoned.play(asking, silent);
  CHECK(abandoned.tally.stopped);
  CHECK(abandoned.done == 0);
  CHECK(abandoned.tally.unsent >= 18);
}

// A connection that was lost must not hide what was due until then.
TEST_CASE("async open: what was due and never sent is counted where the run fails", "[run]") {
  paced_fixture f;
  f.task.operations = 100'000;
  mailbox m{1};
  m.takes_time = true;
  m.on_poll = [](unsigned) -> std::size_t {
    if (fake_clock::ticks > 20 * ms) throw kvbench::fatal_error{"lost"};
    return 0;
  };
  f.play(asking, m);
  CHECK(f.tally.fatal == "lost");
  CHECK(m.asked.size() == 1);
  CHECK(f.tally.unsent >= 18);
  CHECK(f.tally.unsent <= 60);  // a look round takes 50 ms
}

TEST_CASE("async open: a failed request has no response time", "[run]") {
  paced_fixture f;
  f.task.operations = 200;
  mailbox m{3};
  m.takes_time = true;
  f.play(failing, m);
  CHECK(f.tally.calls[0].errors > 50);
  CHECK(f.tally.response_ns[0].count() == 200 - f.tally.calls[0].errors);
}
