// benches/wire.cpp: what one thread that drives many connections costs, beside redis-benchmark.
//
// Both ask the same redis-server for random keys of 100 bytes, over TCP, in turns. What counts is
// the generator's CPU time per request, user and system, of the whole process: requests per second
// would compare how the two processes happen to take turns. Whether both say the same of a server
// is bench_agreement's.
//
// SPDX-License-Identifier: MIT
#include "support/generators.hpp"  // both generators
#include "support/ratio.hpp"       // the table

#include <cstdio>     // what went wrong
#include <exception>  // what went wrong
#include <string>     // rows
#include <vector>     // rounds

namespace {

using bench::figures;
using bench::load;
using redlite::cmd::get;

/// The median over rounds of ours by theirs.
void compare(bench::ratio_table& table, const support::redis_server& server, unsigned pipeline,
             double target) {
  const std::string cpu_row = "generator's CPU per request, ours by redis-benchmark's";
  const std::string rate_row = "requests per second, ours by redis-benchmark's";
  const std::string p50_row = "median latency, ours by redis-benchmark's";
  const std::string name = ", GET, 50 connections, pipeline " + std::to_string(pipeline);
  load what{.connections = 50, .pipeline = pipeline, .requests = table.quick() ? 5'000u : 0};
  if (what.requests == 0)
    what.requests = pipeline == 1 ? 100'000 : pipeline < 50 ? 1'000'000 : 3'000'000;
  if (!table.wants(cpu_row + name) && !table.wants(rate_row + name) && !table.wants(p50_row + name))
    return;
  std::vector<double> cpu;
  std::vector<double> rate;
  std::vector<double> p50;
  for (int round = 0; round < (table.quick() ? 1 : 11); ++round) {
    figures a;
    figures b;
    if (round % 2 == 0) {
      a = bench::ours<get>(server.url(), what);
      b = bench::theirs(server.port(), "GET", what);
    } else {
      b = bench::theirs(server.port(), "GET", what);
      a = bench::ours<get>(server.url(), what);
    }
    cpu.push_back(a.cpu_ns / b.cpu_ns);
    rate.push_back(a.rate_per_s / b.rate_per_s);
    p50.push_back(b.p50_us > 0 ? a.p50_us / b.p50_us : 0);
    if (table.verbose()) {
      std::printf("# pipeline %u | CPU %.0f against %.0f ns, of it user %.0f against %.0f | ",
                  pipeline, a.cpu_ns, b.cpu_ns, a.user_ns, b.user_ns);
      std::printf("%.0f against %.0f per s | p50 %.0f against %.0f us\n", a.rate_per_s,
                  b.rate_per_s, a.p50_us, b.p50_us);
    }
  }
  table.figure_row(cpu_row + name, target, *kvbench::median(cpu), "x");
  table.reference_figure(rate_row + name, *kvbench::median(rate), "x");
  table.reference_figure(p50_row + name, *kvbench::median(p50), "x");
}

/// How late a bare loop is that reads the clock until each of the same moments and does nothing
/// then: what the machine takes from any generator. Microseconds, the 99.9th percentile.
double bare_lateness(double rate, std::uint64_t moments) {
  const bench::outcome result = bench::in_a_child([&](int out) {
    const kvbench::best_clock clock;
    kvbench::histogram late;
    const std::uint64_t start = kvbench::best_clock::now();
    for (std::uint64_t i = 0; i < moments; ++i) {
      const auto due = start + static_cast<std::uint64_t>(static_cast<double>(i) * 1e9 / rate /
                                                          clock.ns_per_tick());
      std::uint64_t now = kvbench::best_clock::now();
      while (now < due) now = kvbench::best_clock::now();
      late.record(clock.ns(now - due));
    }
    dprintf(out, "%f", static_cast<double>(late.value_at_percentile(99.9)) / 1e3);
    _exit(0);
  });
  if (!result.ok) throw std::runtime_error("the bare loop failed");
  return std::strtod(result.said.c_str(), nullptr);
}

/// How late requests of an open loop are begun at half of what a closed one reaches, and how late a
/// bare loop is beside it. The median of runs: on a machine with other work each of them is late by
/// the scheduler's turns.
void lateness(bench::ratio_table& table, const support::redis_server& server) {
  const std::string name =
      "lateness of the generator at half the limit, p99.9, GET, 50 connections";
  const std::string bare_name = "lateness of a bare loop at the same moments, p99.9";
  if (!table.wants(name)) return;
  const std::uint64_t some = table.quick() ? 2'000 : 100'000;
  const double limit = bench::ours<get>(server.url(), {.requests = some}).rate_per_s;
  std::vector<double> late;
  std::vector<double> bare;
  for (int round = 0; round < (table.quick() ? 1 : 11); ++round) {
    late.push_back(bench::ours<get>(server.url(), {.requests = some, .rate = limit / 2}).late_us);
    bare.push_back(bare_lateness(limit / 2, some));
    if (table.verbose())
      std::printf("# %.0f per s | late by %.1f us, a bare loop by %.1f us\n", limit / 2,
                  late.back(), bare.back());
  }
  table.figure_row(name, 50, *kvbench::median(late), " us");
  table.reference_figure(bare_name, *kvbench::median(bare), " us");
}

void measure(bench::ratio_table& table) {
  support::redis_server server({"--maxclients", "11000"});
  bench::pin(server.id(), 1);
  bench::load_strings(server, {});
  compare(table, server, 1, 0.6);
  compare(table, server, 16, 0.6);
  compare(table, server, 100, 0.5);
  lateness(table, server);

  const unsigned many = table.quick() ? 500 : 10'000;
  const std::string memory_row =
      "memory per connection, " + std::to_string(many) + " in one thread";
  if (!table.wants(memory_row)) return;
  const bench::outcome one =
      bench::run_ours<get>(server.url(), {.connections = 1, .requests = 100});
  const bench::outcome all = bench::run_ours<get>(
      server.url(), {.connections = many, .requests = std::uint64_t{many} * 20});
  if (!one.ok || !all.ok) throw std::runtime_error("many connections failed");
  table.figure_row(memory_row, 16, (all.peak_kib - one.peak_kib) / many, " KiB");
}

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  if (table.finish() == 2) return 2;
  try {
    measure(table);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "bench_wire: not measured: %s\n", failure.what());
    return 1;
  }
  return table.finish();
}
