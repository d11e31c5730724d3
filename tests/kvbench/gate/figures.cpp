// tests/kvbench/gate/figures.cpp: figures by benchmark and metric.
//
// SPDX-License-Identifier: MIT
#include <kvbench/gate/figures.hpp>

#include "catch.hpp"

using namespace kvbench::gate;

TEST_CASE("figures: a run's figure is the median of its repetitions", "[gate]") {
  run_figures run;
  for (double const time : {5.0, 100.0, 1.0}) run.at("a").add("real_time", time);
  run.at("b").add("real_time", 7);
  CHECK(run.benchmarks.size() == 2);
  CHECK(run.find("a")->figure("real_time") == 5.0);
  CHECK_FALSE(run.find("a")->figure("p99_ns"));
}

// A rate read as a time would call every improvement a slowdown.
TEST_CASE("figures: rates are better higher", "[gate]") {
  for (char const* name : {"ops/s", "bytes/s", "items_per_second", "throughput_per_s", "hit_rate"})
    CHECK(better_of(name) == better::higher);
  for (char const* name : {"real_time", "cpu_time", "p99_ns", "errors", "seconds"})
    CHECK(better_of(name) == better::lower);
}
