// benches/support/generators.hpp: our generator and redis-benchmark, in turns on the same server.
//
// Not installed. Each runs as a process of its own on the first core; the server has the second.
//
// SPDX-License-Identifier: MIT
#pragma once

#include "../../tests/support/redis_server.hpp"  // the server

#include <kvbench/adapter/redis_wire.hpp>  // our client
#include <kvbench/run/worker.hpp>          // our loop

#include <sched.h>         // a core each
#include <sys/resource.h>  // what a child used
#include <sys/wait.h>      // wait4
#include <unistd.h>        // fork, exec

#include <atomic>     // progress
#include <cstdint>    // std::uint64_t
#include <cstdio>     // what went wrong
#include <cstdlib>    // numbers
#include <exception>  // what went wrong
#include <stdexcept>  // what went wrong
#include <string>     // arguments
#include <vector>     // arguments

namespace bench {

using namespace kvbench::literals;

inline void pin(pid_t process, unsigned core) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(core, &one);
  if (sched_setaffinity(process, sizeof one, &one) != 0) {
    std::fputs("this machine has one core, which the server and the generator share\n", stderr);
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

/// What both are asked to do: closed loops, but for ours where there is a rate.
struct load {
  std::uint64_t keys = 10'000;
  std::size_t value_bytes = 100;
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

/// One command with a key as its only argument.
template <class Command>
outcome run_ours(const std::string& url, const load& what) {
  return in_a_child([&](int out) {
    try {
      kvbench::adapter::redis_wire client{url};
      client.open(what.connections);
      const kvbench::keyspace names{kvbench::uniform, what.keys};
      const kvbench::payload_pool payload{what.value_bytes};
      const kvbench::draw_source source{names, payload, what.keys, 1, what.value_bytes};
      constexpr auto all = kvbench::workload("all", 100_pct * kvbench::redis::op<Command>{});
      using cards = decltype(kvbench::make_cards<kvbench::adapter::redis_wire>(all));
      const kvbench::best_clock clock;
      kvbench::worker<cards, kvbench::best_clock> worker{cards{all}, clock, source, 42};
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
      if (!right) std::fprintf(stderr, "our generator: %s\n", tally.fatal.c_str());
      _exit(right ? 0 : 1);
    } catch (const std::exception& failure) {
      std::fprintf(stderr, "our generator: %s\n", failure.what());
      _exit(1);
    }
  });
}

inline outcome run_theirs(int port, const std::string& command, const load& what) {
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
                                   std::to_string(what.keys),
                                   "--csv",
                                   command,
                                   "key:__rand_int__"};
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    execvp(argv[0], argv.data());
    std::perror("redis-benchmark");
  });
}

template <class Command>
figures ours(const std::string& url, const load& what) {
  const outcome result = run_ours<Command>(url, what);
  if (!result.ok) throw std::runtime_error("our generator failed");
  char* end = nullptr;
  figures read{.cpu_ns = result.cpu_ns / static_cast<double>(what.requests),
               .user_ns = result.user_ns / static_cast<double>(what.requests)};
  read.rate_per_s = std::strtod(result.said.c_str(), &end);
  read.p50_us = std::strtod(end, &end);
  read.late_us = std::strtod(end, nullptr);
  return read;
}

/// What redis-benchmark says in its last line: "name","rps","avg_latency_ms","min","p50",...
inline figures theirs(int port, const std::string& command, const load& what) {
  const outcome result = run_theirs(port, command, what);
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

/// The strings that both ask for.
inline void load_strings(const support::redis_server& server, const load& what) {
  kvbench::adapter::hiredis store{server.url()};
  store.flush();
  const kvbench::payload_pool payload{what.value_bytes};
  const kvbench::keyspace names{kvbench::uniform, what.keys};
  const kvbench::draw_source source{names, payload, what.keys, 1, what.value_bytes};
  kvbench::redis::strings::load(store, kvbench::loader{source, 42});
  for (std::uint64_t i = 0; i < what.keys; ++i) {  // as redis-benchmark spells them
    std::string name = std::to_string(i);
    name = "key:" + std::string(12 - name.size(), '0') + name;
    store.set(name, std::string(what.value_bytes, 'v'));
  }
}

}  // namespace bench
