// kvbench/measure/steady.hpp: whether a series of interval means has settled.
//
// Floor: measure. A pure function of numbers; who waits for it is run/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>    // std::sqrt, std::isfinite
#include <cstddef>  // std::size_t
#include <span>     // the series
#include <vector>   // slopes to sort

#include <kvbench/core/bounds.hpp>  // larger

namespace kvbench {

struct steady_rule {
  /// With fewer intervals nothing is said to be steady; below 10 counts as 10.
  std::size_t intervals = 10;
  /// The largest drift from the first to the last interval looked at, as a share of their median.
  double drift_max = 0.05;
};

namespace detail {

// Shell's: a few lines where <algorithm> takes a tenth of a second to read. Gaps of Ciura (2001).
[[gnu::cold]] inline void sort_ascending(std::vector<double>& all) {
  for (std::size_t const gap : {701u, 301u, 132u, 57u, 23u, 10u, 4u, 1u}) {
    for (std::size_t i = gap; i < all.size(); ++i) {
      double const moved = all[i];
      std::size_t to = i;
      for (; to >= gap && moved < all[to - gap]; to -= gap) all[to] = all[to - gap];
      all[to] = moved;
    }
  }
}

/// Of values in ascending order.
[[gnu::cold]] inline double middle_of(std::vector<double> const& sorted) {
  std::size_t const half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

}  // namespace detail

/// Whether the last half of the series, at least `rule.intervals` of it, has settled: the 90 %
/// confidence interval of its drift lies within `rule.drift_max` both ways. So a series that drifts
/// by more is taken for steady in at most one look in twenty, and a noisy one that does not drift
/// is, once there are enough intervals to know. Single outliers move nothing: the slope is the
/// median of the slopes of all pairs. Of
/// intervals that resemble their neighbours it says yes too early: at a correlation of 0.5 in about
/// one look in eight.
/// Yields  false where there are too few intervals, or any that is not finite or not above 0.
/// Cost    at most 59 points are compared, neighbours being pooled: below 100 us.
/// Source  Sen, "Estimates of the regression coefficient based on Kendall's tau" (1968)
[[nodiscard, gnu::cold]] inline bool is_steady(std::span<double const> interval_means,
                                               steady_rule const& rule = {}) {
  constexpr std::size_t points_min = 30;
  std::size_t const least = larger<std::size_t>(10, rule.intervals);
  if (interval_means.size() < least) return false;
  std::size_t const half = larger(least, interval_means.size() / 2);
  std::size_t const pooled = larger<std::size_t>(1, half / points_min);
  std::size_t const n = half / pooled;

  std::vector<double> points(n);
  std::span<double const> const last = interval_means.last(n * pooled);
  for (std::size_t i = 0; i < last.size(); ++i) {
    if (!std::isfinite(last[i]) || !(last[i] > 0)) return false;
    points[i / pooled] += last[i] / static_cast<double>(pooled);
  }
  std::vector<double> slopes;
  slopes.reserve(n * (n - 1) / 2);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j)
      slopes.push_back((points[j] - points[i]) / static_cast<double>(j - i));
  }
  detail::sort_ascending(slopes);
  detail::sort_ascending(points);

  // How many slopes lie outside of the interval, on each side: Kendall's tau is nearly normal from
  // ten points on, and 1.645 is the normal 95 % quantile.
  double const size = static_cast<double>(n);
  double const width = 1.645 * std::sqrt(size * (size - 1) * (2 * size + 5) / 18);
  auto const outside = static_cast<std::size_t>((static_cast<double>(slopes.size()) - width) / 2);
  double const bound = rule.drift_max * detail::middle_of(points) / (size - 1);
  return slopes[outside] >= -bound && slopes[slopes.size() - 1 - outside] <= bound;
}

}  // namespace kvbench
