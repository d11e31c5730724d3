// kvbench/gate/signed_rank.hpp: where the centre of a few symmetric numbers lies, and how surely.
//
// Floor: gate. Pure functions of numbers. Wilcoxon's signed ranks ask that the numbers lie evenly
// around their centre, and nothing else: neither how wide their tails are nor whether some come
// from a slower hour.
//
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>  // std::sort
#include <cmath>      // std::sqrt
#include <cstddef>    // std::size_t
#include <limits>     // an interval without an end
#include <optional>   // no numbers
#include <span>       // the numbers
#include <vector>     // their averages

namespace kvbench::gate {

/// More pairs than this are not asked for: the exact distribution costs O(pairs^3).
inline constexpr std::size_t pairs_max = 500;

/// How many of the sorted pairwise averages of `pairs` numbers may be cut off at one end so that
/// their centre lies beyond the cut with a probability of `tail` at most. Exact: no table, no
/// normal approximation, which is too bold where few numbers meet a small tail.
/// Yields  k: the k-th smallest average is the lower end of the interval; 0 where even the smallest
/// is not sure enough, or for more than `pairs_max`.
/// Cost    O(pairs^3), 0.1 ms for 30.
/// Source  Hollander, Wolfe, "Nonparametric statistical methods", 3.3
[[nodiscard]] inline std::size_t signed_rank_cut(std::size_t pairs, double tail) {
  if (pairs == 0 || pairs > pairs_max) return 0;
  // The share of sign patterns whose positive ranks sum up to w.
  std::vector<double> share(pairs * (pairs + 1) / 2 + 1, 0.0);
  share[0] = 1;
  for (std::size_t rank = 1, top = 0; rank <= pairs; ++rank) {
    top += rank;
    for (std::size_t w = top + 1; w-- > 0;)
      share[w] = (share[w] + (w >= rank ? share[w - rank] : 0.0)) / 2;
  }
  double below = 0;
  for (std::size_t w = 0; w < share.size(); ++w) {
    below += share[w];
    if (below > tail) return w;
  }
  return share.size();
}

/// The fewest pairs of which `signed_rank_cut` yields 1 or more: each halves what is left to
/// chance.
[[nodiscard]] inline std::size_t pairs_needed(double tail) {
  std::size_t pairs = 1;
  for (double share = 0.5; share > tail && pairs < pairs_max; share /= 2) ++pairs;
  return pairs;
}

/// A centre and where it may lie.
struct interval {
  double centre = 0;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

/// The centre of numbers that lie evenly around it: the median of the averages of all pairs of
/// them, each number paired with itself too (Hodges and Lehmann). A third of the numbers may be
/// wild and do not carry it away. `cut` is that of `signed_rank_cut` for as many numbers.
/// Yields  nothing where there are no numbers; no ends where `cut` is 0.
/// Cost    O(n^2 log n).
[[nodiscard]] inline std::optional<interval> centre_of(std::span<double const> numbers,
                                                       std::size_t cut) {
  if (numbers.empty()) return std::nullopt;
  std::vector<double> averages;
  averages.reserve(numbers.size() * (numbers.size() + 1) / 2);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    for (std::size_t j = i; j < numbers.size(); ++j)
      averages.push_back((numbers[i] + numbers[j]) / 2);
  }
  std::sort(averages.begin(), averages.end());
  std::size_t const n = averages.size();
  interval out{.centre = (averages[(n - 1) / 2] + averages[n / 2]) / 2};
  if (cut > 0 && cut <= n) {
    out.low = averages[cut - 1];
    out.high = averages[n - cut];
  }
  return out;
}

}  // namespace kvbench::gate
