// kvbench/report/sweep.hpp: runs of a grid side by side, and what more threads bring.
//
// Floor: wing report. Judges and prints results; who runs them is a program.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>  // no row with fewer threads
#include <span>      // results
#include <string>    // tables
#include <vector>    // rows

#include <fmt/format.h>  // factors

#include <kvbench/report/console.hpp>  // tables
#include <kvbench/report/json.hpp>     // the same as data
#include <kvbench/report/text.hpp>     // figures as text
#include <kvbench/run/result.hpp>      // what was measured

namespace kvbench::report {

/// How a run scales: against the run with the fewest threads whose settings are else the same.
struct scaling {
  unsigned from_threads = 1;
  double speed_up = 1;    ///< throughput over that of `from_threads`
  double per_thread = 1;  ///< the same over the ratio of threads: 1 is perfect
};

/// Yields  nothing where no other run differs from it in threads alone.
[[nodiscard]] inline std::optional<scaling> scaling_of(run_result const& r,
                                                       std::span<run_result const> all) {
  const auto alike = [&r](run_result const& o) {
    return o.workload == r.workload && o.client == r.client && o.keys == r.keys &&
           o.elements == r.elements && o.value_bytes == r.value_bytes &&
           o.value_sizes == r.value_sizes && o.batch == r.batch && o.rate_per_s == r.rate_per_s &&
           o.arrival == r.arrival && o.connections == r.connections && o.pipeline == r.pipeline;
  };
  run_result const* least = &r;
  bool several = false;
  for (run_result const& other : all) {
    if (!alike(other) || other.partial) continue;
    several = several || other.threads != r.threads;
    if (other.threads < least->threads) least = &other;
  }
  if (!several || r.partial || least->throughput_per_s <= 0) return std::nullopt;
  scaling s{.from_threads = least->threads};
  s.speed_up = r.throughput_per_s / least->throughput_per_s;
  s.per_thread = s.speed_up * least->threads / r.threads;
  return s;
}

namespace detail {

/// The rows of the grid, without the columns in which all of them are alike.
inline std::vector<row> sweep_rows(std::span<run_result const> results) {
  std::vector<row> rows{{"workload", "client", "threads", "keys", "elements", "value B", "batch",
                         "connections", "pipeline", "rate", "throughput", "p50", "p99", "p99.9",
                         "speed-up", "per thread"}};
  constexpr std::size_t settings = 10;
  for (run_result const& r : results) {
    operation_result const total = total_of(r);
    histogram const& times = total.response_ns.empty() ? total.latency_ns : total.response_ns;
    row cells{printable(r.workload),
              printable(r.client),
              count_text(r.threads),
              count_text(r.keys),
              count_text(r.elements),
              r.value_sizes.empty() ? count_text(r.value_bytes) : printable(r.value_sizes),
              count_text(r.batch),
              count_text(r.connections == 0 ? r.threads : r.connections),
              count_text(r.pipeline),
              r.rate_per_s > 0 ? rate_text(r.rate_per_s) : "-",
              rate_text(r.throughput_per_s)};
    for (double const at : {50.0, 99.0, 99.9})
      cells.push_back(
          times.empty() ? "-" : duration_text(static_cast<double>(times.value_at_percentile(at))));
    auto const scales = scaling_of(r, results);
    cells.push_back(scales ? fmt::format("{:.2f}x", scales->speed_up) : "");
    cells.push_back(scales ? fmt::format("{:.0f} %", 100 * scales->per_thread) : "");
    rows.push_back(cells);
  }
  const auto all_alike = [&rows](std::size_t column) {
    for (std::size_t i = 2; i < rows.size(); ++i) {
      if (rows[i][column] != rows[1][column]) return false;
    }
    return true;
  };
  const auto erase = [&rows](std::size_t column) {
    for (row& r : rows) r.erase(r.begin() + static_cast<std::ptrdiff_t>(column));
  };
  if (rows.size() > 1 && all_alike(rows[0].size() - 2) && rows[1][rows[0].size() - 2].empty()) {
    erase(rows[0].size() - 1);
    erase(rows[0].size() - 1);
  }
  for (std::size_t column = settings; column-- > 2;) {  // names stay
    if (rows.size() > 1 && all_alike(column)) erase(column);
  }
  return rows;
}

}  // namespace detail

/// A row per run; latencies are response times where the loop was open, else service times.
[[nodiscard]] inline std::string console_sweep(std::span<run_result const> results) {
  return "\n" + detail::aligned(detail::sweep_rows(results));
}

/// How each result scales, in their order; null where there is nothing to compare it with.
[[nodiscard]] inline json_value sweep_json(std::span<run_result const> results) {
  json_value rows = json_value::array();
  for (run_result const& r : results) {
    auto const s = scaling_of(r, results);
    rows.push_back(s ? json_value{{"from_threads", s->from_threads},
                                  {"speed_up", detail::finite(s->speed_up)},
                                  {"per_thread", detail::finite(s->per_thread)}}
                     : json_value(nullptr));
  }
  return rows;
}

}  // namespace kvbench::report
