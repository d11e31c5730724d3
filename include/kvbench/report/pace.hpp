// kvbench/report/pace.hpp: when operations began, and what that says of their latencies.
//
// Floor: wing report. Figures and sentences that every format shows.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <string>       // lines
#include <string_view>  // titles

#include <fmt/format.h>  // numbers as text

#include <kvbench/report/text.hpp>  // durations, rates
#include <kvbench/run/result.hpp>   // what was measured

namespace kvbench::report {

/// "closed" or "open".
[[nodiscard]] inline std::string_view loop_name(run_result const& r) {
  return r.rate_per_s > 0 ? "open" : "closed";
}

/// "constant", "poisson" or "recorded".
[[nodiscard]] inline std::string_view arrival_name(arrival how) {
  if (how == arrival::recorded) return "recorded";
  return how == arrival::poisson ? "poisson" : "constant";
}

/// What the latencies of the first table are.
inline constexpr std::string_view service_title = "service time, from each call to its reply";
/// What those of the second are, of an open loop.
inline constexpr std::string_view response_title = "response time, from when each was due";

namespace detail {

/// "open loop, 50.0 k/s poisson"
inline std::string loop_text(run_result const& r) {
  std::string text = fmt::format("{} loop", loop_name(r));
  if (r.rate_per_s > 0)
    text += fmt::format(", {} {}", rate_text(r.rate_per_s), arrival_name(r.arrival));
  if (r.think_time_ns != 0)
    text +=
        fmt::format(", {} between operations", duration_text(static_cast<double>(r.think_time_ns)));
  if (r.batch > 1) text += fmt::format(", batches of {}", count_text(r.batch));
  return text;
}

/// How late the generator was; empty in a closed loop.
inline std::string lateness_line(run_result const& r) {
  if (r.lateness_ns.empty()) return {};
  const auto at = [&r](double p) {
    return duration_text(static_cast<double>(r.lateness_ns.value_at_percentile(p)));
  };
  return fmt::format("generator late by p50 {}, p99 {}, p99.9 {}, max {}", at(50), at(99), at(99.9),
                     at(100));
}

/// What came before the measured part; empty where nothing did.
inline std::string warm_up_line(run_result const& r) {
  if (r.warm_up.count == 0) return {};
  std::string line = fmt::format("warm-up {} operations in {}", count_text(r.warm_up.count),
                                 duration_text(r.warm_up.duration_s * 1e9));
  if (!r.warm_up.latency_ns.empty()) {
    line += fmt::format(", mean {}, slowest {}", duration_text(r.warm_up.latency_ns.mean()),
                        duration_text(static_cast<double>(r.warm_up.latency_ns.max())));
  }
  return r.warm_up.steady ? line + ", until steady" : line;
}

/// "1.02 M/s +-0.8 %": as well as throughput is known.
inline std::string throughput_text(run_result const& r) {
  std::string text = rate_text(r.throughput_per_s);
  if (r.precision) text += fmt::format(" +-{:.2g} %", 100 * *r.precision);
  return text;
}

/// All operations of an interval as one.
inline sparse_histogram total_of(interval_result const& one) {
  sparse_histogram all;
  for (sparse_histogram const& op : one.latency_ns) all.merge(op);
  return all;
}

inline double per_second(interval_result const& one, sparse_histogram const& all) {
  return one.length_s > 0 ? static_cast<double>(all.count()) / one.length_s : 0;
}

}  // namespace detail

}  // namespace kvbench::report
