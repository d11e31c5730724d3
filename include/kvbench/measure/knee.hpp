// kvbench/measure/knee.hpp: where a latency-throughput curve turns, and the rate that a target
// allows.
//
// Floor: measure. Pure functions of numbers; who runs the rates is the program.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>     // std::isfinite, std::sqrt
#include <cstddef>   // std::size_t
#include <optional>  // no knee, no rate
#include <span>      // what was measured

#include <kvbench/core/bounds.hpp>  // smaller, larger, between

namespace kvbench {

/// One rate of a latency-throughput curve.
struct curve_point {
  double rate_per_s = 0;      ///< offered
  double achieved_per_s = 0;  ///< answered
  double latency_ns = 0;      ///< of whichever figure: p99, mean
};

/// The point from which more load buys little throughput for much latency: the one that lies
/// farthest below the straight line from the curve's lowest to its highest achieved rate, both axes
/// scaled to 0..1. It depends on how far the curve was driven: compare knees of equal ranges only.
/// Yields  the place in `curve` (any order); nothing for fewer than three points, for a curve
/// without extent, or where no point lies 5 % of an axis below the line.
/// Cost    O(n).
/// Source  Satopaa et al., "Finding a 'Kneedle' in a Haystack" (2011), without smoothing
[[nodiscard, gnu::cold]] inline std::optional<std::size_t> knee_of(
    std::span<curve_point const> curve) {
  constexpr double depth_min = 0.05;
  if (curve.size() < 3) return std::nullopt;
  curve_point const* first = &curve[0];
  curve_point const* last = &curve[0];
  for (curve_point const& p : curve) {
    if (!std::isfinite(p.achieved_per_s) || !std::isfinite(p.latency_ns)) return std::nullopt;
    if (p.achieved_per_s < first->achieved_per_s) first = &p;
    // Beyond saturation the rate stays and latency goes on: the curve ends at its worst.
    if (p.achieved_per_s > last->achieved_per_s ||
        (p.achieved_per_s == last->achieved_per_s && p.latency_ns > last->latency_ns))
      last = &p;
  }
  double const width = last->achieved_per_s - first->achieved_per_s;
  double const height = last->latency_ns - first->latency_ns;
  if (!(width > 0) || !(height > 0)) return std::nullopt;
  std::optional<std::size_t> deepest;
  double depth = depth_min;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    double const x = (curve[i].achieved_per_s - first->achieved_per_s) / width;
    double const y = (curve[i].latency_ns - first->latency_ns) / height;
    if (x - y > depth) {
      depth = x - y;
      deepest = i;
    }
  }
  return deepest;
}

/// A rate that was tried. What falls behind its rate does not meet a target either.
struct rate_trial {
  double rate_per_s = 0;
  bool met = false;
};

struct search_rule {
  double start_per_s = 1'000;  ///< the first to try
  double min_per_s = 1;        ///< slower is not tried
  double max_per_s = 1e9;      ///< faster neither
  double precision = 0.02;     ///< ends where the bounds are this close, as a share of the upper
};

struct search_step {
  std::optional<double> next_per_s;  ///< empty where the search is over
  std::optional<double> best_per_s;  ///< the highest rate that met the target, so far
};

/// What to try next to find the highest rate that meets a target: doubles until one fails, or
/// halves until one meets it, then halves the gap between. A rate counts only while no lower one
/// failed: what noise let pass above a failure is not believed.
/// Yields  a rate within the rule's bounds that was not tried yet, or none: then `best_per_s` is
/// the answer, and empty where even the slowest failed.
/// Cost    O(trials).
[[nodiscard, gnu::cold]] inline search_step next_search_step(std::span<rate_trial const> trials,
                                                             search_rule const& rule = {}) {
  std::optional<double> fails;
  for (rate_trial const& t : trials) {
    if (!t.met) fails = smaller(fails.value_or(t.rate_per_s), t.rate_per_s);
  }
  search_step step;
  for (rate_trial const& t : trials) {
    if (t.met && (!fails || t.rate_per_s < *fails))
      step.best_per_s = larger(step.best_per_s.value_or(t.rate_per_s), t.rate_per_s);
  }
  if (!fails && !step.best_per_s) {
    step.next_per_s = between(rule.min_per_s, rule.start_per_s, rule.max_per_s);
  } else if (!fails) {
    if (*step.best_per_s < rule.max_per_s)
      step.next_per_s = smaller(*step.best_per_s * 2, rule.max_per_s);
  } else if (!step.best_per_s) {
    if (*fails > rule.min_per_s) step.next_per_s = larger(*fails / 2, rule.min_per_s);
  } else if (*fails - *step.best_per_s > larger(rule.precision, 1e-6) * *fails) {
    step.next_per_s = (*step.best_per_s + *fails) / 2;
  }
  return step;
}

}  // namespace kvbench
