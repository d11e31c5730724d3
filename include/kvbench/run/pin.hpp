// kvbench/run/pin.hpp: keeps a thread on one CPU.
//
// Floor: run. Linux; where threads cannot be pinned, asking for it is refused.
//
// SPDX-License-Identifier: MIT
#pragma once

#if defined(__linux__)
#include <sched.h>  // sched_setaffinity
#endif

#include <string>  // messages
#include <vector>  // CPUs

#include <kvbench/core/concat.hpp>  // messages
#include <kvbench/core/error.hpp>   // a CPU that is not ours

namespace kvbench {

/// Yields  the CPUs that the calling thread may use, ascending; none where the system does not say.
[[nodiscard, gnu::cold, gnu::noinline]] inline std::vector<unsigned> allowed_cpus() {
  std::vector<unsigned> all;
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) {
    for (unsigned cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
      if (CPU_ISSET(cpu, &set)) all.push_back(cpu);
    }
  }
#endif
  return all;
}

/// Keeps the calling thread on one CPU as long as it lives, and then gives it back those that it
/// had. To be made and ended on the same thread.
class pinned_thread {
 public:
  /// Errors  error where this process may not use that CPU, or the system pins no threads.
  [[gnu::cold, gnu::noinline]] explicit pinned_thread(unsigned cpu) {
#if defined(__linux__)
    cpu_set_t only;
    CPU_ZERO(&only);
    if (cpu < CPU_SETSIZE) CPU_SET(cpu, &only);
    if (sched_getaffinity(0, sizeof before_, &before_) == 0 && cpu < CPU_SETSIZE &&
        CPU_ISSET(cpu, &before_) && sched_setaffinity(0, sizeof only, &only) == 0)
      return;
    std::string ours;
    for (unsigned const one : allowed_cpus())
      ours = concat({ours, ours.empty() ? "" : ", ", number_text(one)});
    throw error{
        concat({"CPU ", number_text(cpu), " cannot be pinned to: this process may use ", ours})};
#else
    throw error{concat({"CPU ", number_text(cpu),
                        " cannot be pinned to: this system pins no threads; leave pinning out"})};
#endif
  }
  ~pinned_thread() {
#if defined(__linux__)
    sched_setaffinity(0, sizeof before_, &before_);
#endif
  }
  pinned_thread(pinned_thread const&) = delete;
  pinned_thread& operator=(pinned_thread const&) = delete;

 private:
#if defined(__linux__)
  cpu_set_t before_;
#endif
};

}  // namespace kvbench
