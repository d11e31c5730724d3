// kvbench/run/machine_summary.hpp: what CPU, clock and host say of a run.
//
// Floor: run. Pure: adds, divides and judges; machine_meter.hpp measures.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>        // sqrt
#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <string>       // flags
#include <string_view>  // flags
#include <vector>       // workers

#include <kvbench/core/bounds.hpp>  // smaller, between
#include <kvbench/core/concat.hpp>  // flags
#include <kvbench/run/result.hpp>   // what a run yields
#include <kvbench/run/tally.hpp>    // what a worker took
#include <kvbench/run/verdict.hpp>  // who held it back

namespace kvbench::detail {

// Cold: what runs once is neither inlined nor unrolled into every run.
[[gnu::cold, gnu::noinline]] inline void flag(run_result& result, std::string_view text) {
  result.flags.push_back(std::string(text));
}

/// What the kernel says of all workers; nothing where it does not tell of one.
[[gnu::cold, gnu::noinline]] inline void sum_machine(std::vector<worker_tally> const& workers,
                                                     run_result& result) {
  result.machine.workers = workers.front().machine;
  for (std::size_t w = 1; w < workers.size() && result.machine.workers; ++w) {
    if (workers[w].machine) {
      result.machine.workers->add(*workers[w].machine);
    } else {
      result.machine.workers.reset();
    }
  }
}

/// Whether an open loop began its operations at the rate asked for: all of them, and within 2 % and
/// what chance explains (three sigma) of the time that they should take.
[[gnu::cold]] inline bool keeps_rate(run_result const& result, double calls) {
  if (!(result.rate_per_s > 0) || result.unsent != 0 || !(calls > 0)) return false;
  double const chance = result.arrival == arrival::poisson ? 3 / std::sqrt(calls) : 0;
  return calls >= result.rate_per_s * result.duration_s * (0.98 - chance);
}

/// Sets `result.harness.busy` and the verdict, from the CPU and the wall time of so many workers,
/// and from what they called. All else is in the result.
[[gnu::cold, gnu::noinline]] inline void judge_load(double cpu_ns, double wall_ns,
                                                    std::size_t workers, double calls,
                                                    run_result& result) {
  double const usable =
      result.machine.cpus == 0
          ? 1.0
          : smaller(1.0, static_cast<double>(result.machine.cpus) / static_cast<double>(workers));
  result.harness.busy = wall_ns > 0 ? between(0.0, cpu_ns / (wall_ns * usable), 1.0) : 0.0;
  load_shares shares{.busy = result.harness.busy, .client = result.harness.cpu_share};
  if (result.machine.server_cpu_s && result.duration_s > 0)
    shares.server = *result.machine.server_cpu_s / result.duration_s;
  shares.rate_kept = keeps_rate(result, calls);
  result.bottleneck = bottleneck_of(shares);
}

[[gnu::cold]] inline void flag_drift(run_result& result) {
  constexpr double ppm_max = 100;
  double const ppm = result.harness.clock_drift_ppm.value_or(0);
  if (ppm > ppm_max || ppm < -ppm_max)
    flag(result, concat({"the clock strayed by ", ppm < 0 ? "-" : "",
                         number_text(static_cast<std::uint64_t>(ppm < 0 ? -ppm : ppm)),
                         " ppm from the steady clock"}));
}

/// The host of a virtual machine that took CPU away: 2 % of what the workers and the server had,
/// and more than the kernel's clock ticks could pretend.
[[gnu::cold]] inline void flag_stolen(run_result& result) {
  double const stolen_s = result.machine.stolen_s.value_or(0);
  double const had_s = result.duration_s * (result.threads + (result.machine.server_cpu_s ? 1 : 0));
  if (stolen_s < 0.05 || stolen_s < 0.02 * had_s) return;
  flag(result, concat({"the host took ", number_text(static_cast<std::uint64_t>(stolen_s * 1000)),
                       " ms of CPU from this virtual machine"}));
}

/// Flags what makes figures doubtful, whatever was run.
[[gnu::cold, gnu::noinline]] inline void flag_machine(run_result& result) {
  if (is_harness_limited(result.bottleneck)) flag(result, result.bottleneck + "-bound");
  flag_drift(result);
  flag_stolen(result);
}

}  // namespace kvbench::detail
