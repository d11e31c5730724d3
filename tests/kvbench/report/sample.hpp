// tests/kvbench/report/sample.hpp: a result made by hand, with all that a report must bear.
//
// Floor: tests.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <kvbench/report/context.hpp>  // the machine of the sample
#include <kvbench/run/result.hpp>      // the sample

namespace kvbench::report::test {

inline context sample_context() {
  context c;
  c.date = "2026-01-31T12:00:00Z";
  c.cpu = "A CPU";
  c.cores = 2;
  c.kernel = "Linux 6.1 x86_64";
  c.compiler = "g++ 12.2.0";
  c.build_type = "release";
  c.versions = {{"kvbench", "0.1.0"}, {"sqlite", "3.40.1"}};
  c.governor = "performance";
  c.load = {{0.25, 0.5, 0.75}};
  return c;
}

inline run_result sample_result() {
  run_result r;
  r.workload = "read_heavy";
  r.client = "redlite";
  r.keys = 10'000;
  r.elements = 10;
  r.value_bytes = 100;
  r.seed = 42;
  r.stream_hash = 0xfedcba9876543210u;
  r.throughput_per_s = 412'345.0;
  r.bytes_per_s = 41.2e6;
  r.duration_s = 0.243;
  r.harness = {15.25, 9.5, 0.986};
  r.bottleneck = "client";
  r.settings = {{"distribution", "hot(10%,90%)"}};
  r.operations.resize(2);
  operation_result& get = r.operations[0];
  get.name = "GET";
  get.count = 1000;
  get.misses = 3;
  for (std::uint64_t i = 1; i <= 1000; ++i) get.latency_ns.record(i);
  operation_result& set = r.operations[1];
  set.name = "SET";
  set.count = 10;
  set.errors = 2;
  set.first_error = "database is full";
  set.latency_ns.record(2'000'000, 10);
  return r;
}

}  // namespace kvbench::report::test
