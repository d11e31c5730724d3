// tests/kvbench/run/paced.cpp
#include <kvbench/run/paced.hpp>

#include "catch.hpp"
#include "kvbench/run/store.hpp"

#include <chrono>
#include <stdexcept>
#include <vector>

using namespace test;
using kvbench::histogram;
using kvbench::run_result;

namespace {

struct quick {
  static constexpr std::string_view name = "quick";
  static auto draw(kvbench::draw& d) {
    fake_clock::ticks += 3;  // dealing takes time as well
    return d.key("user:");
  }
  static void call(store& s, kvbench::key_text const& key) {
    s.users[std::string{key}] += '.';
    fake_clock::ticks += 10;
    s.called(name);
  }
};
struct idle {
  static constexpr std::string_view name = "idle";
  static auto draw(kvbench::draw& d) { return d.key("user:"); }
  static void call(store& s, kvbench::key_text const&) { s.called(name); }
};
constexpr auto quickly_for_real = kvbench::workload("quickly_for_real", 100_pct * idle{});
constexpr auto quickly = kvbench::workload("quickly", 100_pct * quick{});

struct batching : store {
  int batches = 0;
  template <class Body>
  void batch(Body&& body) {
    ++batches;
    body();
    fake_clock::ticks += 1'000;  // the commit
    if (on_call) on_call("commit");
  }
};
struct refusing : batching {
  template <class Body>
  void batch(Body&& body) {
    if (batches++ % 2 == 0) throw std::runtime_error{"busy"};
    body();
  }
};
struct missing {
  static constexpr std::string_view name = "missing";
  static auto draw(kvbench::draw& d) { return d.key("user:"); }
  static bool call(batching& s, kvbench::key_text const&) {
    s.called(name);
    return false;
  }
  static std::uint64_t bytes(kvbench::key_text const&, bool const&) { return 5; }
};
struct quick_in_batch {
  static constexpr std::string_view name = "quick_in_batch";
  static auto draw(kvbench::draw& d) {
    fake_clock::ticks += 3;
    return d.key("user:");
  }
  static void call(batching& s, kvbench::key_text const&) {
    fake_clock::ticks += 10;
    s.called(name);
  }
};
constexpr auto in_batches = kvbench::workload("in_batches", 100_pct * quick_in_batch{});

kvbench::run_options paced(std::uint64_t operations) {
  kvbench::run_options o = small();
  o.operations = operations;
  o.warmup = 0;
  return o;
}

run_result play_batches(batching& s, kvbench::run_options const& options) {
  return kvbench::run_with_clock(
      fake_clock{}, in_batches, [&s](unsigned) -> batching& { return s; }, options);
}

std::uint64_t above(histogram const& h, std::uint64_t value) {
  std::uint64_t sum = 0;
  h.for_each_bucket([&](std::uint64_t lowest, std::uint64_t, std::uint64_t count) {
    sum += lowest > value ? count : 0;
  });
  return sum;
}

std::string message_of(kvbench::run_options const& options) {
  store s;
  try {
    play(quickly, s, options);
  } catch (kvbench::error const& e) {
    return e.what();
  }
  return {};
}

}  // namespace

