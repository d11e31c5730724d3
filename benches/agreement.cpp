// benches/agreement.cpp: whether we say of a server what redis-benchmark says of it.
//
// Ten runs of each, in turns, against the same redis-server over TCP: the same command, keys,
// sizes, connections. Where the server is what both wait for (BITCOUNT of 100 KB: the request and
// the reply are small, the work is not) or where each request waits for the last (one connection),
// they must agree: in requests per second within what ten runs can tell, or ours more; in the
// median latency within redis-benchmark's own resolution of 8 us. Where redis-benchmark itself is
// what it waits for (GET with 50 connections), it drives the server less hard, and its median is
// that of a server with less to do: rows without a target. With a pipeline its latency is that of
// the first reply.
//
// SPDX-License-Identifier: MIT
#include "support/generators.hpp"  // both generators
#include "support/ratio.hpp"       // the table

#include <kvbench/measure/precision.hpp>  // Student's t
#include <redlite/command/bitmap.hpp>     // BITCOUNT

#include <cmath>      // std::log, std::exp
#include <cstdio>     // each run
#include <exception>  // what went wrong
#include <string>     // rows
#include <vector>     // runs

namespace {

constexpr int runs = 10;
constexpr double resolution_us = 8;  // it counts microseconds from 10 on, with three digits

/// The 95 % confidence interval of a mean.
struct interval {
  double low = 0;
  double mean = 0;
  double high = 0;
  /// How far it lies from 0: 0 where it holds 0.
  [[nodiscard]] double off() const { return low > 0 ? low : high < 0 ? -high : 0; }
};

interval interval_of(const std::vector<double>& samples) {
  const kvbench::spread all = *kvbench::spread_of(samples);
  if (samples.size() < 2) return {all.mean, all.mean, all.mean};
  double squares = 0;
  for (const double one : samples) squares += (one - all.mean) * (one - all.mean);
  const auto n = static_cast<double>(samples.size());
  const double half =
      kvbench::t_quantile_975(samples.size() - 1) * std::sqrt(squares / (n - 1) / n);
  return {all.mean - half, all.mean, all.mean + half};
}

enum class expect { agreement, difference };

template <class Command>
void compare(bench::ratio_table& table, const support::redis_server& server,
             const std::string& command, bench::load what, expect wanted) {
  const std::string name = ", " + command + " of " + std::to_string(what.value_bytes) + " B, " +
                           std::to_string(what.connections) + " connections, pipeline " +
                           std::to_string(what.pipeline);
  const std::string rate_row = "requests per second, ours by redis-benchmark's";
  const std::string short_row = "requests per second, short of redis-benchmark's interval";
  const std::string p50_row = "median latency, ours less redis-benchmark's";
  const std::string off_row = "median latency, how far the interval is from agreement";
  if (!table.wants(rate_row + name) && !table.wants(p50_row + name)) return;
  if (table.quick()) what.requests /= 100;
  std::vector<double> rate;
  std::vector<double> p50;
  for (int round = 0; round < (table.quick() ? 1 : runs); ++round) {
    bench::figures a;
    bench::figures b;
    if (round % 2 == 0) a = bench::ours<Command>(server.url(), what);
    b = bench::theirs(server.port(), command, what);
    if (round % 2 == 1) a = bench::ours<Command>(server.url(), what);
    rate.push_back(std::log(a.rate_per_s / b.rate_per_s));
    p50.push_back(a.p50_us - b.p50_us);
    if (table.verbose())
      std::printf("# %.0f against %.0f per s | p50 %.0f against %.0f us\n", a.rate_per_s,
                  b.rate_per_s, a.p50_us, b.p50_us);
  }
  const interval rates = interval_of(rate);
  const interval medians = interval_of(p50);
  char text[64];
  std::snprintf(text, sizeof text, "x (%.3f-%.3f)", std::exp(rates.low), std::exp(rates.high));
  table.reference_figure(rate_row + name, std::exp(rates.mean), text);
  std::snprintf(text, sizeof text, " us (%.1f to %.1f)", medians.low, medians.high);
  table.reference_figure(p50_row + name, medians.mean, text);
  if (wanted == expect::difference) return;
  table.figure_row(short_row + name, 0, rates.high < 0 ? 100 * (1 - std::exp(rates.high)) : 0,
                   " %");
  table.figure_row(off_row + name, resolution_us, medians.off(), " us");
}

void measure(bench::ratio_table& table) {
  using namespace redlite;
  const support::redis_server server;
  bench::pin(server.id(), 1);

  const bench::load heavy{
      .keys = 100, .value_bytes = 100'000, .connections = 50, .requests = 15'000};
  bench::load_strings(server, heavy);
  compare<cmd::bitcount>(table, server, "BITCOUNT", heavy, expect::agreement);

  bench::load_strings(server, {});
  // On one core: else most of what is measured is how long this machine takes to wake the other.
  bench::pin(server.id(), 0);
  compare<cmd::get>(table, server, "GET", {.connections = 1, .requests = 100'000},
                    expect::agreement);
  bench::pin(server.id(), 1);
  compare<cmd::get>(table, server, "GET", {.connections = 50, .requests = 100'000},
                    expect::difference);
  for (const unsigned pipeline : {16u, 100u})
    compare<cmd::get>(table, server, "GET",
                      {.connections = 50, .pipeline = pipeline, .requests = 1'000'000},
                      expect::difference);
}

}  // namespace

int main(int argc, char** argv) {
  bench::ratio_table table{argc, argv};
  if (table.finish() == 2) return 2;
  try {
    measure(table);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "bench_agreement: not measured: %s\n", failure.what());
    return 1;
  }
  return table.finish();
}
