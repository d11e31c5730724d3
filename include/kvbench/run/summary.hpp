// kvbench/run/summary.hpp: from what the workers counted to what the run says.
//
// Floor: run. Pure: adds, divides and judges; measures nothing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>  // clamp, min, max
#include <cmath>      // sqrt
#include <cstdint>    // uint64_t
#include <optional>   // no expectation
#include <string>     // flags
#include <vector>     // workers

#include <kvbench/run/result.hpp>  // what a run yields
#include <kvbench/run/worker.hpp>  // what a worker counted

namespace kvbench::detail {

/// Weight that fills, and that drains, the data of operation `op`.
struct refill {
  double fills = 0;
  double drains = 0;
};

template <class Cards>
refill refill_of(Cards const& cards, std::size_t op) {
  refill sum;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    if (cards.facts(i).data != cards.facts(op).data) continue;
    double const weight = static_cast<double>(cards.weight(i)) / static_cast<double>(whole_parts);
    if (cards.facts(i).effect == effect::fills) sum.fills += weight;
    if (cards.facts(i).effect == effect::drains) sum.drains += weight;
  }
  return sum;
}

/// The hit rate that the mix allows in the long run. An element is there where the last operation
/// that touched it was a refill: refills / (refills + drains). Data starts loaded, so that no run
/// should fall below.
template <class Cards>
std::optional<double> hit_rate_expected(Cards const& cards, std::size_t op) {
  operation_facts const facts = cards.facts(op);
  if (facts.hit_rate_min >= 0) return facts.hit_rate_min;
  if (facts.effect != effect::reads && facts.effect != effect::drains) return std::nullopt;
  refill const r = refill_of(cards, op);
  return r.drains > 0 ? r.fills / (r.fills + r.drains) : 1.0;
}

/// Whether a hit rate is lower than chance explains (four sigma).
/// Reads between two changes of an element see the same, so that changes limit how much was
/// learned, not only reads.
inline bool is_below(double hit_rate, double expected, std::uint64_t reads, double changes) {
  if (reads == 0) return false;
  double const learned = 1.0 / static_cast<double>(reads) + (changes > 0 ? 2.0 / changes : 0.0);
  return hit_rate < expected - 4 * std::sqrt(expected * (1 - expected) * learned);
}

inline std::string two_digits(double fraction) {
  auto const hundredths = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * 100 + 0.5);
  return std::to_string(hundredths / 100) + "." + std::to_string(hundredths % 100 / 10) +
         std::to_string(hundredths % 10);
}

template <class Cards>
void sum_operations(Cards const& cards, std::vector<worker_tally> const& workers,
                    run_result& result) {
  for (std::size_t op = 0; op < cards.size(); ++op) {
    operation_result& sum = result.operations.emplace_back();
    sum.name = std::string{cards.facts(op).name};
    for (worker_tally const& w : workers) {
      sum.count += w.played[op] - w.errors[op];
      sum.errors += w.errors[op];
      sum.misses += w.calls[op].misses;
      if (!w.latency_ns.empty()) sum.latency_ns.merge(w.latency_ns[op]);
      if (sum.first_error.empty()) sum.first_error = w.first_error[op];
    }
    sum.hit_rate_expected_min = hit_rate_expected(cards, op);
  }
}

template <class Cards>
void flag_hit_rates(Cards const& cards, run_result& result) {
  double all = 0;
  for (operation_result const& o : result.operations) all += static_cast<double>(o.count);
  for (std::size_t op = 0; op < cards.size(); ++op) {
    operation_result const& o = result.operations[op];
    if (!o.hit_rate_expected_min) continue;
    refill const r = refill_of(cards, op);
    if (is_below(o.hit_rate(), *o.hit_rate_expected_min, o.count, (r.fills + r.drains) * all)) {
      result.flags.push_back("hit rate " + two_digits(o.hit_rate()) + " of " + o.name +
                             " below expected " + two_digits(*o.hit_rate_expected_min));
    }
  }
}

/// Adds up the measured part. `clock` turns ticks into time; `result.harness` holds the calibration
/// already.
template <class Cards, class Clock>
void summarize(Cards const& cards, Clock const& clock, std::vector<worker_tally> const& workers,
               run_result& result) {
  sum_operations(cards, workers, result);
  std::uint64_t start = workers.front().start_ticks;
  std::uint64_t end = workers.front().end_ticks;
  double cpu_ns = 0;
  double wall_ns = 0;
  std::uint64_t bytes = 0;
  for (worker_tally const& w : workers) {
    start = std::min(start, w.start_ticks);
    end = std::max(end, w.end_ticks);
    cpu_ns += static_cast<double>(w.cpu_ns);
    wall_ns += static_cast<double>(clock.ns(w.end_ticks - w.start_ticks));
    for (call_tally const& c : w.calls) bytes += c.bytes;
    result.verified += w.verified;
    result.verify_failures += w.verify_failures;
    result.partial = result.partial || w.stopped;
    if (!w.fatal.empty()) result.flags.push_back("fatal: " + w.fatal);
  }
  std::uint64_t count = 0;
  std::uint64_t errors = 0;
  for (operation_result const& o : result.operations) {
    count += o.count;
    errors += o.errors;
  }
  result.duration_s = static_cast<double>(clock.ns(end - start)) / 1e9;
  if (result.duration_s > 0) {
    result.throughput_per_s = static_cast<double>(count) / result.duration_s;
    result.bytes_per_s = static_cast<double>(bytes) / result.duration_s;
  }
  double const harness_ns = result.harness.overhead_ns_per_op * static_cast<double>(count + errors);
  result.harness.cpu_share =
      cpu_ns > 0 ? std::clamp((cpu_ns - harness_ns) / cpu_ns, 0.0, 1.0) : 0.0;
  result.bottleneck = cpu_ns < wall_ns / 2             ? "waiting"
                      : result.harness.cpu_share < 0.5 ? "harness"
                                                       : "client";

  if (result.partial) result.flags.emplace_back("stopped");
  if (errors * 20 > count + errors) result.flags.emplace_back("errors>5%");
  if (result.bottleneck == "harness") result.flags.emplace_back("harness-bound");
  flag_hit_rates(cards, result);
#if !defined(__OPTIMIZE__)
  result.flags.emplace_back("debug build");
#endif
}

}  // namespace kvbench::detail
