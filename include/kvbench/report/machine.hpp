// kvbench/report/machine.hpp: who held a run back and what it took of the machine, as lines and
// figures.
//
// Floor: report. Shared by the formats; what is not known is left out, or nothing.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>  // figures to text

#include <algorithm>    // std::clamp, std::sort
#include <array>        // figures
#include <cstdint>      // counts
#include <limits>       // what is not known
#include <optional>     // what a system does not tell
#include <string>       // lines
#include <string_view>  // names
#include <vector>       // CPUs

#include <kvbench/report/text.hpp>  // durations, counts
#include <kvbench/run/result.hpp>   // what was measured

namespace kvbench::report {

/// A figure of what a run took; NaN where it is not known.
struct machine_figure {
  std::string_view name;  ///< as JSON and CSV spell it
  double value;
  bool whole;  ///< a count
};

namespace detail {

inline std::uint64_t calls_of(run_result const& r) {
  std::uint64_t calls = 0;
  for (operation_result const& op : r.operations) calls += op.count + op.errors;
  return calls;
}

/// A verdict as a person reads it.
inline std::string verdict_text(std::string_view bottleneck) {
  if (bottleneck == "client" || bottleneck == "server") return std::string{bottleneck} + "-bound";
  if (bottleneck == "harness") return "harness-bound (the client is faster than this)";
  if (bottleneck == "generator") return "generator-bound (the server can do more than this)";
  if (bottleneck == "waiting") return "waiting (for the store, or for a CPU)";
  if (bottleneck == "rate") return "the rate was kept";
  return printable(bottleneck);
}

/// What the harness itself cost, and who held the run back.
inline std::string harness_line(run_result const& r) {
  harness_cost const& h = r.harness;
  const double client = std::clamp(h.cpu_share, 0.0, 1.0);
  std::string line =
      fmt::format("harness {:.1f} ns/op ({:.1f} % of CPU), clock {:.1f} ns, client CPU {:.0f} %",
                  h.overhead_ns_per_op, 100 * (1 - client), h.clock_ns, 100 * h.busy * client);
  if (r.machine.server_cpu_s && r.duration_s > 0)
    line += fmt::format(", server CPU {:.0f} %", 100 * *r.machine.server_cpu_s / r.duration_s);
  return r.bottleneck.empty() ? line : line + ", verdict: " + verdict_text(r.bottleneck);
}

/// What the workers took of the machine; empty where nothing is known of it.
inline std::string machine_line(run_result const& r) {
  std::string line;
  if (r.machine.workers) {
    thread_use const& w = *r.machine.workers;
    line = fmt::format("workers: {} user, {} system, {} waits, {} preemptions, {} page faults",
                       duration_text(w.user_s * 1e9), duration_text(w.system_s * 1e9),
                       count_text(w.voluntary_switches), count_text(w.involuntary_switches),
                       count_text(w.minor_faults + w.major_faults));
    const auto calls = static_cast<double>(calls_of(r));
    if (w.counters && calls > 0) {
      line += fmt::format(", {:.0f} cycles and {:.0f} instructions per operation{}",
                          static_cast<double>(w.counters->cycles) / calls,
                          static_cast<double>(w.counters->instructions) / calls,
                          w.counters->with_kernel ? "" : " in user space");
    }
  }
  if (!r.machine.pinned.empty()) {
    line += line.empty() ? "workers: " : ", ";
    std::vector<unsigned> cpus = r.machine.pinned;  // each once
    std::sort(cpus.begin(), cpus.end());
    cpus.erase(std::unique(cpus.begin(), cpus.end()), cpus.end());
    line += fmt::format("pinned to CPU {}", fmt::join(cpus, ", "));
  }
  return line;
}

}  // namespace detail

/// All figures, in the order of every format.
[[nodiscard]] inline std::array<machine_figure, 13> machine_figures(run_result const& r) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  const auto of = [&](auto&& figure) {
    return r.machine.workers ? static_cast<double>(figure(*r.machine.workers)) : unknown;
  };
  // By value and not as an optional: g++ 12 takes the copy of an empty one for uninitialised.
  bool const is_counted = r.machine.workers && r.machine.workers->counters;
  hardware_counts const counted = is_counted ? *r.machine.workers->counters : hardware_counts{};
  const auto calls = static_cast<double>(detail::calls_of(r));
  const auto per_op = [&](std::uint64_t count) {
    return calls > 0 ? static_cast<double>(count) / calls : unknown;
  };
  return {{
      {"user_s", of([](thread_use const& w) { return w.user_s; }), false},
      {"system_s", of([](thread_use const& w) { return w.system_s; }), false},
      {"voluntary_switches", of([](thread_use const& w) { return w.voluntary_switches; }), true},
      {"involuntary_switches", of([](thread_use const& w) { return w.involuntary_switches; }),
       true},
      {"minor_faults", of([](thread_use const& w) { return w.minor_faults; }), true},
      {"major_faults", of([](thread_use const& w) { return w.major_faults; }), true},
      {"cycles", is_counted ? static_cast<double>(counted.cycles) : unknown, true},
      {"instructions", is_counted ? static_cast<double>(counted.instructions) : unknown, true},
      {"cycles_per_op", is_counted ? per_op(counted.cycles) : unknown, false},
      {"instructions_per_op", is_counted ? per_op(counted.instructions) : unknown, false},
      {"process_cpu_s", r.machine.process_cpu_s, false},
      {"server_cpu_s", r.machine.server_cpu_s.value_or(unknown), false},
      {"stolen_s", r.machine.stolen_s.value_or(unknown), false},
  }};
}

}  // namespace kvbench::report
