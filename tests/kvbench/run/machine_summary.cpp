// tests/kvbench/run/machine_summary.cpp: what the machine says of a run.
#include <kvbench/run/machine_summary.hpp>

#include "catch.hpp"
#include "kvbench/run/store.hpp"

#include <optional>
#include <string>
#include <vector>

using namespace test;
using kvbench::detail::operations_of;

namespace {

kvbench::worker_tally tally_of(std::uint64_t played, std::uint64_t errors, std::uint64_t cpu_ns) {
  kvbench::worker_tally t{1, true};
  t.calls[0].played = played;
  t.calls[0].errors = errors;
  t.start_ticks = 1'000;
  t.end_ticks = 2'001'000;
  t.cpu_ns = cpu_ns;
  for (std::uint64_t i = errors; i < played; ++i) t.latency_ns[0].record(10);
  return t;
}

kvbench::run_result summary_of(std::vector<kvbench::worker_tally> const& workers,
                               double overhead_ns) {
  kvbench::run_result r;
  r.harness.overhead_ns_per_op = overhead_ns;
  summarize(operations_of(kvbench::make_cards<store>(reading)), 1.0, workers, r);
  return r;
}

}  // namespace

// The server's share is what tells a busy client from a busy server.
TEST_CASE(
    "machine summary: a server's CPU has its part in the verdict, and a generator's is flagged",
    "[run]") {
  auto const judged = [](double server_cpu_s) {
    kvbench::run_result r;
    r.harness.overhead_ns_per_op = 20;
    r.machine.server_cpu_s = server_cpu_s;  // of 2 ms
    summarize(operations_of(kvbench::make_cards<store>(reading)), 1.0,
              {tally_of(1'000, 0, 1'900'000)}, r);
    return r;
  };
  CHECK(judged(0.0019).bottleneck == "server");
  CHECK_FALSE(has_flag(judged(0.0019), "generator-bound"));
  CHECK(judged(0.001).bottleneck == "generator");
  CHECK(has_flag(judged(0.001), "generator-bound"));
  CHECK(judged(0.001).harness.busy == 0.95);
}

TEST_CASE("machine summary: what the kernel says of the workers adds up, or is absent", "[run]") {
  auto known = tally_of(100, 0, 0);
  known.machine.emplace();
  known.machine->voluntary_switches = 7;
  CHECK(summary_of({known, known}, 0).machine.workers->voluntary_switches == 14);
  CHECK_FALSE(summary_of({known, tally_of(1, 0, 0)}, 0).machine.workers.has_value());
  CHECK_FALSE(summary_of({tally_of(1, 0, 0), known}, 0).machine.workers.has_value());
}

// Latencies in nanoseconds of another length.
TEST_CASE("machine summary: a clock that strays is flagged", "[run]") {
  auto const flags_of = [](std::optional<double> ppm) {
    kvbench::run_result r;
    r.harness.clock_drift_ppm = ppm;
    summarize(operations_of(kvbench::make_cards<store>(reading)), 1.0, {tally_of(9, 0, 0)}, r);
    return r;
  };
  CHECK(has_flag(flags_of(-140.5), "the clock strayed by -140 ppm from the steady clock"));
  CHECK(has_flag(flags_of(101), "the clock strayed by 101 ppm from the steady clock"));
  for (auto const fine : {std::optional<double>{}, std::optional{99.0}, std::optional{-99.0}}) {
    for (std::string const& flag : flags_of(fine).flags)
      CHECK(flag.find("strayed") == std::string::npos);
  }
}

// "Waiting" for a schedule is what an open loop is for; behind it, somebody is at a limit.
TEST_CASE("machine summary: an open loop that keeps its rate has no bottleneck", "[run]") {
  auto const judged = [](double rate_per_s, std::uint64_t unsent, kvbench::arrival how) {
    kvbench::run_result r;
    r.harness.overhead_ns_per_op = 20;
    r.rate_per_s = rate_per_s;
    r.arrival = how;
    auto one = tally_of(1'000, 0, 1'900'000);  // in 2 ms: 500,000 a second
    one.unsent = unsent;
    summarize(operations_of(kvbench::make_cards<store>(reading)), 1.0, {one}, r);
    return r.bottleneck;
  };
  using kvbench::arrival;
  CHECK(judged(500'000, 0, arrival::constant) == "rate");
  CHECK(judged(505'000, 0, arrival::constant) == "rate");
  CHECK(judged(520'000, 0, arrival::constant) == "client");
  CHECK(judged(500'000, 1, arrival::constant) == "client");
  CHECK(judged(520'000, 0, arrival::poisson) == "rate");
  CHECK(judged(650'000, 0, arrival::poisson) == "client");
  CHECK(judged(0, 0, arrival::constant) == "client");
}

TEST_CASE("machine summary: a host that takes CPU away is flagged", "[run]") {
  auto const flagged = [](std::optional<double> stolen_s) {
    kvbench::run_result r;
    r.machine.stolen_s = stolen_s;
    auto one = tally_of(100, 0, 0);
    one.end_ticks = one.start_ticks + 4'000'000'000;
    summarize(operations_of(kvbench::make_cards<store>(reading)), 1.0, {one}, r);
    return has_flag(r, "the host took 100 ms of CPU from this virtual machine");
  };
  CHECK(flagged(0.1));
  CHECK_FALSE(flagged(0.07));
  CHECK_FALSE(flagged({}));
}

// Eight workers that fill one CPU are each off it most of the time, and at their limit.
TEST_CASE("machine summary: workers that share a CPU are judged by what they share", "[run]") {
  auto const judged = [](unsigned cpus) {
    kvbench::run_result r;
    r.machine.cpus = cpus;
    r.machine.server_cpu_s = 0.0005;  // of 2 ms
    std::vector const workers(4, tally_of(100, 0, 450'000));
    summarize(operations_of(kvbench::make_cards<store>(reading)), 1.0, workers, r);
    return r;
  };
  CHECK(judged(1).bottleneck == "generator");
  CHECK(judged(1).harness.busy == 0.9);
  CHECK(judged(2).bottleneck == "waiting");
  CHECK(judged(2).harness.busy == 0.45);
  for (unsigned const enough : {0u, 4u, 64u}) CHECK(judged(enough).harness.busy == 0.225);
}
