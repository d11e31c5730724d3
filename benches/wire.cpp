// benches/wire.cpp: what one thread that drives many connections costs, beside redis-benchmark.
//
// Both ask the same redis-server for random keys of 100 bytes, over TCP, in turns, each as a
// process of its own; the server has one core, the generator another. What counts is the
// generator's CPU time per request, user and system, of the whole process: requests per second
// would compare how the two processes happen to take turns.
//
// SPDX-License-Identifier: MIT
#include "../tests/support/redis_server.hpp"  // the server
#include "support/ratio.hpp"                  // the table

#include <kvbench/adapter/redis_wire.hpp>  // the client
#include <kvbench/run/worker.hpp>          // the loop

#include <fcntl.h>         // /dev/null
#include <sched.h>         // a core each
#include <sys/resource.h>  // what a child used
#include <sys/wait.h>      // wait4
#include <unistd.h>        // fork, exec

#include <atomic>     // progress
#include <cstdint>    // std::uint64_t
#include <cstdio>     // what went wrong
#include <cstdlib>    // numbers
#include <exception>  // what went wrong
#include <string>     // arguments
#include <vector>     // rounds

namespace {

using kvbench::adapter::redis_wire;
using namespace kvbench::literals;

constexpr std::uint64_t keys = 10'000;
constexpr std::size_t value_bytes = 100;

void pin(pid_t process, unsigned core) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(core, &one);
  if (sched_setaffinity(process, sizeof one, &one) != 0) {
    std::fputs("bench_wire: this machine has one core, which the server and the generator share\n",
               stderr);
  }
}

/// What a generator said and used.
struct outcome {
  bool ok = false;
  double cpu_ns = 0;
  double user_ns = 0;
  double peak_kib = 0;
  std::string said;
};

/// Runs `body(descriptor)` in a process of its own on the first core, its output into `descriptor`.
template <class Body>
outcome in_a_child(Body&& body) {
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) return {};
  pid_t const child = fork();
  if (child == 0) {
    pin(0, 0);
    body(ends[1]);
    _exit(127);
  }
  close(ends[1]);
  outcome result;
  char buffer[4096];
  for (ssize_t got = 0; (got = read(ends[0], buffer, sizeof buffer)) > 0;)
    result.said.append(buffer, static_cast<std::size_t>(got));
  close(ends[0]);
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child) return {};
  const auto ns = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_usec) * 1e3;
  };
  result.ok = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  result.user_ns = ns(used.ru_utime);
  result.cpu_ns = ns(used.ru_utime) + ns(used.ru_stime);
  result.peak_kib = static_cast<double>(used.ru_maxrss);
  return result;
}

struct load {
  unsigned connections = 50;
  unsigned pipeline = 1;
  std::uint64_t requests = 0;
  double rate = 0;  // an open loop
};

/// Requests per second, and the median latency in microseconds.
struct figures {
  double cpu_ns = 0;   // per request
  double user_ns = 0;  // of it
  double rate_per_s = 0;
  double p50_us = 0;
  double late_us = 0;  // the 99.9th percentile
};

outcome run_ours(const std::string& url, const load& what) {
  return in_a_child([&](int out) {
    try {
      redis_wire client{url};
      client.open(what.connections);
      const kvbench::keyspace names{kvbench::uniform, keys};
      const kvbench::payload_pool payload{value_bytes};
      const kvbench::draw_source source{names, payload, keys, 1, value_bytes};
      constexpr auto gets =
          kvbench::workload("gets", 100_pct * kvbench::redis::op<redlite::cmd::get>{});
      using cards = decltype(kvbench::make_cards<redis_wire>(gets));
      const kvbench::best_clock clock;
      kvbench::worker<cards, kvbench::best_clock> worker{cards{gets}, clock, source, 42};
      kvbench::worker_tally tally;
      tally.expect(1, true, what.rate > 0);
      std::atomic<std::uint64_t> done{0};
      kvbench::worker_task task;
      task.operations = what.requests;
      task.pipeline = what.pipeline;
      task.rate = what.rate;
      worker.play(client, task, tally, done);
      const double seconds =
          static_cast<double>(tally.end_ticks - tally.start_ticks) * clock.ns_per_tick() / 1e9;
      const auto p50 = static_cast<double>(tally.latency_ns[0].value_at_percentile(50));
      const auto late = what.rate > 0 ? tally.lateness_ns[0].value_at_percentile(99.9) : 0;
      dprintf(out, "%f %f %f", static_cast<double>(what.requests) / seconds, p50 / 1e3,
              static_cast<double>(late) / 1e3);
      const bool right = tally.latency_ns[0].count() == what.requests &&
                         tally.calls[0].misses == 0 && tally.verify_failures == 0;
      if (!right) std::fprintf(stderr, "bench_wire: %s\n", tally.fatal.c_str());
      _exit(right ? 0 : 1);
    } catch (const std::exception& failure) {
      std::fprintf(stderr, "bench_wire: %s\n", failure.what());
      _exit(1);
    }
  });
}

