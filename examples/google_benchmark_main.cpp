// google_benchmark_main.cpp: any workload on any client as a Google Benchmark.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/map.hpp>       // the client
#include <kvbench/google_benchmark.hpp>  // register_benchmarks
#include <kvbench/redis/catalogue.hpp>   // named workloads

#include <benchmark/benchmark.h>

namespace catalogue = kvbench::redis::catalogue;

// All of Google Benchmark's options work on it, --benchmark_format=json for one.
static const bool registered = [] {
  kvbench::register_benchmarks<catalogue::hot_keys, kvbench::adapter::map>()->MinTime(0.05);
  return true;
}();

BENCHMARK_MAIN();
