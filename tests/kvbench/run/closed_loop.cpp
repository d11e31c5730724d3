// tests/kvbench/run/closed_loop.cpp
#include <kvbench/run/closed_loop.hpp>

#include "catch.hpp"
#include "kvbench/run/store.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <mutex>
#include <optional>
#include <set>

using namespace test;
using kvbench::run_result;

namespace {

bool near(double a, double b, double within = 1e-9) {
  return std::abs(a - b) <= within * std::abs(b);
}

/// What `body` throws, as text; empty where it throws nothing.
template <class Body>
std::string message_of(Body&& body) {
  try {
    body();
  } catch (std::exception const& e) {
    return e.what();
  }
  return {};
}
bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

struct slow_draw {
  static constexpr std::string_view name = "slow_draw";
  static auto draw(kvbench::draw& d) {
    fake_clock::ticks += 1'000'000;
    return d.key("user:");
  }
  static void call(store&, kvbench::key_text const&) { fake_clock::ticks += 7; }
};
struct other {
  static constexpr std::string_view name = "other";
  static auto draw(kvbench::draw& d) {
    fake_clock::ticks += 1'000'000;
    return d.value();
  }
  static void call(store&, std::string_view const&) { fake_clock::ticks += 90; }
};
struct costly {
  bool value = true;
  ~costly() { fake_clock::ticks += 5; }
};
struct fetch {
  static constexpr std::string_view name = "fetch";
  static auto draw(kvbench::draw& d) { return d.number(3); }
  static costly call(store&, std::uint64_t const&) { return {}; }
  static bool hit(costly const& c) { return c.value; }
};
struct kept : store {
  void flush() {}
};
struct blind : lookup {
  using data = void;
};
struct trusting : lookup {
  using data = kvbench::preloaded;
};
struct log {
  std::mutex mutex;
  std::vector<std::string> lines;
};
struct client {
  log* to;
  std::vector<std::string> lines;
  explicit client(log& l) : to(&l) {}
  client(client&&) = delete;  // need not move
  ~client() {
    std::lock_guard const lock{to->mutex};
    to->lines.insert(to->lines.end(), lines.begin(), lines.end());
  }
};
struct first {
  static constexpr std::string_view name = "first";
  static auto draw(kvbench::draw& d) { return d.key("k:"); }
  static void call(client& c, kvbench::key_text const& k) {
    c.lines.push_back("first " + std::string{k});
  }
};
struct second {
  static constexpr std::string_view name = "second";
  static user_and_name draw(kvbench::draw& d) {
    auto const key = d.key("k:");
    return {key, d.value()};
  }
  static void call(client& c, user_and_name const& a) {
    c.lines.push_back("second " + std::string{a.key} + std::string{a.value});
  }
};

}  // namespace

// A pick past the last weight, or one off, would run another operation than the one that is
// counted.
TEST_CASE("closed loop: each operation is called as often as it is counted", "[run]") {
  store s;
  auto options = small();
  options.warmup = 0;
  options.verify = false;
  run_result const r = play(churning, s, options);
  CHECK(of(r, "lookup").count == s.calls["lookup"]);
  CHECK(of(r, "put").count == s.calls["put"]);
  CHECK(of(r, "drop").count == s.calls["drop"]);
  CHECK(of(r, "lookup").count + of(r, "put").count + of(r, "drop").count == options.operations);
  CHECK(of(r, "put").latency_ns.count() == of(r, "put").count);
  CHECK(of(r, "lookup").latency_ns.count() == of(r, "lookup").count);
}

// Time spent on drawing keys would be reported as the store's.
TEST_CASE("closed loop: drawing is outside of the timed section", "[run]") {
  constexpr auto w = kvbench::workload("w", 50_pct * slow_draw{} + 50_pct * other{});
  store s;
  run_result const r = play(w, s);
  CHECK(of(r, "slow_draw").latency_ns.min() == 7);
  CHECK(of(r, "slow_draw").latency_ns.max() == 7);
  CHECK(of(r, "other").latency_ns.min() == 90);
  CHECK(of(r, "other").latency_ns.max() == 90);
}

