// kvbench/run/wait_until.hpp: waits until an operation is due.
//
// Floor: run. Sleeps and spins; what is due is schedule.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <time.h>  // sleeping

#if defined(__linux__)
#include <sys/prctl.h>  // timers that fire in time
#endif

#include <atomic>   // stop
#include <cstdint>  // uint64_t

#include <kvbench/core/bounds.hpp>  // smaller
#include <kvbench/run/tally.hpp>    // who may end a wait

namespace kvbench::detail {

inline bool is_set(std::atomic<bool> const* flag) {
  return flag != nullptr && flag->load(std::memory_order_relaxed);
}

/// Whether the worker is to play no more.
inline bool is_over(worker_task const& task) {
  return is_set(task.stop) || is_set(task.abandoned) || is_set(task.enough);
}

/// For so long before an operation is due its worker stays awake, since a sleeper is woken too
/// late.
inline constexpr std::uint64_t awake_ns = 80'000;

/// Waits until `ticks`, or until `given_up()`: asleep while there is time, and awake for the last
/// of it, since a sleeper is woken too late. Yields  the ticks that it waited.
template <class Clock, class GivenUp>
std::uint64_t wait_unless(Clock const& clock, std::uint64_t ticks, GivenUp&& given_up) {
  std::uint64_t const since = Clock::now();
  constexpr std::uint64_t nap_ns = 50'000'000;  // so that a stop is seen
  for (;;) {
    std::uint64_t const now = Clock::now();
    if (now >= ticks || given_up()) return now - since;
    std::uint64_t const left_ns = clock.ns(ticks - now);
    if (left_ns > awake_ns) {
      auto const sleep_ns = static_cast<long>(smaller(left_ns - awake_ns, nap_ns));
      timespec const length{.tv_sec = 0, .tv_nsec = sleep_ns};
      clock_nanosleep(CLOCK_MONOTONIC, 0, &length, nullptr);
    } else {
#if defined(__x86_64__)
      __builtin_ia32_pause();
#endif
    }
  }
}

/// The same until the task is over. Under a clock of its own making a test waits as that says.
template <class Clock>
std::uint64_t wait_until(Clock const& clock, std::uint64_t ticks, worker_task const& task) {
  if constexpr (requires { Clock::wait(ticks); }) {
    Clock::wait(ticks);
    return 0;
  } else {
    return wait_unless(clock, ticks, [&task] { return is_over(task); });
  }
}

/// As long as it lives, the kernel wakes this thread in time: else up to 50 us late, to save power.
class woken_in_time {
 public:
  woken_in_time() noexcept {
#if defined(__linux__)
    slack_ns_ = prctl(PR_GET_TIMERSLACK, 0UL, 0UL, 0UL, 0UL);
    prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
#endif
  }
  woken_in_time(woken_in_time const&) = delete;
  woken_in_time& operator=(woken_in_time const&) = delete;
  ~woken_in_time() {
#if defined(__linux__)
    if (slack_ns_ > 0)
      prctl(PR_SET_TIMERSLACK, static_cast<unsigned long>(slack_ns_), 0UL, 0UL, 0UL);
#endif
  }

 private:
  [[maybe_unused]] long slack_ns_ = 0;  // as it was
};

}  // namespace kvbench::detail
