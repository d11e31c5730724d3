// kvbench/measure/precision.hpp: how well a mean is known.
//
// Floor: measure. Pure functions of numbers; who stops at a precision is run/.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>     // std::sqrt, std::abs
#include <cstddef>   // std::size_t
#include <optional>  // too few intervals is an answer
#include <span>      // the intervals

#include <kvbench/core/bounds.hpp>  // larger, between

namespace kvbench {

/// Yields  the 97.5 % quantile of Student's t: what a standard error is multiplied with for a 95 %
/// confidence interval. `degrees` below 1 count as 1. Within 0.001.
[[nodiscard, gnu::cold]] inline double t_quantile_975(std::size_t degrees) noexcept {
  constexpr double table[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365,
                              2.306,  2.262, 2.228, 2.201, 2.179, 2.160, 2.145,
                              2.131,  2.120, 2.110, 2.101, 2.093, 2.086};
  if (degrees <= 20) return table[degrees < 2 ? 0 : degrees - 1];
  // Cornish and Fisher's expansion around the normal quantile.
  double const n = static_cast<double>(degrees);
  return 1.95996 + 2.3723 / n + 2.8225 / (n * n);
}

/// How far the true mean may lie from the one measured: half of the 95 % confidence interval of the
/// mean of a series of interval means, as a share of that mean. Neighbouring intervals are pooled
/// into 20 to 39 batches (fewer than 40 intervals are taken as they are), and what neighbouring
/// batches still have in common widens the interval.
/// Yields  nothing for fewer than 10 intervals, or where the mean is 0 or not finite.
/// Cost    O(n).
/// Source  batch means: Law, "Simulation Modeling and Analysis", 9.5.3; the factor for what is left
///         of correlation is that of a first-order autoregression, (1 + r) / (1 - r)
[[nodiscard, gnu::cold]] inline std::optional<double> relative_half_width(
    std::span<double const> interval_means) {
  constexpr std::size_t intervals_min = 10;
  constexpr std::size_t batches_min = 20;
  if (interval_means.size() < intervals_min) return std::nullopt;
  std::size_t const size = larger<std::size_t>(interval_means.size() / batches_min, 1);
  std::size_t const batches = interval_means.size() / size;
  // What does not fill a batch is left out at the beginning.
  std::span<double const> const used = interval_means.last(batches * size);
  double const n = static_cast<double>(batches);
  auto const batch = [&](std::size_t i) {
    double sum = 0;
    for (double const mean : used.subspan(i * size, size)) sum += mean;
    return sum / static_cast<double>(size);
  };

  double mean = 0;
  for (std::size_t i = 0; i < batches; ++i) mean += batch(i) / n;
  if (!std::isfinite(mean) || mean == 0) return std::nullopt;
  double squares = 0;
  double products = 0;  // of neighbours
  double before = 0;
  for (std::size_t i = 0; i < batches; ++i) {
    double const distance = batch(i) - mean;
    squares += distance * distance;
    products += distance * before;
    before = distance;
  }
  // The estimate of a correlation from few values is too low, by (1 + 3 r) / n.
  double const raw = squares > 0 ? products / squares : 0.0;
  double const r = between(0.0, raw + (1 + 3 * raw) / n, 0.9);
  double const error = std::sqrt(squares / (n - 1) / n * (1 + r) / (1 - r));
  return t_quantile_975(batches - 1) * error / std::abs(mean);
}

}  // namespace kvbench
