// tests/kvbench/run/machine_meter.cpp: reading what a thread takes; it runs threads.
#include <kvbench/run/machine_meter.hpp>

#include "catch.hpp"

#include <thread>
#include <vector>

#if defined(__linux__)
#include <sched.h>
#endif

namespace {

void compute_for(double seconds) {
  double const start = kvbench::detail::process_cpu_s();
  volatile unsigned sink = 0;
  while (kvbench::detail::process_cpu_s() - start < seconds) sink = sink + 1;
}

}  // namespace

#if defined(__linux__)

// Figures of the whole process would charge a worker with what the others do.
TEST_CASE("machine meter: a thread is charged with its own", "[run]") {
  compute_for(0.04);  // before it is asked
  kvbench::detail::thread_meter idle;
  std::thread other([] {
    kvbench::detail::thread_meter own;
    compute_for(0.05);
    std::vector<char> touched(8 << 20);
    for (std::size_t i = 0; i < touched.size(); i += 4096) touched[i] = 1;
    auto const use = own.stop();
    CHECK(use.has_value());
    if (!use) return;
    CHECK(use->user_s + use->system_s > 0.02);
    CHECK(use->minor_faults >= 1);
  });
  other.join();
  auto const use = idle.stop();
  REQUIRE(use.has_value());
  CHECK(use->user_s + use->system_s < 0.02);
  CHECK(use->voluntary_switches >= 1);  // it waited for the other
}

// Events of the kernel, which are there where the processor's counters are not: in a virtual
// machine, or for a user without rights to more.
TEST_CASE("machine meter: counters count this thread, from start to stop", "[run]") {
  using kvbench::detail::perf_event;
  perf_event const task_clock{PERF_TYPE_SOFTWARE, PERF_COUNT_SW_TASK_CLOCK};
  perf_event const faults{PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS};
  kvbench::detail::perf_pair pair{task_clock, faults};
  compute_for(0.03);
  std::vector<char> touched(64 << 20);
  for (std::size_t i = 0; i < touched.size(); i += 4096) touched[i] = 1;
  auto const counted = pair.stop();
  if (!counted) return;                 // a kernel that gives nobody any
  CHECK(counted->cycles > 20'000'000);  // nanoseconds, of this event
  CHECK(counted->instructions >= 1);    // page faults: huge pages may leave few
}

// Where there are none, a run must go on without a word.
TEST_CASE("machine meter: absent counters are silently absent", "[run]") {
  using kvbench::detail::perf_event;
  perf_event const none{PERF_TYPE_SOFTWARE, 9'999};
  perf_event const some{PERF_TYPE_SOFTWARE, PERF_COUNT_SW_TASK_CLOCK};
  CHECK_FALSE(kvbench::detail::perf_pair(none, some).stop().has_value());
  CHECK_FALSE(kvbench::detail::perf_pair(some, none).stop().has_value());
}

#endif

// A counter that ran half of the time has seen half.
TEST_CASE("machine meter: counts are scaled to the whole time", "[run]") {
  using kvbench::detail::whole_count;
  CHECK(whole_count(1'000, 50, 50) == 1'000u);
  CHECK(whole_count(1'000, 100, 50) == 2'000u);
  CHECK(whole_count(0, 100, 50) == 0u);
  CHECK_FALSE(whole_count(1'000, 100, 0).has_value());
}

// The wrong column of /proc/stat is idle time, and every run would be flagged.
TEST_CASE("machine meter: what the host took is the eighth figure", "[run]") {
  using kvbench::detail::stolen_ticks;
  CHECK(stolen_ticks("cpu  1 2 3 4 5 6 7 63194 9 10\ncpu0 1 1 1 1 1 1 1 1 1 1\n") == 63'194u);
  CHECK(stolen_ticks("cpu  1 2 3 4 5 6 7 0") == 0u);
  CHECK_FALSE(stolen_ticks("cpu  1 2 3 4 5 6 7\ncpu0 1 1").has_value());
  CHECK_FALSE(stolen_ticks("intr 1 2 3 4 5 6 7 8 9").has_value());
  CHECK_FALSE(stolen_ticks("").has_value());
#if defined(__linux__)
  CHECK(kvbench::detail::stolen_cpu_s().value() >= 0);
#endif
}
