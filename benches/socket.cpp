// benches/socket.cpp: redlite within the process beside a redis-server over a unix socket.
//
// Not a comparison of two databases: the one is called, the other is asked through the kernel. It
// says what a program gains that has its store within itself. One client, one command at a time,
// both in memory, nothing saved. By wall time, as the client waits for the server; on a machine
// with other work that waiting grows, which is why a second row tells the CPU time of client and
// server together, which does not.
//
// SPDX-License-Identifier: MIT
#include "../tests/support/redis_server.hpp"  // the server
#include "support/ratio.hpp"                  // the table

#include <kvbench/adapter/hiredis.hpp>    // the client
#include <kvbench/core/random.hpp>        // which key
#include <kvbench/workload/key_text.hpp>  // keys as text
#include <redlite/db/db.hpp>              // our side

#include <time.h>  // clocks

#include <cstdint>    // std::uint64_t
#include <cstdio>     // what went wrong
#include <exception>  // what went wrong
#include <string>     // values

namespace {

constexpr std::uint64_t keys = 10'000;

std::uint64_t read_ns(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(now.tv_nsec);
}

/// GETs, or SETs, of a random key on any client.
template <class Client>
auto gets(Client& client) {
  return [&client, stream = kvbench::random_stream(3)](std::uint64_t n) mutable {
    for (; n != 0; --n) bench::keep(client.get(kvbench::key_text("key:", stream.below(keys))));
  };
}
template <class Client>
auto sets(Client& client) {
  return [&client, stream = kvbench::random_stream(4),
          value = std::string(100, 'v')](std::uint64_t n) mutable {
    for (; n != 0; --n) {
      value[n % value.size()] ^= 1;  // SQLite writes nothing where nothing changes
      client.set(kvbench::key_text("key:", stream.below(keys)), value);
    }
  };
}

void measure(bench::ratio_table& table) {
  support::redis_server server({"--port", "0"});
  kvbench::adapter::hiredis redis(server.unix_url());
  redlite::db db(":memory:");
  for (std::uint64_t i = 0; i < keys; ++i) {
    const kvbench::key_text key("key:", i);
    db.set(key, std::string(100, 'v'));
    redis.set(key, std::string(100, 'v'));
  }
  clockid_t server_cpu{};
  if (clock_getcpuclockid(server.id(), &server_cpu) != 0)
    throw std::runtime_error("the CPU time of redis-server cannot be read");
  const auto wall = [] { return read_ns(CLOCK_MONOTONIC); };
  const auto cpu = [&] { return read_ns(CLOCK_THREAD_CPUTIME_ID) + read_ns(server_cpu); };
  const std::string versus = " per s, in-process versus socket";
  table.throughput_row("GET" + versus, 15, gets(db), gets(redis), wall);
  table.throughput_row("SET" + versus, 8, sets(db), sets(redis), wall);
  table.throughput_row("GET" + versus + ", by CPU time of client and server", 0, gets(db),
                       gets(redis), cpu);
  table.throughput_row("SET" + versus + ", by CPU time of client and server", 0, sets(db),
                       sets(redis), cpu);
}

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  if (table.finish() == 2) return 2;
  try {
    measure(table);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "bench_socket: not measured: %s\n", failure.what());
    return 1;
  }
  return table.finish();
}
