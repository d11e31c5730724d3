// tests/kvbench/run/process_meter.cpp: what is not one thread's.
#include <kvbench/run/process_meter.hpp>

#include "catch.hpp"

#include <vector>

using kvbench::detail::pinned_of;
using kvbench::detail::usable_cpus;

// Counted by worker, eight on one CPU would have eight.
TEST_CASE("process meter: how many CPUs the workers could use", "[run]") {
  CHECK(usable_cpus({}) == kvbench::allowed_cpus().size());
  CHECK(usable_cpus({3}) == 1);
  CHECK(usable_cpus({3, 3, 3}) == 1);
  CHECK(usable_cpus({3, 1, 3, 0}) == 3);
}

TEST_CASE("process meter: the list of CPUs begins again where it ends", "[run]") {
  CHECK(pinned_of({.threads = 3, .pin = {7, 5}}) == std::vector<unsigned>{7, 5, 7});
  CHECK(pinned_of({.threads = 1, .pin = {7, 5}}) == std::vector<unsigned>{7});
  CHECK(pinned_of({.threads = 3}).empty());
}

namespace {
struct served {
  double used_s = 1;
  double cpu_seconds() { return used_s *= 3; }
};
struct own_clock {
  static std::uint64_t now() noexcept { return 7; }
  static double ns_per_tick() noexcept { return 1; }
};
}  // namespace

// A clock that a test moves by hand would be flagged for not telling the time.
TEST_CASE("process meter: the server's CPU between two questions; no drift of a clock of one's own",
          "[run]") {
  served client;
  kvbench::run_result result;
  kvbench::detail::process_meter<served, own_clock> const meter{client};
  meter.stop({}, client, result);
  CHECK(result.machine.server_cpu_s == 6);
  CHECK(result.harness.clock == "custom");
  CHECK_FALSE(result.harness.clock_drift_ppm.has_value());
}
