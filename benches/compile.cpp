// benches/compile.cpp: what a file with one workload on one client costs to compile, against a
// Google Benchmark hello world.
//
// Runs the compiler on two small programs in turns and compares its CPU time. CXX names another
// one.
//
// SPDX-License-Identifier: MIT
#include "support/ratio.hpp"  // the table

#include <sys/resource.h>  // the compiler's CPU time
#include <sys/wait.h>      // how it ended
#include <unistd.h>        // fork, exec

#include <cstdlib>     // getenv
#include <filesystem>  // where the programs go
#include <fstream>     // the programs
#include <string>      // commands
#include <vector>      // rounds

namespace {

namespace fs = std::filesystem;

constexpr const char* workload_source = R"cpp(
#include <kvbench/adapter/map.hpp>
#include <kvbench/redis/operations.hpp>
#include <kvbench/run/closed_loop.hpp>
#include <kvbench/workload/mix.hpp>
#include <cstdio>
  using namespace kvbench;
  constexpr auto cache =
      workload("cache", 80_pct * kvbench::redis::get + 20_pct * kvbench::redis::set);
  int main() {
    const run_result result = run(
        cache, [](unsigned) { return adapter::map{}; }, run_options{});
    std::printf("%.0f per s\n", result.throughput_per_s);
  }
)cpp";

constexpr const char* hello_source = R"cpp(
#include <benchmark/benchmark.h>
#include <string>
  static void BM_StringCreation(benchmark::State& state) {
    for (auto _ : state) {
      std::string empty;
      benchmark::DoNotOptimize(empty);
    }
  }
  BENCHMARK(BM_StringCreation);
  BENCHMARK_MAIN();
)cpp";

double children_cpu_s() {
  rusage used{};
  getrusage(RUSAGE_CHILDREN, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// Yields  the CPU seconds of compiling the file, negative where that failed.
double compile_s(const fs::path& source) {
  const char* const named = std::getenv("CXX");
  const std::string compiler = named != nullptr && *named != '\0' ? named : "g++";
  const std::string include_flag = "-I" KVBENCH_SOURCE_DIR "/include";
  const std::string object = source.string() + ".o";
  const double before = children_cpu_s();
  const pid_t child = fork();
  if (child == 0) {
    execlp(compiler.c_str(), compiler.c_str(), "-std=c++20", "-O2", "-DNDEBUG", "-c",
           include_flag.c_str(), source.c_str(), "-o", object.c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0) return -1;
  return children_cpu_s() - before;
}

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  const fs::path folder = fs::current_path() / "bench_compile.tmp";
  fs::create_directories(folder);
  std::ofstream(folder / "workload.cpp") << workload_source;
  std::ofstream(folder / "hello.cpp") << hello_source;
  std::vector<double> ratios;
  for (int round = 0; round < (table.quick() ? 1 : 5); ++round) {
    const double ours = compile_s(folder / "workload.cpp");
    const double theirs = compile_s(folder / "hello.cpp");
    if (ours < 0 || theirs <= 0) {
      std::fprintf(stderr, "bench_compile: a program did not compile; see above\n");
      return 1;
    }
    ratios.push_back(ours / theirs);
  }
  fs::remove_all(folder);
  table.figure_row("compile one workload on one client vs Google Benchmark hello world", 5.0,
                   *kvbench::median(ratios), "x");
  return table.finish();
}