// A reply whose destruction is not timed hides what a store's result type costs.
TEST_CASE("closed loop: the reply's destruction belongs to the call", "[run]") {
  constexpr auto w = kvbench::workload("w", 100_pct * fetch{});
  store s;
  auto options = small();
  options.verify = false;
  run_result const r = play(w, s, options);
  CHECK(of(r, "fetch").latency_ns.min() == 5);
}

// An exception counted as a quick success makes a broken store the fastest.
TEST_CASE("closed loop: errors are counted, and kept out of the latencies", "[run]") {
  store s;
  s.on_call = [&s](std::string_view name) {
    fake_clock::ticks += 10;
    if (name == "put" && s.calls["put"] % 2 == 0) {
      fake_clock::ticks += 1'000;
      throw std::runtime_error{"disk full"};
    }
  };
  auto options = small();
  options.warmup = 0;
  run_result const r = play(mostly_reading, s, options);
  auto const& puts = of(r, "put");
  CHECK(puts.errors == s.calls["put"] / 2);
  CHECK(puts.count + puts.errors == s.calls["put"]);
  CHECK(puts.latency_ns.count() == puts.count);
  CHECK(puts.latency_ns.max() == 10);
  CHECK(of(r, "lookup").latency_ns.max() == 10);  // nor does the next operation pay for it
  CHECK(puts.first_error == "disk full");
  CHECK(of(r, "lookup").errors == 0);
  CHECK(has_flag(r, "errors>5%"));
  CHECK_FALSE(r.partial);
}

// What is thrown need not be a std::exception; it must not end the program.
TEST_CASE("closed loop: anything may be thrown", "[run]") {
  store s;
  s.on_call = [](std::string_view name) {
    if (name == "put") throw 42;
  };
  run_result const r = play(mostly_reading, s);
  CHECK(of(r, "put").count == 0);
  CHECK(of(r, "put").errors > 0);
}

