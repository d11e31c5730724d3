// kvbench/core/clock.hpp: the clocks that time an operation, and what reading them costs.
//
// Floor: core. Reads clocks; what is timed and when is run/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fcntl.h>   // the kernel's opinion of the counter
#include <time.h>    // clock_gettime
#include <unistd.h>  // read, close

#include <cstdint>      // std::uint64_t
#include <limits>       // the worst distance before any pair was read
#include <optional>     // too short a time to tell
#include <string_view>  // names of clocks
#include <utility>      // std::forward

#if defined(__x86_64__)
#include <cpuid.h>  // whether the counter is invariant
#endif

#include <kvbench/core/bounds.hpp>       // smaller
#include <kvbench/core/nanoseconds.hpp>  // how long to calibrate

namespace kvbench {

namespace detail {
[[nodiscard]] inline std::uint64_t read_clock_ns(clockid_t clock) noexcept {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<std::uint64_t>(t.tv_sec) * 1'000'000'000u +
         static_cast<std::uint64_t>(t.tv_nsec);
}

/// Whether a kernel that keeps time by this clock source distrusts the time stamp counter: it would
/// prefer it to these. A virtual machine's own source (kvm-clock, xen) says nothing against it.
[[nodiscard]] constexpr bool is_second_choice(std::string_view source) noexcept {
  return source.starts_with("hpet") || source.starts_with("acpi_pm") ||
         source.starts_with("jiffies") || source.starts_with("refined-jiffies") ||
         source.starts_with("pit");
}

/// The same of this machine; false where the kernel does not say.
[[nodiscard, gnu::cold]] inline bool kernel_distrusts_counter() noexcept {
  char name[32];
  int const file = ::open("/sys/devices/system/clocksource/clocksource0/current_clocksource",
                          O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t const size = ::read(file, name, sizeof name);
  ::close(file);
  return size > 0 && is_second_choice({name, static_cast<std::size_t>(size)});
}

/// Readings of a tick counter and of the steady clock at one moment.
struct clock_pair {
  std::uint64_t ticks = 0;
  std::uint64_t steady_ns = 0;
};

/// The tightest of several readings: an interrupt between the two clocks would bend the rate.
template <class Clock>
clock_pair read_clock_pair() noexcept {
  clock_pair best;
  std::uint64_t distance = std::numeric_limits<std::uint64_t>::max();
  for (int attempt = 0; attempt < 8; ++attempt) {
    const std::uint64_t before = Clock::now();
    const std::uint64_t steady_ns = read_clock_ns(CLOCK_MONOTONIC);
    const std::uint64_t after = Clock::now();
    if (after - before < distance) {
      distance = after - before;
      best = {before + distance / 2, steady_ns};
    }
  }
  return best;
}
}  // namespace detail

/// The steady clock in the shape of a tick counter: one tick is one nanosecond.
class steady_ticks {
 public:
  [[nodiscard]] static std::uint64_t now() noexcept {
    return detail::read_clock_ns(CLOCK_MONOTONIC);
  }
  [[nodiscard]] static std::uint64_t ns(std::uint64_t ticks) noexcept { return ticks; }
  [[nodiscard]] static double ns_per_tick() noexcept { return 1.0; }
  [[nodiscard]] static std::string_view name() noexcept { return "steady"; }
};

struct one_to_one {};

/// The processor's time stamp counter, read without a fence: a stamp may move by a few
/// instructions, which is less than what a fence costs.
class tsc_clock {
 public:
  /// Whether the counter runs at one rate on all cores, sleeping or not. Where not, use
  /// `steady_ticks`.
  [[nodiscard]] static bool usable() noexcept {
#if defined(__x86_64__)
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid(0x80000007u, &a, &b, &c, &d) != 0 && (d & (1u << 8)) != 0;
#else
    return false;
#endif
  }

  [[nodiscard]] static std::uint64_t now() noexcept {
#if defined(__x86_64__)
    return __builtin_ia32_rdtsc();  // <x86intrin.h> alone would cost a third of a second to read
#else
    return steady_ticks::now();
#endif
  }

  /// Measures the counter's rate against the steady clock over `span`; within 20 parts per million
  /// for the default.
  explicit tsc_clock(nanoseconds span = nanoseconds{5'000'000}) noexcept {
    const detail::clock_pair start = detail::read_clock_pair<tsc_clock>();
    detail::clock_pair end = start;
    while (end.steady_ns - start.steady_ns < static_cast<std::uint64_t>(span.count())) {
      end = detail::read_clock_pair<tsc_clock>();
    }
    const std::uint64_t ticks = end.ticks - start.ticks;
    const std::uint64_t ns = end.steady_ns - start.steady_ns;
    // Divides once here and never again: a conversion is one multiplication and a shift.
    ns_per_tick_ =
        ticks == 0 ? one : static_cast<std::uint64_t>((static_cast<wide>(ns) << 32) / ticks);
  }

