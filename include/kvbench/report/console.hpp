// kvbench/report/console.hpp: results for a person at a terminal.
//
// Floor: report. Plain text without colour; programs read json.hpp.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>  // alignment

#include <algorithm>  // std::max, std::clamp
#include <cstddef>    // std::size_t
#include <span>       // several results
#include <string>     // the text
#include <utility>    // std::move
#include <vector>     // the cells of a table

#include <kvbench/report/context.hpp>  // where it was measured
#include <kvbench/report/machine.hpp>  // who held the run back
#include <kvbench/report/pace.hpp>     // when operations began
#include <kvbench/report/repeats.hpp>  // several runs of the same
#include <kvbench/report/text.hpp>     // figures as text
#include <kvbench/run/result.hpp>      // what was measured

namespace kvbench::report {

namespace detail {

using row = std::vector<std::string>;

/// Columns as wide as their widest cell; the first to the left, the others to the right.
inline std::string aligned(std::vector<row> const& rows) {
  std::vector<std::size_t> widths;
  const auto width_of = [](std::string const& cell) {
    // One column per code point: what does not begin with a continuation byte.
    return static_cast<std::size_t>(
        std::count_if(cell.begin(), cell.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  };
  for (row const& r : rows) {
    widths.resize(std::max(widths.size(), r.size()));
    for (std::size_t i = 0; i < r.size(); ++i) widths[i] = std::max(widths[i], width_of(r[i]));
  }
  std::string out;
  for (row const& r : rows) {
    for (std::size_t i = 0; i < r.size(); ++i) {
      const std::string blanks(widths[i] - width_of(r[i]), ' ');
      out += i == 0 ? "  " + r[i] + blanks : "  " + blanks + r[i];
    }
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
  }
  return out;
}

/// All operations as one: histograms add up exactly, percentiles never do.
inline operation_result total_of(run_result const& r) {
  operation_result total;
  total.name = "all";
  for (operation_result const& op : r.operations) {
    total.count += op.count;
    total.errors += op.errors;
    total.misses += op.misses;
    total.latency_ns.merge(op.latency_ns);
    total.response_ns.merge(op.response_ns);
  }
  return total;
}

/// The figures of the table; the standard deviation of latencies says little to a reader, and is in
/// JSON and CSV.
inline bool in_table(latency_figure const& figure) { return figure.name != "stddev"; }

inline row operation_row(operation_result const& op, bool with_latency,
                         histogram operation_result::*times = &operation_result::latency_ns) {
  row cells{printable(op.name), count_text(op.count), count_text(op.errors), count_text(op.misses)};
  if (!with_latency) return cells;
  const bool recorded = !(op.*times).empty();
  for (latency_figure const& figure : latency_figures(op.*times)) {
    if (in_table(figure)) cells.push_back(recorded ? duration_text(figure.ns) : "-");
  }
  return cells;
}

inline row title_row(bool with_latency) {
  row cells{"operation", "count", "errors", "misses"};
  if (!with_latency) return cells;
  for (latency_figure const& figure : latency_figures({})) {
    if (in_table(figure)) cells.emplace_back(figure.title);
  }
  return cells;
}

/// How long values are: "100 B values".
inline std::string values_text(run_result const& r) {
  if (r.value_sizes.empty()) return count_text(r.value_bytes) + " B values";
  return fmt::format("values {} of {} B on average", printable(r.value_sizes),
                     count_text(r.value_bytes));
}

/// Payload that was moved, as a part of a sentence; how much by an operation where values differ.
inline std::string moved_text(run_result const& r) {
  if (r.bytes_per_s <= 0) return {};
  std::string text = ", " + byte_rate_text(r.bytes_per_s);
  if (!r.value_sizes.empty() && r.throughput_per_s > 0)
    text += fmt::format(" ({:.0f} B an operation)", r.bytes_per_s / r.throughput_per_s);
  return text;
}

inline std::string settings_line(run_result const& r) {
  std::string line = fmt::format("{} thread{}", r.threads, r.threads == 1 ? "" : "s");
  bool const is_drawn = r.keys != 0;  // a trace brings its own data
  if (is_drawn)
    line += fmt::format(", {} keys x {} elements, {}, seed {}", count_text(r.keys),
                        count_text(r.elements), values_text(r), r.seed);
  for (auto const& [name, value] : r.settings)
    line += fmt::format(", {} {}", printable(name), printable(value));
  if (is_drawn) line += ", stream " + hash_text(r.stream_hash);
  return line + "; " + loop_text(r);
}

/// A row per operation, and one for all of them where there are several.
inline std::vector<row> operation_rows(run_result const& r, operation_result const& total,
                                       bool with_latency, histogram operation_result::*times) {
  std::vector<row> rows{title_row(with_latency)};
  for (operation_result const& op : r.operations)
    rows.push_back(operation_row(op, with_latency, times));
  if (r.operations.size() > 1) rows.push_back(operation_row(total, with_latency, times));
  return rows;
}

/// A row per interval, all operations as one.
inline std::vector<row> interval_rows(run_result const& r) {
  std::vector<row> rows{{"from", "throughput", "mean", "p50", "p99", "p99.9", "max"}};
  for (interval_result const& one : r.intervals) {
    sparse_histogram const all = total_of(one);
    row cells{duration_text(one.start_s * 1e9), rate_text(per_second(one, all))};
    for (double const ns :
         {all.mean(), static_cast<double>(all.value_at_percentile(50)),
          static_cast<double>(all.value_at_percentile(99)),
          static_cast<double>(all.value_at_percentile(99.9)), static_cast<double>(all.max())})
      cells.push_back(all.empty() ? "-" : duration_text(ns));
    rows.push_back(cells);
  }
  return rows;
}

}  // namespace detail

/// The lines above the results: machine, build, warnings.
[[nodiscard]] inline std::string console_header(context const& c) {
  std::string out = fmt::format("{}, {} cores, {}, governor {}", printable(c.cpu), c.cores,
                                printable(c.kernel), printable(c.governor));
  if (c.load) out += fmt::format(", load {:.2f}", (*c.load)[0]);
  out += fmt::format("\n{}, {}", printable(c.compiler), printable(c.build_type));
  for (auto const& [name, value] : c.versions)
    out += fmt::format(", {} {}", printable(name), printable(value));
  out += fmt::format(", {}\n", printable(c.date));
  for (std::string const& warning : c.warnings)
    out += fmt::format("warning: {}\n", printable(warning));
  return out;
}

/// One result: a table of its operations, throughput, what the harness cost, what is doubtful.
[[nodiscard]] inline std::string console_result(run_result const& r) {
  operation_result total = detail::total_of(r);
  const bool with_latency = !total.latency_ns.empty();
  std::string out =
      fmt::format("{} on {}{}\n  {}\n", printable(r.workload), printable(r.client),
                  r.partial ? " (partial: stopped before its end)" : "", detail::settings_line(r));
  const bool is_open = !total.response_ns.empty();
  if (is_open) out += fmt::format("  {}\n", service_title);
  out += detail::aligned(
      detail::operation_rows(r, total, with_latency, &operation_result::latency_ns));
  if (is_open) {
    out += fmt::format("  {}\n", response_title);
    out += detail::aligned(
        detail::operation_rows(r, total, with_latency, &operation_result::response_ns));
  }
  if (!r.intervals.empty()) out += detail::aligned(detail::interval_rows(r));
  out += fmt::format("  {} in {}", detail::throughput_text(r), duration_text(r.duration_s * 1e9));
  out += detail::moved_text(r) + "\n";
  for (std::string const& line :
       {detail::warm_up_line(r), detail::lateness_line(r), detail::harness_line(r)}) {
    if (!line.empty()) out += "  " + line + "\n";
  }
  if (std::string const line = detail::machine_line(r); !line.empty()) out += "  " + line + "\n";
  for (std::string const& flag : r.flags) out += fmt::format("  flag: {}\n", printable(flag));
  for (operation_result const& op : r.operations) {
    if (op.errors > 0 && !op.first_error.empty()) {
      out +=
          fmt::format("  first error of {}: {}\n", printable(op.name), printable(op.first_error));
    }
  }
  return out;
}

/// How far runs of the same lie apart; empty where each ran once.
[[nodiscard]] inline std::string console_repeats(std::span<run_result const> results) {
  std::vector<detail::row> rows{{"spread", "runs", "median", "min", "max", "variation"}};
  for (repeated const& each : repeats_of(results)) {
    spread const& s = each.throughput_per_s;
    rows.push_back({printable(each.workload) + " on " + printable(each.client), count_text(s.count),
                    rate_text(s.median), rate_text(s.min), rate_text(s.max),
                    s.variation ? fmt::format("{:.2g} %", 100 * *s.variation) : "-"});
  }
  return rows.size() == 1 ? "" : "\n" + detail::aligned(rows);
}

/// The whole report.
[[nodiscard]] inline std::string console(context const& c, std::span<run_result const> results) {
  std::string out = console_header(c);
  for (run_result const& r : results) out += "\n" + console_result(r);
  return out + console_repeats(results);
}

}  // namespace kvbench::report
