// suite.cpp: redlite as Google Benchmarks: the core workloads, in memory and in a file.
//
//     bench_suite --benchmark_format=json
//
// A file of its own is made in the working directory and removed at the end.
//
// SPDX-License-Identifier: MIT
#include <kvbench/adapter/redlite.hpp>   // the client
#include <kvbench/google_benchmark.hpp>  // register_benchmarks
#include <kvbench/redis/catalogue.hpp>   // the workloads

#include <cstdio>  // std::remove
#include <string>  // the file's name

namespace {

namespace catalogue = kvbench::redis::catalogue;
using kvbench::adapter::redlite;

constexpr char const* file = "bench_suite.db";

template <auto const& Workload>
void register_on_redlite() {
  kvbench::register_benchmarks<Workload>("redlite", [](unsigned) { return redlite{":memory:"}; });
  kvbench::register_benchmarks<Workload>("redlite:file", [](unsigned) { return redlite{file}; });
}

}  // namespace

int main(int argc, char** argv) {
  register_on_redlite<catalogue::read_heavy>();
  register_on_redlite<catalogue::write_heavy>();
  register_on_redlite<catalogue::truly_balanced>();
  register_on_redlite<catalogue::read_only>();
  register_on_redlite<catalogue::write_only>();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  kvbench::detail::prepared_slot().reset();
  for (char const* const suffix : {"", "-wal", "-shm"})
    std::remove((std::string{file} + suffix).c_str());
}
