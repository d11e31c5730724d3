// tests/kvbench/run/pin.cpp: pinning; it runs threads.
#include <kvbench/run/pin.hpp>

#include "catch.hpp"

#include <string>
#include <thread>

#if defined(__linux__)

using kvbench::allowed_cpus;
using kvbench::pinned_thread;

// A caller who lends its thread to a run must get it back as it was.
TEST_CASE("pin: a thread stays on its CPU, and is free again afterwards", "[run]") {
  auto const before = allowed_cpus();
  REQUIRE_FALSE(before.empty());
  for (unsigned const cpu : before) {
    pinned_thread const pinned{cpu};
    CHECK(allowed_cpus() == std::vector<unsigned>{cpu});
    CHECK(sched_getcpu() == static_cast<int>(cpu));
  }
  CHECK(allowed_cpus() == before);
}

// Pinned to nothing, silently, is a result that says what was not so.
TEST_CASE("pin: a CPU that is not ours is refused", "[run]") {
  auto const before = allowed_cpus();
  for (unsigned const cpu : {before.back() + 1, 1'023u, 1'024u, 4'000'000'000u}) {
    try {
      pinned_thread const pinned{cpu};
      FAIL("pinned to CPU " << cpu);
    } catch (kvbench::error const& e) {
      CHECK(std::string{e.what()}.find("CPU " + std::to_string(cpu) + " cannot be pinned to") == 0);
      CHECK(std::string{e.what()}.find(std::to_string(before.front())) != std::string::npos);
    }
  }
  CHECK(allowed_cpus() == before);
}

#endif
