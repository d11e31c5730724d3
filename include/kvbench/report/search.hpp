// kvbench/report/search.hpp: the highest rate that meets a target, and the curve on the way there.
//
// Floor: wing report. Judges and prints results; who runs them is a program.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>  // by rate
#include <cstddef>    // places
#include <cstdint>    // counts
#include <optional>   // no rate met it
#include <span>       // results
#include <string>     // tables
#include <vector>     // points

#include <fmt/format.h>  // sentences

#include <kvbench/measure/knee.hpp>    // where latency takes off
#include <kvbench/measure/slo.hpp>     // the target
#include <kvbench/report/console.hpp>  // tables
#include <kvbench/report/json.hpp>     // the same as data
#include <kvbench/report/text.hpp>     // figures as text
#include <kvbench/run/result.hpp>      // what was measured

namespace kvbench::report {

/// The response times of all operations of a run.
[[nodiscard]] inline histogram response_of(run_result const& r) {
  histogram all;
  for (operation_result const& op : r.operations) all.merge(op.response_ns);
  return all;
}

/// Whether a run at a rate met the target: nothing due was left out, errors are few, and what it
/// took is within the bound.
[[nodiscard]] inline bool meets(run_result const& r, slo const& target) {
  std::uint64_t count = 0;
  std::uint64_t errors = 0;
  for (operation_result const& op : r.operations) {
    count += op.count;
    errors += op.errors;
  }
  const bool few_errors = errors * 20 <= count + errors;
  return !r.partial && r.unsent == 0 && few_errors && target.met_by(response_of(r));
}

/// One rate that was tried.
struct search_point {
  double rate_per_s = 0;
  double achieved_per_s = 0;
  histogram response_ns;
  std::uint64_t late_p99_ns = 0;  ///< of the generator itself
  bool met = false;
};

/// What a search found for one workload on one client.
struct search_result {
  std::string workload;
  std::string client;
  slo target;
  std::optional<double> limit_per_s;  ///< of a closed loop, where one was run first
  std::optional<double> best_per_s;   ///< empty where even the slowest rate failed
  std::vector<search_point> curve;    ///< ascending by rate
  std::optional<std::size_t> knee;    ///< a place in the curve
};

/// From runs at rates, in any order. The first `deciding` of them say which rate is the best; those
/// behind only draw the curve, and one of them that is unlucky takes nothing back.
[[nodiscard]] inline search_result search_of(std::span<run_result const> runs, slo const& target,
                                             std::size_t deciding) {
  search_result found;
  found.target = target;
  for (run_result const& r : runs) {
    found.workload = r.workload;
    found.client = r.client;
    if (r.rate_per_s <= 0) {
      found.limit_per_s = r.throughput_per_s;
      continue;
    }
    found.curve.push_back({r.rate_per_s, r.throughput_per_s, response_of(r),
                           r.lateness_ns.value_at_percentile(99), meets(r, target)});
  }
  std::sort(found.curve.begin(), found.curve.end(),
            [](auto const& a, auto const& b) { return a.rate_per_s < b.rate_per_s; });
  std::vector<curve_point> points;
  for (search_point const& p : found.curve)
    points.push_back({p.rate_per_s, p.achieved_per_s, target.figure_ns(p.response_ns)});
  found.knee = knee_of(points);
  std::vector<rate_trial> trials;
  for (run_result const& r : runs.first(std::min(deciding, runs.size()))) {
    if (r.rate_per_s > 0) trials.push_back({r.rate_per_s, meets(r, target)});
  }
  found.best_per_s = next_search_step(trials).best_per_s;
  return found;
}

namespace detail {

/// "read_heavy on redlite: 118 k/s meets p99<1ms"
inline std::string search_sentence(search_result const& s) {
  const std::string who = fmt::format("{} on {}", printable(s.workload), printable(s.client));
  if (!s.best_per_s) return fmt::format("{}: no rate that was tried meets {}", who, s.target.text);
  return fmt::format("{}: {} meets {}", who, rate_text(*s.best_per_s), s.target.text);
}

inline std::vector<row> search_rows(search_result const& s) {
  std::vector<row> rows{
      {"rate", "achieved", "p50", "p90", "p99", "p99.9", "max", "late p99", s.target.text, ""}};
  for (std::size_t i = 0; i < s.curve.size(); ++i) {
    search_point const& p = s.curve[i];
    row cells{rate_text(p.rate_per_s), rate_text(p.achieved_per_s)};
    for (double const at : {50.0, 90.0, 99.0, 99.9, 100.0})
      cells.push_back(duration_text(static_cast<double>(p.response_ns.value_at_percentile(at))));
    cells.push_back(duration_text(static_cast<double>(p.late_p99_ns)));
    cells.emplace_back(p.met ? "met" : "missed");
    cells.emplace_back(s.knee == i ? "knee" : "");
    rows.push_back(cells);
  }
  return rows;
}

inline std::string search_limit(search_result const& s) {
  return s.limit_per_s ? fmt::format("a closed loop came to {}", rate_text(*s.limit_per_s))
                       : std::string{};
}

}  // namespace detail

/// The curve as a table, and the answer in one sentence.
[[nodiscard]] inline std::string console_search(search_result const& s) {
  std::string out = fmt::format("\n{}, {}\n", detail::search_sentence(s), response_title);
  if (auto const limit = detail::search_limit(s); !limit.empty()) out += "  " + limit + "\n";
  return out + detail::aligned(detail::search_rows(s));
}

[[nodiscard]] inline json_value to_json(search_result const& s) {
  json_value curve = json_value::array();
  for (search_point const& p : s.curve) {
    curve.push_back({{"rate_per_s", detail::finite(p.rate_per_s)},
                     {"achieved_per_s", detail::finite(p.achieved_per_s)},
                     {"met", p.met},
                     {"lateness_p99_ns", p.late_p99_ns},
                     {"response_ns", detail::latency_json(p.response_ns)}});
  }
  return {
      {"workload", s.workload},
      {"client", s.client},
      {"slo", s.target.text},
      {"limit_per_s", detail::or_null(s.limit_per_s)},
      {"best_per_s", detail::or_null(s.best_per_s)},
      {"knee_per_s", s.knee ? detail::finite(s.curve[*s.knee].rate_per_s) : json_value(nullptr)},
      {"curve", std::move(curve)}};
}

}  // namespace kvbench::report