  /// A counter whose tick is a nanosecond: for readings of another clock.
  explicit tsc_clock(one_to_one) noexcept {}

  [[nodiscard]] std::uint64_t ns(std::uint64_t ticks) const noexcept {
    return static_cast<std::uint64_t>((static_cast<wide>(ticks) * ns_per_tick_) >> 32);
  }
  [[nodiscard]] double ns_per_tick() const noexcept {
    return static_cast<double>(ns_per_tick_) / static_cast<double>(one);
  }

 private:
  __extension__ using wide = unsigned __int128;
  static constexpr std::uint64_t one = std::uint64_t{1} << 32;

  std::uint64_t ns_per_tick_ = one;  // 32 bits before the point, 32 behind
};

/// The cheapest clock that this machine can be trusted with: the counter where it is invariant and
/// the kernel keeps time by it too, the steady clock elsewhere. One type, so that a loop is
/// compiled once; the branch is always guessed.
class best_clock {
 public:
  [[nodiscard]] static std::uint64_t now() noexcept {
    return use_counter_ ? tsc_clock::now() : steady_ticks::now();
  }
  [[nodiscard]] std::uint64_t ns(std::uint64_t ticks) const noexcept { return rate_.ns(ticks); }
  [[nodiscard]] double ns_per_tick() const noexcept { return rate_.ns_per_tick(); }
  /// "tsc" or "steady".
  [[nodiscard]] static std::string_view name() noexcept {
    return use_counter_ ? "tsc" : steady_ticks::name();
  }

 private:
  static inline const bool use_counter_ =
      tsc_clock::usable() && !detail::kernel_distrusts_counter();

  tsc_clock rate_ = use_counter_ ? tsc_clock{} : tsc_clock{one_to_one{}};
};

/// Calls `body` with that clock.
template <typename Body>
decltype(auto) with_best_clock(Body&& body) {
  return std::forward<Body>(body)(best_clock{});
}

/// Yields  what one read of the clock costs, in nanoseconds: the lowest mean of several batches.
template <typename Clock>
[[nodiscard]] double clock_cost_ns(const Clock& clock) noexcept {
  constexpr int batches = 16;
  constexpr int reads = 512;
  std::uint64_t best = std::numeric_limits<std::uint64_t>::max();
  for (int batch = 0; batch < batches; ++batch) {
    const std::uint64_t start = Clock::now();
    std::uint64_t last = start;
    for (int i = 0; i < reads; ++i) {
      last = Clock::now();
    }
    best = smaller(best, last - start);
  }
  return static_cast<double>(best) * clock.ns_per_tick() / reads;
}

/// Yields  what a clock calls itself; "custom" where it has no name.
template <typename Clock>
[[nodiscard]] std::string_view clock_name() noexcept {
  if constexpr (requires { std::string_view{Clock::name()}; }) {
    return Clock::name();
  } else {
    return "custom";
  }
}

/// How far a clock strays from the steady clock, from where this is made on. Its rate was measured
/// over a few milliseconds; what that misses, and a counter that does not keep its rate, show over
/// a whole run.
template <typename Clock>
class clock_drift {
 public:
  /// Yields  parts per million, above 0 where the clock is too fast; within 5. Nothing in the first
  /// 20 ms, in which the readings themselves would be seen.
  [[nodiscard, gnu::cold]] std::optional<double> ppm(const Clock& clock) const noexcept {
    const detail::clock_pair now = detail::read_clock_pair<Clock>();
    const auto steady_ns = static_cast<double>(now.steady_ns - start_.steady_ns);
    if (steady_ns < 20e6) return std::nullopt;
    const double ns = static_cast<double>(now.ticks - start_.ticks) * clock.ns_per_tick();
    return (ns / steady_ns - 1) * 1e6;
  }

 private:
  detail::clock_pair start_ = detail::read_clock_pair<Clock>();
};

/// Yields  the CPU time that the calling thread has used, in nanoseconds. A read costs about 400
/// ns.
[[nodiscard]] inline std::uint64_t thread_cpu_ns() noexcept {
  return detail::read_clock_ns(CLOCK_THREAD_CPUTIME_ID);
}

}  // namespace kvbench
