// kvbench/measure/statistics.hpp: what a handful of measurements says.
//
// Floor: measure. Pure functions of numbers; takes none of its own.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>  // std::nth_element, std::min
#include <cmath>      // std::abs, std::sqrt
#include <cstddef>    // std::size_t
#include <optional>   // too few samples is an answer
#include <span>       // the measurements
#include <vector>     // a copy to reorder

namespace kvbench {

/// The middle of the samples, the mean of the two middle ones where their number is even.
/// Yields  nothing where there are no samples.
/// Cost    O(n) and a copy.
[[nodiscard]] inline std::optional<double> median(std::span<const double> samples) {
  if (samples.empty()) {
    return std::nullopt;
  }
  std::vector<double> copy(samples.begin(), samples.end());
  const auto middle = copy.begin() + static_cast<std::ptrdiff_t>(copy.size() / 2);
  std::nth_element(copy.begin(), middle, copy.end());
  if (copy.size() % 2 == 1) {
    return *middle;
  }
  return (*std::max_element(copy.begin(), middle) + *middle) / 2;
}

/// How far the samples lie from their median, as the median of the distances: one outlier does not
/// move it.
/// Yields  nothing where there are no samples.
[[nodiscard]] inline std::optional<double> median_absolute_deviation(
    std::span<const double> samples) {
  const std::optional<double> middle = median(samples);
  if (!middle) {
    return std::nullopt;
  }
  std::vector<double> distances;
  distances.reserve(samples.size());
  for (const double sample : samples) {
    distances.push_back(std::abs(sample - *middle));
  }
  return median(distances);
}

/// Of two programs measured in turns, the median of the ratios of neighbours: what slows the
/// machine down for a while slows both sides of a pair, and drops out. Pairs beyond the shorter
/// list, and pairs whose second part is not above 0, do not count.
/// Yields  nothing where no pair counts.
[[nodiscard]] inline std::optional<double> median_ratio(std::span<const double> ours,
                                                        std::span<const double> theirs) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i) {
    if (theirs[i] > 0) {
      ratios.push_back(ours[i] / theirs[i]);
    }
  }
  return median(ratios);
}

/// How far several measurements of one thing lie apart.
struct spread {
  std::size_t count = 0;
  double mean = 0;
  double median = 0;
  double min = 0;
  double max = 0;
  /// The standard deviation of the samples (divided by count - 1) over their mean: 0.02 is 2 %.
  /// Empty for fewer than two samples, or a mean of 0.
  std::optional<double> variation{};
};

/// Yields  nothing where there are no samples.
[[nodiscard]] inline std::optional<spread> spread_of(std::span<const double> samples) {
  const std::optional<double> middle = median(samples);
  if (!middle) {
    return std::nullopt;
  }
  spread out{.count = samples.size(), .median = *middle, .min = samples[0], .max = samples[0]};
  const auto count = static_cast<double>(samples.size());
  for (const double sample : samples) {
    out.mean += sample / count;
    out.min = std::min(out.min, sample);
    out.max = std::max(out.max, sample);
  }
  double squares = 0;
  for (const double sample : samples) {
    squares += (sample - out.mean) * (sample - out.mean);
  }
  if (samples.size() > 1 && out.mean != 0) {
    out.variation = std::sqrt(squares / (count - 1)) / std::abs(out.mean);
  }
  return out;
}

}  // namespace kvbench
