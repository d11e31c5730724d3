// tests/kvbench/run/interval_series.cpp
#include <kvbench/run/interval_series.hpp>

#include "catch.hpp"
#include "kvbench/run/store.hpp"

#include <chrono>

using namespace test;
using kvbench::run_result;

namespace {

struct timed {
  static constexpr std::string_view name = "timed";
  static auto draw(kvbench::draw& d) { return d.key("user:"); }
  static void call(store& s, kvbench::key_text const&) {
    fake_clock::ticks += 1'000;
    s.called(name);
  }
};
constexpr auto once = kvbench::workload("once", 100_pct * timed{});

kvbench::run_options in_intervals() {
  kvbench::run_options o = small();
  o.operations = 9'999;  // just below 10 ms
  o.interval = std::chrono::milliseconds{1};
  o.warmup = 10;
  return o;
}

std::uint64_t count_of(kvbench::interval_result const& one) { return one.latency_ns[0].count(); }

}  // namespace

// An interval that ends with a block would hold what the next one did.
TEST_CASE("intervals: each holds what ended in it", "[run]") {
  for (double const rate : {0.0, 1e5}) {
    store s;
    auto options = in_intervals();
    options.rate = rate;
    double const gap_ns = rate > 0 ? 10'000 : 1'000;
    run_result const r = play(once, s, options);
    REQUIRE(r.intervals.size() == static_cast<std::size_t>(gap_ns / 100));
    kvbench::histogram sum;
    for (std::size_t i = 0; i < r.intervals.size(); ++i) {
      CAPTURE(rate, i);
      auto const& one = r.intervals[i];
      CHECK(one.start_s == Approx(static_cast<double>(i) * 1e-3));
      CHECK(static_cast<double>(count_of(one)) == Approx(1'000'000 / gap_ns).margin(1));
      one.latency_ns[0].add_to(sum);
    }
    CHECK(sum == of(r, "timed").latency_ns);
  }
}

// A stall must be seen as a gap in the series, not as a shorter series.
TEST_CASE("intervals: those in which nothing ended are there too", "[run]") {
  store s;
  s.on_call = [&s](std::string_view) {
    if (s.calls["timed"] == 2'510) fake_clock::ticks += 5'000'000;  // 10 of them warm up
  };
  auto options = in_intervals();
  options.verify = false;
  run_result const r = play(once, s, options);
  REQUIRE(r.intervals.size() == 15);
  CHECK(count_of(r.intervals[1]) == Approx(1'000).margin(1));
  CHECK(count_of(r.intervals[2]) == Approx(499).margin(1));
  for (std::size_t i = 3; i < 7; ++i) CHECK(count_of(r.intervals[i]) == 0);
  CHECK(count_of(r.intervals[7]) == Approx(500).margin(2));
  CHECK(r.intervals[7].latency_ns[0].max() >= 5'000'000);
}

// After an error the chain of stamps begins anew; an interval must not lose that time.
TEST_CASE("intervals: errors take their time", "[run]") {
  store s;
  s.on_call = [&s](std::string_view) {
    if (s.calls["timed"] == 510) {
      fake_clock::ticks += 4'500'000;
      throw std::runtime_error{"late"};
    }
  };
  run_result const r = play(once, s, in_intervals());
  REQUIRE(r.intervals.size() == 15);
  CHECK(count_of(r.intervals[0]) == Approx(499).margin(1));
  for (std::size_t i = 1; i < 5; ++i) CHECK(count_of(r.intervals[i]) == 0);
  CHECK(count_of(r.intervals[5]) == Approx(1'000).margin(2));
}

TEST_CASE("intervals: no series unless asked for", "[run]") {
  store s;
  auto options = in_intervals();
  options.interval.reset();
  CHECK(play(once, s, options).intervals.empty());
}
