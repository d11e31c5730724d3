// kvbench/run/summary.hpp: from what the workers counted to what the run says.
//
// Floor: run. Pure: adds, divides and judges; measures nothing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>        // sqrt
#include <cstdint>      // uint64_t
#include <optional>     // no expectation
#include <string>       // flags
#include <string_view>  // flags
#include <vector>       // workers

#include <kvbench/core/bounds.hpp>          // smaller, larger, between
#include <kvbench/core/concat.hpp>          // flags
#include <kvbench/op/operation.hpp>         // operation_facts
#include <kvbench/run/machine_summary.hpp>  // what the machine says of it
#include <kvbench/run/result.hpp>           // what a run yields
#include <kvbench/run/tally.hpp>            // what a worker counted
#include <kvbench/workload/pick_table.hpp>  // whole_parts

namespace kvbench::detail {

/// What a run knows of one operation of its workload.
struct mixed_operation {
  operation_facts facts;
  std::int64_t weight;  ///< in parts of whole_parts
  bool in_bursts = false;
};
using mixed_operations = std::vector<mixed_operation>;

template <class Cards>
mixed_operations operations_of(Cards const& cards) {
  mixed_operations all(cards.size());
  for (std::size_t op = 0; op < all.size(); ++op)
    all[op] = {cards.facts(op), cards.weight(op), cards.burst_cycle() != 0};
  return all;
}

/// Weight that fills, and that drains, the data of operation `op`.
struct refill {
  double fills = 0;
  double drains = 0;
};

inline refill refill_of(mixed_operations const& mix, std::size_t op) {
  refill sum;
  for (mixed_operation const& one : mix) {
    if (one.facts.data != mix[op].facts.data) continue;
    double const weight = static_cast<double>(one.weight) / static_cast<double>(whole_parts);
    if (one.facts.effect == effect::fills) sum.fills += weight;
    if (one.facts.effect == effect::drains) sum.drains += weight;
  }
  return sum;
}

/// The hit rate that the mix allows in the long run. An element is there where the last operation
/// that touched it was a refill: refills / (refills + drains). Data starts loaded, so that no run
/// should fall below. In bursts it swings, how far depends on the number of keys: nothing is
/// expected.
inline std::optional<double> hit_rate_expected(mixed_operations const& mix, std::size_t op) {
  operation_facts const& facts = mix[op].facts;
  if (facts.hit_rate_min >= 0) return facts.hit_rate_min;
  if (facts.effect != effect::reads && facts.effect != effect::drains) return std::nullopt;
  refill const r = refill_of(mix, op);
  if (mix[op].in_bursts && r.drains > 0) return std::nullopt;
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

[[gnu::cold]] inline std::string two_digits(double fraction) {
  auto const hundredths = static_cast<unsigned>(between(0.0, fraction, 1.0) * 100 + 0.5);
  std::string text = "0.00";
  text[0] = static_cast<char>('0' + hundredths / 100);
  text[2] = static_cast<char>('0' + hundredths % 100 / 10);
  text[3] = static_cast<char>('0' + hundredths % 10);
  return text;
}

[[gnu::cold]] inline void sum_operations(mixed_operations const& mix,
                                         std::vector<worker_tally> const& workers,
                                         run_result& result) {
  result.operations = std::vector<operation_result>(mix.size());
  for (std::size_t op = 0; op < mix.size(); ++op) {
    operation_result& sum = result.operations[op];
    sum.name = mix[op].facts.name;
    for (worker_tally const& w : workers) {
      call_tally const& counted = w.calls[op];
      sum.count += counted.played - counted.errors;
      sum.errors += counted.errors;
      sum.misses += counted.misses;
      if (!w.latency_ns.empty()) sum.latency_ns.merge(w.latency_ns[op]);
      if (!w.response_ns.empty()) sum.response_ns.merge(w.response_ns[op]);
      if (sum.first_error.empty()) sum.first_error = counted.first_error;
    }
    sum.hit_rate_expected_min = hit_rate_expected(mix, op);
  }
}

[[gnu::cold]] inline void flag_hit_rates(mixed_operations const& mix, run_result& result) {
  double all = 0;
  for (operation_result const& o : result.operations) all += static_cast<double>(o.count);
  for (std::size_t op = 0; op < mix.size(); ++op) {
    operation_result const& o = result.operations[op];
    if (!o.hit_rate_expected_min) continue;
    refill const r = refill_of(mix, op);
    if (is_below(o.hit_rate(), *o.hit_rate_expected_min, o.count, (r.fills + r.drains) * all)) {
      flag(result, concat({"hit rate ", two_digits(o.hit_rate()), " of ", o.name,
                           " below expected ", two_digits(*o.hit_rate_expected_min)}));
    }
  }
}

/// Brings the workers' intervals together, those without operations among them.
[[gnu::cold]] inline void sum_intervals(std::vector<worker_tally> const& workers,
                                        std::int64_t length_ns, run_result& result) {
  auto const seconds = [](std::uint64_t ns) { return static_cast<double>(ns) / 1e9; };
  auto const length = static_cast<std::uint64_t>(length_ns);
  result.intervals.clear();
  for (worker_tally const& w : workers) {
    for (interval_series::interval const& one : w.intervals.intervals()) {
      while (result.intervals.size() <= one.number) {
        result.intervals.push_back({seconds(result.intervals.size() * length), seconds(length),
                                    std::vector<sparse_histogram>(result.operations.size())});
      }
      for (std::size_t op = 0; op < one.latency_ns.size(); ++op)
        result.intervals[one.number].latency_ns[op].merge(one.latency_ns[op]);
    }
  }
  if (result.intervals.empty()) return;
  interval_result& last = result.intervals.back();
  last.length_s = between(0.0, result.duration_s - last.start_s, last.length_s);
}

/// What an open loop could not do as it was told, and what its figures are worth then.
[[gnu::cold]] inline void flag_open_loop(run_result& result) {
  histogram response;
  std::uint64_t begun = 0;
  for (operation_result const& o : result.operations) {
    response.merge(o.response_ns);
    begun += o.count + o.errors;
  }
  if (result.unsent != 0) {
    flag(result,
         concat({"unsent ", number_text(result.unsent), " of ", number_text(result.unsent + begun),
                 ": the rate was more than the client could do"}));
  }
  if (result.unsent == 0 && !result.partial && begun > 100 &&
      result.throughput_per_s < 0.95 * result.rate_per_s) {
    flag(result,
         concat({"the rate was not kept: ",
                 number_text(static_cast<std::uint64_t>(result.throughput_per_s)), " of ",
                 number_text(static_cast<std::uint64_t>(result.rate_per_s)), " per second"}));
  }
  std::uint64_t const late = result.lateness_ns.value_at_percentile(99);
  if (late > 50'000 && late * 2 > response.value_at_percentile(50)) {
    flag(result, concat({"generator late: p99 ", number_text(late / 1000),
                         " us, beside a median response of ",
                         number_text(response.value_at_percentile(50) / 1000), " us"}));
  }
}

/// Adds up the measured part. `result.harness` holds the calibration already,
/// and `result.machine` what the server used.
[[gnu::cold, gnu::noinline]] inline void summarize(mixed_operations const& mix, double ns_per_tick,
                                                   std::vector<worker_tally> const& workers,
                                                   run_result& result) {
  sum_operations(mix, workers, result);
  sum_machine(workers, result);
  std::uint64_t start = workers.front().start_ticks;
  std::uint64_t end = workers.front().end_ticks;
  double cpu_ns = 0;
  double wall_ns = 0;
  std::uint64_t bytes = 0;
  for (worker_tally const& w : workers) {
    start = smaller(start, w.start_ticks);
    end = larger(end, w.end_ticks);
    // Waiting awake takes CPU too, and is neither the client's work nor the harness's.
    double const lasted_ns = static_cast<double>(w.end_ticks - w.start_ticks) * ns_per_tick;
    double const used_ns =
        smaller(static_cast<double>(w.cpu_ns), lasted_ns - static_cast<double>(w.waited_ns));
    cpu_ns += larger(0.0, used_ns - static_cast<double>(w.awake_ns));
    wall_ns += lasted_ns;
    result.unsent += w.unsent;
    for (histogram const& late : w.lateness_ns) result.lateness_ns.merge(late);
    for (call_tally const& c : w.calls) bytes += c.bytes;
    result.verified += w.verified;
    result.verify_failures += w.verify_failures;
    result.partial = result.partial || w.stopped;
    if (!w.fatal.empty()) flag(result, concat({"fatal: ", w.fatal}));
  }
  std::uint64_t count = 0;
  std::uint64_t errors = 0;
  for (operation_result const& o : result.operations) {
    count += o.count;
    errors += o.errors;
  }
  result.duration_s = static_cast<double>(end - start) * ns_per_tick / 1e9;
  if (result.duration_s > 0) {
    result.throughput_per_s = static_cast<double>(count) / result.duration_s;
    result.bytes_per_s = static_cast<double>(bytes) / result.duration_s;
  }
  double const harness_ns = result.harness.overhead_ns_per_op * static_cast<double>(count + errors);
  result.harness.cpu_share = cpu_ns > 0 ? between(0.0, (cpu_ns - harness_ns) / cpu_ns, 1.0) : 0.0;
  judge_load(cpu_ns, wall_ns, workers.size(), static_cast<double>(count + errors), result);

  if (result.partial) flag(result, "stopped");
  if (errors * 20 > count + errors) flag(result, "errors>5%");
  flag_machine(result);
  if (result.rate_per_s > 0) flag_open_loop(result);
  flag_hit_rates(mix, result);
#if !defined(__OPTIMIZE__)
  flag(result, "debug build");
#endif
}

}  // namespace kvbench::detail
