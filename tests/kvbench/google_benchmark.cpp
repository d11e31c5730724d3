// tests/kvbench/google_benchmark.cpp: workloads as Google Benchmarks.
//
// SPDX-License-Identifier: MIT
#include <kvbench/google_benchmark.hpp>

#include "catch.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct numbers {
  static constexpr std::string_view name = "numbers";
  template <class Client>
  static void load(Client& client, kvbench::loader const& from) {
    client.loaded_keys = from.keys();
  }
};

/// Remembers what it was asked; the numbers are of the test, so that several clients of a benchmark
/// add up.
struct counting_store {
  struct tally {
    int flushed = 0;
    int made = 0;
    std::uint64_t calls = 0;
  };
  tally* all;
  std::uint64_t loaded_keys = 0;
  std::uint64_t fails_at = 0;
  bool fatal = false;

  void flush() { ++all->flushed; }
  bool ask(std::uint64_t number) {
    ++all->calls;
    if (fails_at != 0 && all->calls >= fails_at) {
      if (fatal) throw kvbench::fatal_error{"the store is gone"};
      throw std::runtime_error{"refused"};
    }
    return number % 2 == 0;
  }
};

struct lookup {
  static constexpr std::string_view name = "lookup";
  static constexpr auto effect = kvbench::effect::reads;
  using data = numbers;
  static std::uint64_t draw(kvbench::draw& d) { return d.key_number(); }
  static bool call(counting_store& s, std::uint64_t const& number) { return s.ask(number); }
  static std::uint64_t bytes(std::uint64_t const&, bool const&) { return 8; }
};

using namespace kvbench::literals;
constexpr auto lookups = kvbench::workload("lookups", 100_pct * lookup{});

/// Keeps what Google Benchmark would have printed.
struct recorder : benchmark::BenchmarkReporter {
  std::vector<Run> runs;
  bool ReportContext(Context const&) override { return true; }
  void ReportRuns(std::vector<Run> const& reported) override {
    runs.insert(runs.end(), reported.begin(), reported.end());
  }
};

std::vector<benchmark::BenchmarkReporter::Run> run_all() {
  recorder seen;
  benchmark::RunSpecifiedBenchmarks(&seen, ".");
  benchmark::ClearRegisteredBenchmarks();
  kvbench::detail::prepared_slot().reset();
  return seen.runs;
}

kvbench::run_options small() {
  kvbench::run_options options;
  options.keys = 100;
  options.warmup = 10;
  return options;
}

}  // namespace

// Google Benchmark tries several lengths: loading for each would take longer than measuring.
TEST_CASE("google benchmark: a store is loaded once, and every iteration is one operation",
          "[google_benchmark]") {
  counting_store::tally all;
  kvbench::register_benchmarks<lookups>(
      "counting",
      [&all](unsigned) {
        ++all.made;
        return counting_store{&all};
      },
      small())
      ->Iterations(5000)
      ->Repetitions(3);
  auto const runs = run_all();
  REQUIRE(runs.size() >= 3);
  CHECK(all.made == 1);
  CHECK(all.flushed == 1);
  CHECK(all.calls == 10 + 3 * 5000);
  auto const& run = runs[0];
  CHECK(run.benchmark_name().find("lookups/counting") == 0);
  CHECK(run.iterations == 5000);
  CHECK(run.GetAdjustedRealTime() > 0);
  CHECK(run.counters.at("errors").value == 0);
  CHECK(run.counters.at("hit_rate").value > 0.4);
  CHECK(run.counters.at("hit_rate").value < 0.6);
  CHECK(run.counters.at("ops/s").value > 0);
  CHECK(run.counters.at("bytes/s").value > 0);
  CHECK(run.counters.at("p50_ns").value <= run.counters.at("p999_ns").value);
  CHECK(run.counters.count("p90_ns") == 1);
  CHECK(run.counters.count("p99_ns") == 1);
}

// Failed calls that count as fast ones make a broken store look quick.
TEST_CASE("google benchmark: errors are counted, and a store that is lost ends its benchmark",
          "[google_benchmark]") {
  counting_store::tally all;
  kvbench::register_benchmarks<lookups>(
      "refusing", [&all](unsigned) { return counting_store{.all = &all, .fails_at = 11 + 900}; },
      small())
      ->Iterations(1000);
  auto runs = run_all();
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].counters.at("errors").value == 100);
  CHECK_FALSE(runs[0].error_occurred);

  all = {};
  kvbench::register_benchmarks<lookups>(
      "lost",
      [&all](unsigned) { return counting_store{.all = &all, .fails_at = 11 + 900, .fatal = true}; },
      small())
      ->Iterations(1000);
  runs = run_all();
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].error_occurred);
  CHECK(runs[0].error_message == "the store is gone");
}

// An exception would end the whole suite, with all that it had measured.
TEST_CASE("google benchmark: a store that cannot be opened fails its benchmark alone",
          "[google_benchmark]") {
  counting_store::tally all;
  kvbench::register_benchmarks<lookups>(
      "closed", [](unsigned) -> counting_store { throw std::runtime_error{"cannot open"}; },
      small())
      ->Iterations(10);
  kvbench::register_benchmarks<lookups>(
      "open", [&all](unsigned) { return counting_store{&all}; }, small())
      ->Iterations(10);
  auto const runs = run_all();
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].error_occurred);
  CHECK(runs[0].error_message == "cannot open");
  CHECK_FALSE(runs[1].error_occurred);

  auto two = small();
  two.threads = 2;
  kvbench::register_benchmarks<lookups>(
      "threads", [&all](unsigned) { return counting_store{&all}; }, two);
  CHECK(run_all().at(0).error_occurred);
}

// Two benchmarks on one file would refuse each other, if the first were still open.
TEST_CASE("google benchmark: one store is open at a time", "[google_benchmark]") {
  struct exclusive_store : counting_store {
    std::shared_ptr<void> lock;
  };
  counting_store::tally all;
  int open = 0;
  auto const make = [&](unsigned) {
    if (++open != 1) throw std::runtime_error{"busy"};
    return exclusive_store{{&all}, std::shared_ptr<void>(&open, [&open](void*) { --open; })};
  };
  kvbench::register_benchmarks<lookups>("first", make, small())->Iterations(10);
  kvbench::register_benchmarks<lookups>("second", make, small())->Iterations(10);
  for (auto const& run : run_all()) CHECK_FALSE(run.error_occurred);
  CHECK(open == 0);
}

namespace {
struct plain_store {
  bool ask(std::uint64_t) { return true; }
};
struct plain_lookup {
  static constexpr std::string_view name = "lookup";
  static std::uint64_t draw(kvbench::draw& d) { return d.number(10); }
  static bool call(plain_store& s, std::uint64_t const& number) { return s.ask(number); }
};
constexpr auto plain = kvbench::workload("plain", 100_pct * plain_lookup{});
}  // namespace

// A user's main is one line per workload; it must not need a factory, a name or options.
TEST_CASE("google benchmark: a workload and a client are enough", "[google_benchmark]") {
  kvbench::register_benchmarks<plain, plain_store>()->Iterations(100);
  auto const runs = run_all();
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].benchmark_name().find("plain/") == 0);
  CHECK(runs[0].benchmark_name().find("plain_store") != std::string::npos);
  CHECK(runs[0].counters.at("hit_rate").value == 1);
}