// A lost connection would otherwise be measured as a million quick errors.
TEST_CASE("closed loop: a fatal error stops the run, which says so", "[run]") {
  for (bool const thrown_as_fatal : {true, false}) {
    store s;
    s.on_call = [&](std::string_view) {
      if (s.calls["lookup"] == 5'000) {
        if (thrown_as_fatal) throw kvbench::fatal_error{"gone"};
        throw std::runtime_error{"connection lost"};
      }
    };
    auto options = small();
    options.warmup = 0;
    run_result const r = play(reading, s, options);
    CHECK(r.partial);
    CHECK(has_flag(r, "stopped"));
    CHECK(has_flag(r, thrown_as_fatal ? "fatal: gone" : "fatal: connection lost"));
    CHECK(of(r, "lookup").count == 4'999);
    CHECK(of(r, "lookup").errors == 1);
  }
}

// A miss that counts as a hit: reading what was never there looks like serving it.
TEST_CASE("closed loop: misses are counted", "[run]") {
  store s;
  run_result const r = play(churning, s);
  auto const& lookups = of(r, "lookup");
  CHECK(lookups.misses > 0);
  CHECK(lookups.misses < lookups.count);
  CHECK(of(r, "put").misses == 0);
  CHECK(of(r, "drop").misses > 0);
}

// Ctrl-C must not lose what was measured, nor pass for a whole run.
TEST_CASE("closed loop: the stop flag ends the run early, marked partial", "[run]") {
  store s;
  std::atomic<bool> stop{false};
  s.on_call = [&](std::string_view) {
    if (s.calls["lookup"] == 3'000) stop = true;
  };
  auto options = small();
  options.warmup = 0;
  options.stop = &stop;
  run_result const r = play(reading, s, options);
  CHECK(r.partial);
  CHECK(has_flag(r, "stopped"));
  CHECK(of(r, "lookup").count >= 3'000);
  CHECK(of(r, "lookup").count < 3'000 + kvbench::block_cards);
}

// A slow store must not make the user wait for a whole block.
TEST_CASE("closed loop: where operations are slow, few are dealt at once", "[run]") {
  store s;
  s.on_call = [](std::string_view) { fake_clock::ticks += 100'000'000; };
  auto options = small();
  options.time = std::chrono::seconds{1};
  run_result const r = play(reading, s, options);
  CHECK(of(r, "lookup").count == 10);
  CHECK_FALSE(r.partial);
}

// A time-bound run that counts operations instead would last as long as the store is slow.
TEST_CASE("closed loop: a time-bound run lasts its time", "[run]") {
  store s;
  s.on_call = [](std::string_view) { fake_clock::ticks += 1'000; };
  auto options = small();
  options.operations = 10;
  options.time = std::chrono::milliseconds{50};
  run_result const r = play(reading, s, options);
  CHECK(of(r, "lookup").count >= 50'000);
  CHECK(of(r, "lookup").count < 50'000 + kvbench::block_cards);
  CHECK(r.duration_s >= 0.05);
  CHECK_FALSE(r.partial);
}

// Load and warm-up in the duration would make a short run look slow.
TEST_CASE("closed loop: throughput is of the measured part", "[run]") {
  store s;
  s.on_call = [](std::string_view name) {
    fake_clock::ticks += name == "load" ? 1'000'000'000 : 100;
  };
  auto options = small();
  options.warmup = 5'000;
  run_result const r = play(reading, s, options);
  CHECK(near(r.duration_s, 20'000 * 100e-9));
  CHECK(near(r.throughput_per_s, 1e7));
  CHECK(near(r.bytes_per_s, 64e7));
}

// Reads of nothing are the fastest reads there are.
TEST_CASE("closed loop: a run over nothing loaded is refused", "[run]") {
  store s;
  auto options = small();
  options.keys = 0;
  CHECK(contains(message_of([&] { play(reading, s, options); }),
                 "with 0 keys there is nothing to read"));
  CHECK(s.calls.empty());
  s.loads_nothing = true;
  CHECK(contains(message_of([&] { play(reading, s); }), "the store is empty after loading"));
}

// An operation that reads and names no data would read whatever the last run left.
TEST_CASE("closed loop: who reads must name its data, or say that it is there", "[run]") {
  store s;
  CHECK(contains(message_of([&] { play(kvbench::workload("w", 100_pct * blind{}), s); }),
                 "names no data"));
  store full;
  full.users["user:0000000001"] = "x";
  auto options = small();
  options.verify = false;
  kvbench::run_with_clock(
      fake_clock{}, kvbench::workload("w", 100_pct * trusting{}),
      [&](unsigned) {
        kept k;
        k.users = full.users;
        return k;
      },
      options);
}

// Data that three operations share, loaded three times, would hold three times the lists.
TEST_CASE("closed loop: data is loaded once, into an empty store", "[run]") {
  store s;
  s.users["left from yesterday"] = "x";
  auto options = small();
  run_result const r = play(mostly_reading, s, options);
  CHECK(s.flushes == 1);
  CHECK(s.calls["load"] == 1);
  CHECK(r.family_counts.at("users") == options.keys);
}

// A benchmark beside somebody's data may write no key outside its prefix.
TEST_CASE("closed loop: every key of a run carries its prefix and has its length", "[run]") {
  store plain;
  store shaped;
  auto options = small();
  run_result const before = play(mostly_reading, plain, options);
  options.key_prefix = "bench:{7}:";
  options.key_length = 40;
  run_result const r = play(mostly_reading, shaped, options);
  CHECK(shaped.users.size() == plain.users.size());
  for (auto const& [key, value] : shaped.users) {
    REQUIRE(key.starts_with("bench:{7}:user:"));
    REQUIRE(key.size() == 40);
  }
  for (auto const& op : r.operations) CHECK(op.misses == 0);
  CHECK(r.settings.at("key_prefix") == "bench:{7}:");
  CHECK(r.settings.at("key_length") == "40");
  CHECK_FALSE(before.settings.contains("key_prefix"));
  CHECK_FALSE(before.settings.contains("key_length"));
  CHECK(r.stream_hash != before.stream_hash);
  options.key_length = 251;
  store untouched;
  CHECK_THROWS_AS(play(mostly_reading, untouched, options), kvbench::error);
  options.key_length = 16;  // room for the prefix, none for "user:" and a number
  CHECK_THROWS_AS(play(mostly_reading, untouched, options), kvbench::error);
  CHECK(untouched.flushes == 0);
}

// A store that answers with other bytes must not win.
TEST_CASE("closed loop: verification catches a wrong reply", "[run]") {
  store right;
  CHECK(play(reading, right).verify_failures == 0);
  CHECK(play(reading, right).verified > 10);
  store wrong;
  wrong.on_call = [&wrong](std::string_view name) {
    if (name == "lookup") {
      for (auto& [key, value] : wrong.users) value[20] ^= 1;
    }
  };
  auto options = small();
  options.operations = 2'001;  // an odd number of flips at one of the looks
  run_result const r = play(reading, wrong, options);
  CHECK(r.verify_failures > 0);
  CHECK(has_flag(r, "verify failed"));
  options.verify = false;
  CHECK(play(reading, wrong, options).verified == 0);
}

// A store that loses data answers quickly: the hit rate must say what the mix allows.
TEST_CASE("closed loop: a hit rate below what the mix allows is flagged", "[run]") {
  store s;
  auto options = small();
  options.operations = 100'000;
  run_result const fine = play(churning, s, options);
  CHECK(near(*of(fine, "lookup").hit_rate_expected_min, 0.6));
  CHECK(near(of(fine, "lookup").hit_rate(), 0.6, 0.05));
  CHECK_FALSE(of(fine, "put").hit_rate_expected_min);
  CHECK_FALSE(has_flag(fine, "hit rate"));
  s.on_call = [&s](std::string_view name) {
    if (name == "put") s.users.erase(s.users.begin());
  };
  CHECK(has_flag(play(mostly_reading, s, options), "hit rate"));
}

namespace {

// One run's calls as text, whichever worker played them.
std::vector<std::string> calls_of(unsigned threads, bool latency) {
  constexpr auto w = kvbench::workload("w", 60_pct * first{} + 40_pct * second{});
  log all;
  auto options = small();
  options.operations = 3'001;
  options.warmup = 0;
  options.threads = threads;
  options.latency = latency;
  auto const r = kvbench::run(
      w, [&all](unsigned) { return client{all}; }, options);
  CHECK(of(r, "first").count + of(r, "second").count == 3'001);
  std::sort(all.lines.begin(), all.lines.end());
  return all.lines;
}

}  // namespace

// More threads playing other bytes: a speed-up that is none.
TEST_CASE("closed loop: the same operations whatever the number of threads, timed or not",
          "[run]") {
  auto const alone = calls_of(1, true);
  REQUIRE(alone.size() == 3'001);
  CHECK(calls_of(2, true) == alone);
  CHECK(calls_of(3, true) == alone);
  CHECK(calls_of(1, false) == alone);
  CHECK(calls_of(3, false) == alone);
}

// A stream that drifts with compiler or version makes results of two days incomparable.
TEST_CASE("closed loop: the stream's hash is the same everywhere", "[run]") {
  store s;
  constexpr std::uint64_t golden = 0x9dcb6b55cda49661;
  auto options = small();
  CHECK(play(mostly_reading, s, options).stream_hash == golden);
  options.latency = false;
  options.warmup = 77;
  CHECK(play(mostly_reading, s, options).stream_hash == golden);
  options.seed = 43;
  CHECK(play(mostly_reading, s, options).stream_hash != golden);
}

// A count per thread would leave counts that do not add up to what was asked.
TEST_CASE("closed loop: fewer operations than threads, and none", "[run]") {
  store s;
  auto options = small();
  options.operations = 0;
  run_result const none = play(reading, s, options);
  CHECK(of(none, "lookup").count == 0);
  CHECK(none.throughput_per_s == 0);
  options.threads = 0;
  CHECK_THROWS_AS(play(reading, s, options), kvbench::error);
}

// One worker that cannot connect must not leave the others waiting for ever.
TEST_CASE("closed loop: a worker that cannot connect ends the run with its own message", "[run]") {
  store s;
  auto options = small();
  options.threads = 3;
  auto const connect = [&s](unsigned worker) -> store& {
    if (worker == 2) throw std::runtime_error{"refused"};
    return s;
  };
  CHECK(message_of([&] { kvbench::run(reading, connect, options); }) == "refused");
  s.on_call = [](std::string_view name) {
    if (name == "load") throw std::runtime_error{"cannot load"};
  };
  options.threads = 1;
  CHECK(message_of([&] { play(reading, s, options); }) == "cannot load");
}

// A result without the client's name and settings cannot be compared with another.
TEST_CASE("closed loop: the result says what was run on what", "[run]") {
  store s;
  run_result const r = play(mostly_reading | kvbench::keys(kvbench::zipfian(0.99)), s);
  CHECK(r.workload == "mostly_reading");
  CHECK(r.client == "test store");
  CHECK(r.settings.at("durability") == "none");
  CHECK(r.settings.at("distribution") == "zipfian(0.99)");
  CHECK(r.value_bytes == 64);
  CHECK(r.harness.overhead_ns_per_op > 0);
  CHECK(r.harness.cpu_share >= 0);
  CHECK(r.harness.cpu_share <= 1);
}

// Settings of the workload must hold where the run says nothing, and yield where it does.
TEST_CASE("closed loop: the run overrules the workload's settings", "[run]") {
  store s;
  kvbench::run_options options = small();
  options.value_bytes.reset();
  auto const w = reading | kvbench::values(kvbench::bytes(33)) | kvbench::keys(kvbench::latest);
  CHECK(play(w, s, options).value_bytes == 33);
  options.value_bytes = 10;
  options.keys_distribution = kvbench::sequential;
  run_result const r = play(w, s, options);
  CHECK(r.value_bytes == 10);
  CHECK(r.settings.at("distribution") == "sequential");
}

// Lengths that vary must be those that were loaded, verified and told.
TEST_CASE("closed loop: values of several lengths are loaded, read back and told", "[run]") {
  store s;
  kvbench::run_options options = small();
  options.value_bytes = kvbench::sizes::weighted({{50, 20}, {30, 200}, {20, 2'000}});
  run_result const r = play(mostly_reading, s, options);
  CHECK(r.value_sizes == "weighted(50%:20,30%:200,20%:2000)");
  CHECK(r.value_bytes == 470);
  CHECK(r.verified > 10);
  CHECK(r.verify_failures == 0);
  std::set<std::size_t> lengths;
  for (auto const& [key, value] : s.users) lengths.insert(value.size());
  CHECK(lengths == std::set<std::size_t>{20, 200, 2'000});
  run_result const again = play(mostly_reading, s, options);
  CHECK(again.stream_hash == r.stream_hash);
  options.value_bytes = kvbench::sizes::weighted({{50, 20}, {20, 200}, {30, 2'000}});
  CHECK(play(mostly_reading, s, options).stream_hash != r.stream_hash);
  options.value_bytes = kvbench::sizes::uniform(9, 8);
  CHECK_THROWS_AS(play(mostly_reading, s, options), kvbench::error);
  CHECK(play(mostly_reading, s).value_sizes.empty());
}

// A store that cuts what is long would be the fastest of all.
TEST_CASE("closed loop: a value that is cut to another length of the run fails", "[run]") {
  store s;
  kvbench::run_options options = small();
  options.value_bytes = kvbench::sizes::weighted({{50, 20}, {50, 200}});
  play(mostly_reading, s, options);
  for (auto& [key, value] : s.users) value.resize(20);
  options.load = false;
  CHECK(play(reading, s, options).verify_failures > 0);
}

// Progress must come from its own thread, and must never be of the load or the warm-up.
TEST_CASE("closed loop: progress is told while the run lasts", "[run]") {
  store s;
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> seen{0};
  std::atomic<bool> wrong{false};
  auto options = small();
  options.time = std::chrono::hours{1};  // ends by what progress does
  options.stop = &stop;
  options.on_progress = [&](kvbench::progress const& p) {
    if (p.fraction > 1 || p.operations_total) wrong = true;
    seen = p.operations_done;
    if (p.operations_done > 0) stop = true;
  };
  run_result const r = kvbench::run(
      reading, [&s](unsigned) -> store& { return s; }, options);
  CHECK(seen > 0);
  CHECK_FALSE(wrong);
  CHECK(r.partial);
}

namespace {
struct served : store {
  double used_s = 100;
  std::optional<double> cpu_seconds() {
    double const now_s = used_s;
    used_s += step_s;
    return now_s;
  }
  double step_s = 0.25;
};
}  // namespace

// CPU of loading and warming up, counted as the run's, would blame the wrong side.
TEST_CASE("closed loop: what the machine did in the measured part is told", "[run]") {
  served s;
  auto const r =
      kvbench::run(kvbench::workload("w", 100_pct * lookup{}),
                   [&](unsigned) -> served& { return s; }, {.keys = 10, .operations = 2'000});
  CHECK(r.machine.server_cpu_s == 0.25);
  CHECK(r.machine.process_cpu_s > 0);
  CHECK((r.harness.clock == "tsc" || r.harness.clock == "steady"));
  CHECK(r.machine.pinned.empty());
#if defined(__linux__)
  REQUIRE(r.machine.workers.has_value());
  CHECK(r.machine.workers->user_s + r.machine.workers->system_s <= r.machine.process_cpu_s + 0.01);
#endif
  s.step_s = -50;  // it was started again
  auto const again =
      kvbench::run(kvbench::workload("w", 100_pct * lookup{}),
                   [&](unsigned) -> served& { return s; }, {.keys = 10, .operations = 100});
  CHECK_FALSE(again.machine.server_cpu_s.has_value());
}

#if defined(__linux__)
TEST_CASE("closed loop: workers are kept on the CPUs asked for, and set free", "[run]") {
  auto const ours = kvbench::allowed_cpus();
  std::vector<store> stores(3);
  std::vector<std::vector<unsigned>> seen(3);
  auto const r = kvbench::run(
      kvbench::workload("w", 100_pct * lookup{}),
      [&](unsigned w) -> store& {
        seen[w] = kvbench::allowed_cpus();
        return stores[w];
      },
      {.keys = 10, .operations = 100, .threads = 3, .pin = {ours.back(), ours.front()}});
  CHECK(seen[0] == std::vector<unsigned>{ours.back()});
  CHECK(seen[1] == std::vector<unsigned>{ours.front()});
  CHECK(seen[2] == std::vector<unsigned>{ours.back()});
  CHECK(r.machine.pinned == std::vector<unsigned>{ours.back(), ours.front(), ours.back()});
  CHECK(kvbench::allowed_cpus() == ours);
  CHECK(contains(message_of([&] {
                   (void)kvbench::run(kvbench::workload("w", 100_pct * lookup{}),
                                      [&](unsigned w) -> store& { return stores[w]; },
                                      {.keys = 10, .threads = 2, .pin = {ours.back(), 9'999}});
                 }),
                 "CPU 9999 cannot be pinned to"));
}
#endif

// Playing on what is there must neither remove it nor add to it.
TEST_CASE("closed loop: loads and clears only where it is told to", "[run]") {
  store s;
  auto options = small();
  options.operations = 500;
  run_result const first = play(reading, s, options);
  CHECK(s.users.size() == 200);
  options.load = false;
  options.keep = false;
  run_result const again = play(reading, s, options);
  CHECK(s.flushes == 1);
  CHECK(s.calls["load"] == 1);
  CHECK(s.users.size() == 200);
  CHECK(of(again, "lookup").misses == 0);

  options.load = true;
  run_result const cleared = play(reading, s, options);
  CHECK(s.users.empty());
  CHECK(cleared.family_counts == first.family_counts);  // counted before

  options.load = false;
  CHECK(contains(message_of([&] { play(reading, s, options); }), "the store is empty"));
}

// Loading a large store takes minutes: Ctrl-C must not wait for it.
TEST_CASE("closed loop: a stop ends loading", "[run]") {
  std::atomic<bool> stop{false};
  store s;
  s.on_call = [&](std::string_view what) { stop = what == "load"; };
  auto options = small();
  options.stop = &stop;
  CHECK(message_of([&] { play(reading, s, options); }) == "stopped while its data was loaded");
}
