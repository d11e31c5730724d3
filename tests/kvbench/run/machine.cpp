// tests/kvbench/run/machine.cpp: what threads took, added up.
#include <kvbench/run/machine.hpp>

#include "catch.hpp"

// A sum that leaves out the worker without counters gives cycles per operation of half a run.
TEST_CASE("machine: threads add up, and the sum lacks what one of them lacks", "[run]") {
  kvbench::thread_use all{1, 2, 3, 4, 5, 6, kvbench::hardware_counts{100, 200, true}};
  all.add({10, 20, 30, 40, 50, 60, kvbench::hardware_counts{1, 2, true}});
  CHECK(all.user_s == 11);
  CHECK(all.system_s == 22);
  CHECK(all.voluntary_switches == 33);
  CHECK(all.involuntary_switches == 44);
  CHECK(all.minor_faults == 55);
  CHECK(all.major_faults == 66);
  REQUIRE(all.counters.has_value());
  CHECK(all.counters->cycles == 101);
  CHECK(all.counters->instructions == 202);
  CHECK(all.counters->with_kernel);
  all.add({0, 0, 0, 0, 0, 0, kvbench::hardware_counts{1, 1, false}});
  CHECK_FALSE(all.counters->with_kernel);
  all.add({});
  CHECK_FALSE(all.counters.has_value());
  all.add({0, 0, 0, 0, 0, 0, kvbench::hardware_counts{1, 1, true}});
  CHECK_FALSE(all.counters.has_value());
}
