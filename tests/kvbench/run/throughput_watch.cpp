// tests/kvbench/run/throughput_watch.cpp
#include <kvbench/run/throughput_watch.hpp>

#include "catch.hpp"
#include "kvbench/run/store.hpp"

#include <chrono>
#include <thread>

using namespace test;

namespace {

/// Sleeps, so that its throughput is the same whatever else the machine does.
struct nap {
  static constexpr std::string_view name = "nap";
  static auto draw(kvbench::draw& d) { return d.key("user:"); }
  static void call(store&, kvbench::key_text const&) {
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
};
constexpr auto napping = kvbench::workload("napping", 100_pct * nap{});

struct slow_to_clear : store {
  void flush() {
    if (++flushes > 1) std::this_thread::sleep_for(std::chrono::milliseconds{700});
  }
};
struct nap_there : nap {
  static void call(slow_to_clear&, kvbench::key_text const&) {
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
  }
};

kvbench::run_result run_naps(kvbench::run_options const& options) {
  store s;
  return kvbench::run(
      napping, [&s](unsigned) -> store& { return s; }, options);
}

}  // namespace

TEST_CASE("throughput watch: a series of what was done between two looks", "[run]") {
  kvbench::detail::throughput_watch watch;
  CHECK_FALSE(watch.half_width());
  CHECK_FALSE(watch.is_steady());
  for (std::uint64_t i = 0; i < 40; ++i) watch.look(1'000 * i, static_cast<double>(i) * 5e7);
  CHECK(watch.half_width().value() == Approx(0).margin(1e-9));
  CHECK(watch.is_steady());

  kvbench::detail::throughput_watch rising;
  for (std::uint64_t i = 0; i < 40; ++i) rising.look(i * i * 50, static_cast<double>(i) * 5e7);
  CHECK_FALSE(rising.is_steady());
  CHECK(rising.half_width().value() > 0.1);
}

// A run that is told how precise to be must not go on to the end of its time, nor stop at once.
TEST_CASE("run: ends when throughput is known well enough", "[run]") {
  auto options = small();
  options.warmup = 0;
  options.precision = 0.25;
  options.time = std::chrono::seconds{60};
  auto const r = run_naps(options);
  CHECK(r.precision.value() <= 0.25);
  CHECK_FALSE(r.partial);
  CHECK(r.duration_s > 0.4);  // ten looks at the least
  CHECK(r.duration_s < 30);
}

// What comes behind the measured part is not part of it.
TEST_CASE("run: precision is that of the measured part", "[run]") {
  auto options = small();
  options.warmup = 0;
  options.precision = 0.25;
  options.keep = false;
  slow_to_clear s;
  auto const r = kvbench::run(
      kvbench::workload("w", 100_pct * nap_there{}), [&s](unsigned) -> slow_to_clear& { return s; },
      options);
  CHECK(s.flushes == 2);
  CHECK(r.precision.value() <= 0.25);
}

TEST_CASE("run: warms up until throughput is steady, and tells it apart", "[run]") {
  auto options = small();
  options.operations = 5;
  options.warmup_until_steady = true;
  auto const r = run_naps(options);
  CHECK(r.warm_up.steady);
  CHECK(r.warm_up.count > 20);
  CHECK(r.warm_up.latency_ns.count() == r.warm_up.count);
  CHECK(r.warm_up.duration_s > 0.4);
  CHECK(of(r, "nap").count == 5);

  options.warmup_until_steady = false;
  options.warmup_time = std::chrono::milliseconds{60};
  auto const timed = run_naps(options);
  CHECK_FALSE(timed.warm_up.steady);
  CHECK(timed.warm_up.count >= 2);
  CHECK(timed.warm_up.duration_s < 5);

  options.warmup_time.reset();
  options.warmup = 3;
  CHECK(run_naps(options).warm_up.count == 3);
}