// Coordinated omission: who waits for the slow reply measures one slow operation, and all that were
// due meanwhile look quick.
TEST_CASE("open loop: all that waited behind a stall show it, in their response time", "[run]") {
  auto const stalls = [](store& s) {
    s.on_call = [&s](std::string_view) {
      if (s.calls["quick"] == 3'000) fake_clock::ticks += 1'000'000;
    };
  };
  auto options = paced(20'000);
  store s;
  stalls(s);
  run_result const closed = play(quickly, s, options);
  CHECK(above(of(closed, "quick").latency_ns, 100'000) == 1);
  CHECK(of(closed, "quick").response_ns.empty());
  CHECK(closed.lateness_ns.empty());

  options.rate = 1e6;  // one each 1'000 ns
  store o;
  stalls(o);
  run_result const open = play(quickly, o, options);
  CHECK(of(open, "quick").count == 20'000);
  CHECK(above(of(open, "quick").latency_ns, 100'000) == 1);
  // 1'000 were due during the stall, and the queue behind them is worked off at 987 ns each.
  CHECK(above(of(open, "quick").response_ns, 100'000) == Approx(911).margin(20));
  CHECK(open.unsent == 0);
}

// A loop that drops what it cannot send in time, or sends it quicker than it was due, measures
// another load.
TEST_CASE("open loop: every operation is begun once, none before it is due", "[run]") {
  auto options = paced(1'000);
  options.rate = 1e6;
  store s;
  std::uint64_t second = 0;
  std::uint64_t early = 0;
  s.on_call = [&](std::string_view) {
    // From the second on: the first waits until the first block is dealt.
    if (s.calls["quick"] == 2) second = fake_clock::ticks;
    if (s.calls["quick"] > 2)
      early += fake_clock::ticks - second < (s.calls["quick"] - 2) * 1'000 ? 1 : 0;
  };
  run_result const r = play(quickly, s, options);
  CHECK(early == 0);
  CHECK(s.calls["quick"] == 1'000);
  CHECK(r.duration_s == Approx(999 * 1'000e-9).epsilon(0.01));
  CHECK(r.throughput_per_s == Approx(1e6).epsilon(0.01));
}

// What the same seed sends must not depend on when it is sent.
TEST_CASE("open loop: plays what a closed loop plays", "[run]") {
  auto options = paced(3'000);
  store closed;
  play(quickly, closed, options);
  options.rate = 1e6;
  options.arrival = kvbench::arrival::poisson;
  store open;
  run_result const r = play(quickly, open, options);
  CHECK(open.users == closed.users);
  CHECK(r.arrival == kvbench::arrival::poisson);
}

// The time of a slow store is not the generator's, and a generator that oversleeps must say so.
TEST_CASE("open loop: lateness is the generator's own", "[run]") {
  auto options = paced(1'000);
  options.rate = 1e6;
  store slow;
  slow.on_call = [](std::string_view) { fake_clock::ticks += 5'000; };
  run_result const r = play(quickly, slow, options);
  CHECK(r.lateness_ns.count() == 1'000);
  CHECK(r.lateness_ns.value_at_percentile(90) == 0);
  CHECK(of(r, "quick").response_ns.max() > 4'000'000);

  store s;
  fake_clock::oversleeps = 70'000;
  run_result const late = play(quickly, s, options);
  fake_clock::oversleeps = 0;
  CHECK(late.lateness_ns.max() == Approx(70'000).epsilon(0.01));
  CHECK(of(late, "quick").response_ns.max() > 70'000);
  CHECK(of(late, "quick").latency_ns.max() == 10);
}

// A rate of two for a while is two for a while, not two in the moment that they took.
TEST_CASE("open loop: lasts until its time is up", "[run]") {
  auto options = paced(0);
  options.time = std::chrono::milliseconds{1};
  options.rate = 2'000;
  store s;
  run_result const r = play(quickly, s, options);
  CHECK(of(r, "quick").count == 2);
  CHECK(r.duration_s == Approx(1e-3));
  CHECK(r.throughput_per_s == Approx(2'000));
}

// The time of a call that failed is the store's, too.
TEST_CASE("open loop: an error makes nobody late", "[run]") {
  auto options = paced(1'000);
  options.rate = 1e6;
  options.verify = false;
  store s;
  s.on_call = [&](std::string_view) {
    if (s.calls["quick"] % 10 != 0) return;
    fake_clock::ticks += 5'000;
    throw std::runtime_error{"slow and wrong"};
  };
  run_result const r = play(quickly, s, options);
  CHECK(of(r, "quick").errors == 100);
  CHECK(r.lateness_ns.max() < 1'000);
}

// More than the store can do: the run must end in time, and say what it left out.
TEST_CASE("open loop: what was due and not begun is told", "[run]") {
  auto options = paced(0);
  options.time = std::chrono::milliseconds{1};
  options.rate = 1e6;  // 1'000 in all
  store s;
  s.on_call = [](std::string_view) { fake_clock::ticks += 9'990; };
  run_result const r = play(quickly, s, options);
  CHECK(of(r, "quick").count + r.unsent == 1'000);
  CHECK(r.unsent > 850);
  CHECK(has_flag(r, "unsent"));
  CHECK_FALSE(r.partial);

  store quick_enough;
  run_result const all = play(quickly, quick_enough, options);
  CHECK(of(all, "quick").count == 1'000);
  CHECK(all.unsent == 0);
  CHECK_FALSE(has_flag(all, "unsent"));
}

TEST_CASE("paced: thinks between operations, not in them", "[run]") {
  auto options = paced(100);
  options.think_time = std::chrono::microseconds{50};
  store s;
  run_result const r = play(quickly, s, options);
  CHECK(of(r, "quick").latency_ns.max() == 10);
  CHECK(r.duration_s == Approx(99 * 50e-6 + 100 * 10e-9).epsilon(0.02));
}

// A stop must end a wait, however far away the next operation is.
TEST_CASE("paced: stops while it waits, and keeps what it has", "[run]") {
  std::atomic<bool> stop{false};
  auto options = paced(1'000);
  options.rate = 1e3;
  options.stop = &stop;
  store s;
  s.on_call = [&](std::string_view) { stop = s.calls["quick"] == 10; };
  run_result const r = play(quickly, s, options);
  CHECK(of(r, "quick").count == 10);
  CHECK(r.partial);
}

TEST_CASE("open loop: stopped before its last operations, it is partial", "[run]") {
  std::atomic<bool> stop{false};
  auto options = paced(10);
  options.rate = 1e3;
  options.stop = &stop;
  store s;
  s.on_call = [&](std::string_view) { stop = s.calls["quick"] >= 8; };
  run_result const r = play(quickly, s, options);
  CHECK(of(r, "quick").count == 8);
  CHECK(r.partial);
}

TEST_CASE("paced: errors are counted, a fatal one ends the run", "[run]") {
  auto options = paced(1'000);
  options.rate = 1e6;
  store s;
  s.on_call = [&](std::string_view) {
    if (s.calls["quick"] % 2 == 0) throw std::runtime_error{"full"};
    if (s.calls["quick"] == 501) throw std::runtime_error{"connection lost"};
  };
  run_result const r = play(quickly, s, options);
  CHECK(of(r, "quick").count == 250);
  CHECK(of(r, "quick").errors == 251);
  CHECK(of(r, "quick").response_ns.count() == 250);
  CHECK(has_flag(r, "fatal: connection lost"));
  CHECK(r.partial);
}

// The commit belongs to all that it commits; what is dealt meanwhile belongs to none.
TEST_CASE("batches: each operation lasts until its batch has ended", "[run]") {
  for (std::uint64_t const size : {100u, 600u}) {
    auto options = paced(1'200);
    options.batch = size;
    batching s;
    run_result const r = play_batches(s, options);
    CHECK(s.batches == static_cast<int>(1'200 / size));
    CHECK(of(r, "quick_in_batch").count == 1'200);
    CHECK(of(r, "quick_in_batch").latency_ns.min() == size * 10 + 1'000);
    CHECK(of(r, "quick_in_batch").latency_ns.max() == size * 10 + 1'000);
  }
}

// A batch that is rolled back did nothing, and is no success.
TEST_CASE("batches: what is rolled back is an error", "[run]") {
  auto options = paced(1'000);
  options.batch = 10;
  batching s;
  s.on_call = [&](std::string_view what) {
    if (what == "commit" && s.batches == 7) throw std::runtime_error{"disk full"};
    if (what != "commit" && s.calls["quick_in_batch"] == 3) throw std::runtime_error{"refused"};
  };
  run_result const r = play_batches(s, options);
  CHECK(of(r, "quick_in_batch").errors == 11);
  CHECK(of(r, "quick_in_batch").count == 989);
  CHECK(of(r, "quick_in_batch").first_error == "refused");
  CHECK(of(r, "quick_in_batch").latency_ns.count() == 989);
}

// A transaction that cannot begin did nothing: all of it is errors, of the operations that it was
// to play, and the run goes on.
TEST_CASE("batches: one that is refused before it begins is an error, too", "[run]") {
  auto options = paced(1'000);
  options.batch = 10;
  refusing s;
  constexpr auto w = kvbench::workload("w", 100_pct * quick_in_batch{});
  run_result const r = kvbench::run_with_clock(
      fake_clock{}, w, [&s](unsigned) -> refusing& { return s; }, options);
  CHECK(of(r, "quick_in_batch").errors == 500);
  CHECK(of(r, "quick_in_batch").count == 500);
  CHECK(s.calls["quick_in_batch"] == 500);
  CHECK(of(r, "quick_in_batch").first_error == "busy");
}

// Misses of what was undone would leave more misses than successes.
TEST_CASE("batches: what is rolled back neither missed nor moved anything", "[run]") {
  constexpr auto w = kvbench::workload("w", 100_pct * missing{});
  auto options = paced(100);
  options.batch = 10;
  batching s;
  s.on_call = [&](std::string_view what) {
    if (what == "commit" && s.batches % 2 == 0) throw std::runtime_error{"disk full"};
  };
  run_result const r = kvbench::run_with_clock(
      fake_clock{}, w, [&s](unsigned) -> batching& { return s; }, options);
  CHECK(of(r, "missing").count == 50);
  CHECK(of(r, "missing").misses == 50);
  CHECK(r.bytes_per_s * r.duration_s == Approx(250));
}

// After a fatal error, what was not played is no success of anything.
TEST_CASE("batches: a fatal error ends the batch, and the run", "[run]") {
  auto options = paced(1'000);
  options.batch = 10;
  batching s;
  s.on_call = [&](std::string_view what) {
    if (what != "commit" && s.calls["quick_in_batch"] == 13)
      throw std::runtime_error{"connection lost"};
  };
  run_result const r = play_batches(s, options);
  CHECK(of(r, "quick_in_batch").count == 12);
  CHECK(of(r, "quick_in_batch").latency_ns.count() == 12);
  CHECK(of(r, "quick_in_batch").errors == 1);
  CHECK(r.partial);
}

// A stop must not hide what was due by then: the figures would look as if the rate had been kept.
TEST_CASE("open loop: what was due when it was stopped is told", "[run]") {
  std::atomic<bool> stop{false};
  auto options = paced(100'000);
  options.rate = 1e6;
  options.stop = &stop;
  store s;
  s.on_call = [&](std::string_view) {
    fake_clock::ticks += 9'990;  // a tenth of the rate
    stop = s.calls["quick"] >= 1'000;
  };
  run_result const r = play(quickly, s, options);
  CHECK(r.partial);
  CHECK(r.unsent + of(r, "quick").count == Approx(of(r, "quick").count * 10).epsilon(0.05));
  CHECK(has_flag(r, "unsent"));
}

// Blocks of 256 would give all of a short run to one worker, at its share of the rate.
TEST_CASE("open loop: workers share a short run evenly, and keep its rate", "[run]") {
  auto options = paced(200);
  options.rate = 2'000;
  options.threads = 4;
  std::vector<store> stores(4);
  run_result const r = kvbench::run(
      quickly_for_real, [&stores](unsigned w) -> store& { return stores[w]; }, options);
  CHECK(of(r, "idle").count == 200);
  for (store const& each : stores) CHECK(each.calls.at("idle") == Approx(50).margin(7));
  CHECK(r.duration_s < 0.4);  // 0.1 s; 0.4 where one of them had to do all
}

// A request that waits until its batch is full has waited.
TEST_CASE("batches: in an open loop, a response runs from when it was due", "[run]") {
  auto options = paced(1'000);
  options.batch = 10;
  options.rate = 1e5;  // one each 10'000 ns
  batching s;
  run_result const r = play_batches(s, options);
  CHECK(of(r, "quick_in_batch").response_ns.max() == Approx(9 * 10'000 + 1'100).epsilon(0.02));
  CHECK(of(r, "quick_in_batch").response_ns.min() == Approx(1'100).epsilon(0.02));
  CHECK(r.lateness_ns.count() == 100);
}

TEST_CASE("paced: what makes no sense is refused", "[run]") {
  auto options = paced(10);
  options.batch = 10;
  CHECK(message_of(options).find("no batch()") != std::string::npos);
  options = paced(10);
  options.rate = 10;
  options.think_time = std::chrono::seconds{1};
  CHECK(message_of(options).find("exclude each other") != std::string::npos);
  options = paced(10);
  options.rate = -1;
  CHECK(message_of(options).find("operations per second") != std::string::npos);
  options.rate = 10;
  options.latency = false;
  CHECK(message_of(options).find("measures latencies") != std::string::npos);
}