outcome run_theirs(int port, const load& what) {
  return in_a_child([&](int out) {
    dup2(out, STDOUT_FILENO);
    std::vector<std::string> words{"redis-benchmark",
                                   "-p",
                                   std::to_string(port),
                                   "-c",
                                   std::to_string(what.connections),
                                   "-P",
                                   std::to_string(what.pipeline),
                                   "-n",
                                   std::to_string(what.requests),
                                   "-r",
                                   std::to_string(keys),
                                   "--csv",
                                   "GET",
                                   "key:__rand_int__"};
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    execvp(argv[0], argv.data());
    std::perror("redis-benchmark");
  });
}

figures ours(const std::string& url, const load& what) {
  const outcome result = run_ours(url, what);
  if (!result.ok) throw std::runtime_error("our generator failed");
  char* end = nullptr;
  figures read{.cpu_ns = result.cpu_ns / static_cast<double>(what.requests),
               .user_ns = result.user_ns / static_cast<double>(what.requests)};
  read.rate_per_s = std::strtod(result.said.c_str(), &end);
  read.p50_us = std::strtod(end, &end);
  read.late_us = std::strtod(end, nullptr);
  return read;
}

/// Its last line: "name","rps","avg_latency_ms","min","p50",...
figures theirs(int port, const load& what) {
  const outcome result = run_theirs(port, what);
  if (!result.ok) throw std::runtime_error("redis-benchmark failed; is redis-tools installed?");
  std::vector<double> columns;
  const std::size_t line = result.said.rfind("\n\"");
  for (std::size_t at = result.said.find("\",\"", line); at != std::string::npos;
       at = result.said.find("\",\"", at + 1)) {
    columns.push_back(std::strtod(result.said.c_str() + at + 3, nullptr));
  }
  if (columns.size() < 4) throw std::runtime_error("redis-benchmark says: " + result.said);
  return {.cpu_ns = result.cpu_ns / static_cast<double>(what.requests),
          .user_ns = result.user_ns / static_cast<double>(what.requests),
          .rate_per_s = columns[0],
          .p50_us = columns[3] * 1e3};
}

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
      a = ours(server.url(), what);
      b = theirs(server.port(), what);
    } else {
      b = theirs(server.port(), what);
      a = ours(server.url(), what);
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

/// How late requests of an open loop are begun at half of what a closed one reaches. The median of
/// runs: on a machine with other work each of them is late by the scheduler's turns.
void lateness(bench::ratio_table& table, const support::redis_server& server) {
  const std::string name =
      "lateness of the generator at half the limit, p99.9, GET, 50 connections";
  if (!table.wants(name)) return;
  const std::uint64_t some = table.quick() ? 2'000 : 100'000;
  const double limit = ours(server.url(), {.requests = some}).rate_per_s;
  std::vector<double> late;
  for (int round = 0; round < (table.quick() ? 1 : 11); ++round)
    late.push_back(ours(server.url(), {.requests = some, .rate = limit / 2}).late_us);
  table.figure_row(name, 50, *kvbench::median(late), " us");
}

void measure(bench::ratio_table& table) {
  support::redis_server server({"--maxclients", "11000"});
  pin(server.id(), 1);
  {
    kvbench::adapter::hiredis store{server.url()};
    const kvbench::payload_pool payload{value_bytes};
    const kvbench::keyspace names{kvbench::uniform, keys};
    const kvbench::draw_source source{names, payload, keys, 1, value_bytes};
    kvbench::redis::strings::load(store, kvbench::loader{source, 42});
    for (std::uint64_t i = 0; i < keys; ++i) {  // as redis-benchmark spells them
      std::string name = std::to_string(i);
      name = "key:" + std::string(12 - name.size(), '0') + name;
      store.set(name, std::string(value_bytes, 'v'));
    }
  }
  compare(table, server, 1, 0.6);
  compare(table, server, 16, 0.6);
  compare(table, server, 100, 0.5);
  lateness(table, server);

  const unsigned many = table.quick() ? 500 : 10'000;
  const std::string memory_row =
      "memory per connection, " + std::to_string(many) + " in one thread";
  if (!table.wants(memory_row)) return;
  const outcome one = run_ours(server.url(), {.connections = 1, .requests = 100});
  const outcome all =
      run_ours(server.url(), {.connections = many, .requests = std::uint64_t{many} * 20});
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
