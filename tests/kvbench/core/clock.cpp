// tests/kvbench/core/clock.cpp: the clocks.
//
// SPDX-License-Identifier: MIT
#include <kvbench/core/clock.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>

#include "catch.hpp"

using namespace kvbench;

// A conversion that overflows or loses digits turns a long operation into a short one.
TEST_CASE("clock: ticks convert without overflow from one to hours", "[core]") {
  const tsc_clock clock{std::chrono::milliseconds{1}};
  const double rate = clock.ns_per_tick();
  CHECK(rate > 0.0);
  CHECK(clock.ns(0) == 0);
  for (std::uint64_t ticks = 1; ticks < std::uint64_t{1} << 55; ticks *= 2) {
    const double expected = static_cast<double>(ticks) * rate;
    CHECK(std::abs(static_cast<double>(clock.ns(ticks)) - expected) <= 1.0 + expected * 1e-9);
  }
  CHECK(steady_ticks::ns(123) == 123);
}

// Time that runs backwards gives a latency of centuries.
TEST_CASE("clock: what with_best_clock picks never runs backwards on one thread", "[core]") {
  const bool forward = with_best_clock([](const auto& clock) {
    std::uint64_t last = clock.now();
    for (int i = 0; i < 10'000; ++i) {
      const std::uint64_t now = clock.now();
      if (now < last) return false;
      last = now;
    }
    return true;
  });
  CHECK(forward);
  CHECK(with_best_clock([](const auto& clock) { return clock_cost_ns(clock); }) > 0.0);
}

// CPU time that also counts waiting would charge a client for a busy machine.
TEST_CASE("clock: a thread's CPU time grows with its work", "[core]") {
  const std::uint64_t start = thread_cpu_ns();
  volatile std::uint64_t sink = 0;
  while (thread_cpu_ns() - start < 1'000'000) sink = sink + 1;
  CHECK(sink > 0);
}

namespace {
// Runs fast by so much, for whom a test believes.
struct fast_clock {
  double rate = 1.001;
  static std::uint64_t now() noexcept { return steady_ticks::now(); }
  double ns_per_tick() const noexcept { return rate; }
};
}  // namespace

// A counter whose rate was measured wrongly makes every latency of the run wrong by as much.
TEST_CASE("clock: drift is measured against the steady clock", "[core]") {
  const clock_drift<fast_clock> drift;
  const clock_drift<steady_ticks> none;
  CHECK_FALSE(drift.ppm(fast_clock{}).has_value());  // too short to tell
  const std::uint64_t start = steady_ticks::now();
  while (steady_ticks::now() - start < 25'000'000) {
  }
  CHECK(drift.ppm(fast_clock{}).value() == Approx(1'000).margin(20));
  CHECK(drift.ppm(fast_clock{0.9995}).value() == Approx(-500).margin(20));
  CHECK(none.ppm(steady_ticks{}).value() == Approx(0).margin(20));
}

TEST_CASE("clock: what a clock calls itself", "[core]") {
  CHECK(clock_name<steady_ticks>() == "steady");
  CHECK(clock_name<fast_clock>() == "custom");
  CHECK((clock_name<best_clock>() == "tsc" || clock_name<best_clock>() == "steady"));
  if (!tsc_clock::usable()) CHECK(clock_name<best_clock>() == "steady");
}

// A kernel that gave up the counter saw it jump.
TEST_CASE("clock: the kernel's second choices speak against the counter", "[core]") {
  for (const char* source : {"hpet\n", "acpi_pm\n", "jiffies\n", "refined-jiffies\n", "pit\n"})
    CHECK(detail::is_second_choice(source));
  for (const char* source :
       {"tsc\n", "kvm-clock\n", "xen\n", "hyperv_clocksource_tsc_page\n", "arch_sys_counter\n", ""})
    CHECK_FALSE(detail::is_second_choice(source));
}
